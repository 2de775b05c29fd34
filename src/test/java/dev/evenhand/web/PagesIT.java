package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.button;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.evenhand.Api;
import dev.evenhand.Packaged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A walk through every page of a fresh server, from the first admin to a comparison.
 *
 * <p>On each page a checker of accessibility looks for what breaks WCAG 2.2 at level AA, and nothing may be said on the
 * browser's console: neither an error nor what the content security policy has stopped.
 */
class PagesIT {
    private static final Pattern SETUP = Pattern.compile("/setup#\\S+");
    private static final String PASSWORD = "four random words here";

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private Process server;

    @BeforeEach
    void start() throws IOException {
        server = Packaged.start(folder.resolve("data"), log());
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        server.waitFor();
    }

    @Test
    void everyPageIsOpenToEverybodyAndSaysNothingOnTheConsole() throws Exception {
        try (Browser browser = new Browser()) {
            Page admin = watched(browser);
            setUp(admin);
            account(admin);
            String slug = arena(admin);
            settings(admin, slug);
            responses(admin, slug);
            String link = raters(admin, slug);
            voting(watched(browser), link, slug);
            importedVotes(admin);
            results(admin, slug);
            signedOut(admin);
        }
        assertEquals(List.of(), said);
    }

    private void setUp(Page page) throws IOException {
        visit(page, "/login", "Sign in");
        visit(page, "/setup", "Welcome to Evenhand");
        Matcher link = SETUP.matcher(Files.readString(log()));
        assertEquals(true, link.find(), "the log names no link");
        // The page is there already, and would not be loaded anew for another fragment.
        page.navigate("about:blank");
        page.navigate(address(link.group()));
        page.getByLabel("New password", exactly()).fill(PASSWORD);
        check(page);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(address("/"));
        check(page);
    }

    private void account(Page page) {
        visit(page, "/account", "Account");
        button(page, "Add a person").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("User name").fill("ada");
        dialog.getByLabel("New password", new Locator.GetByLabelOptions().setExact(true))
                .fill(PASSWORD);
        check(page);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add a person"))
                .click();
        assertThat(page.getByText("ada can sign in now")).isVisible();

        button(page, "Make a token").click();
        dialog.getByLabel("What it is for").fill("nightly export");
        check(page);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Make a token"))
                .click();
        assertThat(page.getByText("Copy the token now")).isVisible();
        assertThat(page.getByRole(AriaRole.ROW).filter(containing("nightly export")))
                .hasCount(1);
        button(page, "Revoke: nightly export").click();
        checkWindow(page);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(page.getByRole(AriaRole.ROW).filter(containing("nightly export")))
                .hasCount(0);

        page.getByLabel("Present password").fill(PASSWORD);
        page.getByLabel("New password", exactly()).fill(PASSWORD + " and one more");
        button(page, "Change the password").click();
        assertThat(page.getByText("The password is changed.")).isVisible();
        check(page);
    }

    private String arena(Page page) {
        visit(page, "/arenas/new", "New arena");
        page.getByLabel("Name", exactly()).fill("Everyday questions");
        check(page);
        button(page, "Create the arena").click();
        assertThat(page).hasURL(address("/arenas/everyday-questions"));
        check(page);
        return "everyday-questions";
    }

    private void settings(Page page, String slug) {
        visit(page, "/arenas/" + slug + "/settings", "Settings");
        page.getByLabel("Instructions").fill("Read **both** answers.");
        page.getByLabel("Consent").fill("Your votes are kept.");
        page.getByLabel("Tags").fill("useful, too long");
        check(page);
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.STATUS).filter(containing("Saved"))).isVisible();
        page.reload();
        assertThat(page.getByLabel("Instructions")).hasValue("Read **both** answers.");
    }

    private void responses(Page page, String slug) {
        visit(page, "/arenas/" + slug + "/responses", "Responses");
        choose(page, "bad.csv", "prompt_id,prompt,model,response\np1,Q?,Alpha\n");
        assertThat(page.getByText("bad.csv cannot be stored as it is")).isVisible();
        check(page);
        choose(page, "responses.csv", Api.responses(6, "Alpha", "Beta", "Gamma"));
        button(page, "Store 18 rows").click();
        assertThat(page.getByText("responses.csv is stored")).isVisible();
        check(page);
        Api.open(slug);
    }

    private String raters(Page page, String slug) {
        visit(page, "/arenas/" + slug + "/raters", "Raters");
        page.getByLabel("Name or note").fill("Bea");
        button(page, "Invite a rater").click();
        assertThat(page.getByText("Invitation for Bea")).isVisible();
        check(page);
        String link = page.getByLabel("Link", exactly()).inputValue();
        button(page, "Revoke: Bea").click();
        checkWindow(page);
        page.keyboard().press("Escape");
        return link;
    }

    private void voting(Page page, String link, String slug) {
        page.navigate(link);
        assertThat(page.getByText("Your votes are kept.")).isVisible();
        check(page);
        practice(page, slug);
        button(page, "I agree, and begin").click();
        assertThat(page).hasURL(address("/arenas/" + slug + "/vote"));
        assertThat(button(page, "A is better")).hasAttribute("aria-disabled", "false");
        check(page);
        button(page, "Keys").click();
        checkWindow(page);
        page.keyboard().press("Escape");
        button(page, "Language and colours").click();
        checkWindow(page);
        page.keyboard().press("Escape");
        Browser.look(page);
        page.keyboard().press("s");
        checkWindow(page);
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        page.keyboard().press("2");
        assertThat(page.getByText("1 done")).isVisible();

        page.reload();
        assertThat(button(page, "A is better")).hasAttribute("aria-disabled", "false");
        button(page, "Undo").click();
        assertThat(page.getByText("your earlier choice")).isVisible();
        Browser.look(page);
        page.keyboard().press("n");
        page.keyboard().press("1");
        page.getByText("1 done").click();
        assertThat(page).hasURL(address("/arenas/" + slug + "/record"));
        assertThat(page.getByText("Only you see this page.")).isVisible();
        check(page);
    }

    private void practice(Page page, String slug) {
        page.getByText("Practise on two examples first").click();
        assertThat(page).hasURL(address("/arenas/" + slug + "/practice"));
        for (String key : List.of("1", "2")) {
            assertThat(button(page, "A is better")).hasAttribute("aria-disabled", "false");
            check(page);
            Browser.look(page);
            page.keyboard().press(key);
            assertThat(page.getByText(key.equals("1") ? "would say otherwise" : "would say the same"))
                    .isVisible();
            check(page);
            if (key.equals("1")) {
                button(page, "Next example").click();
            }
        }
        page.getByText("On to the real ones").click();
        assertThat(page.getByText("Your votes are kept.")).isVisible();
    }

    private void importedVotes(Page page) {
        Api.admin()
                .contentType("application/json")
                .body(Map.of("slug", "imported", "name", "Imported", "publicBoard", true))
                .post("/api/arenas")
                .then()
                .statusCode(201);
        visit(page, "/arenas/imported/votes", "Votes");
        choose(page, "votes.csv", "model_a,model_b,winner\nNew,Old,a\nNew,Old,draw?\n");
        assertThat(page.getByText("votes.csv has bad rows")).isVisible();
        check(page);
        StringBuilder votes = new StringBuilder("model_a,model_b,winner,rater,prompt_id,category\n");
        for (int i = 0; i < 30; i++) {
            votes.append(
                    "New,Old,%s,r%d,p%d,%s\n".formatted(i % 3 == 0 ? "b" : "a", i % 5, i % 7, i % 2 == 0 ? "x" : "y"));
        }
        choose(page, "votes.csv", votes.toString());
        button(page, "Store 30 rows").click();
        assertThat(page.getByText("votes.csv is stored")).isVisible();
        check(page);
    }

    private void results(Page page, String slug) {
        visit(page, "/arenas/" + slug + "/responses", "Responses");
        page.getByText("1 report").click();
        check(page);
        visit(page, "/arenas/imported/leaderboard", "Imported");
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(3);
        check(page);
        button(page, "Change…").click();
        page.getByLabel("Ties").selectOption("Davidson");
        page.getByLabel("Estimate what being shown first adds").check();
        check(page);
        button(page, "Show").click();
        assertThat(page).hasURL(Pattern.compile(".*\\?ties=davidson&position=true"));
        assertThat(page.getByText("These are not the arena’s own settings.")).isVisible();
        check(page);
        page.getByText("Over time").click();
        assertThat(page).hasURL(Pattern.compile(".*/history\\?ties=davidson&position=true"));
        check(page);
        visit(page, "/arenas/" + slug + "/leaderboard", "Everyday questions");
        check(page);
        visit(page, "/arenas/imported/win-rates", "Win rates");
        assertThat(page.getByText("66.7").first()).isVisible();
        check(page);
        page.getByText("Expected").first().click();
        assertThat(page).hasURL(Pattern.compile(".*figures=expected"));
        check(page);
        checks(page, slug);
        visit(page, "/arenas/imported/comparison", "Compare");
        check(page);
        page.getByLabel("Candidate").selectOption("New");
        page.getByLabel("Baseline").selectOption("Old");
        assertThat(page.getByText("66.67").first()).isVisible();
        check(page);
    }

    private void checks(Page page, String empty) {
        visit(page, "/arenas/imported/leaderboard", "Imported");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Checks of this board"))
                .click();
        assertThat(page).hasURL(address("/arenas/imported/checks"));
        assertThat(page.getByText("Nothing is left to test.")).isVisible();
        assertThat(page.getByRole(AriaRole.HEADING).filter(containing("Do raters agree?")))
                .isVisible();
        assertThat(page.getByText("of 7 pairs of responses").first()).isVisible();
        assertThat(page.getByText("15 votes").first()).isVisible();
        check(page);
        page.getByLabel("Category", exactly()).focus();
        page.keyboard().press("ArrowRight");
        assertThat(page).hasURL(address("/arenas/imported/checks?by=language"));
        assertThat(page.getByText("No vote says what it would be told apart by here."))
                .isVisible();
        check(page);
        visit(page, "/arenas/" + empty + "/checks", "Checks");
        assertThat(page.getByText("Nothing to check yet")).isVisible();
        check(page);
    }

    private void signedOut(Page page) {
        visit(page, "/no-such-page", "There is no such page");
        visit(page, "/", "");
        button(page, "Sign out").first().click();
        assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("Sign in");
        visit(page, "/account", "Sign in");
        page.getByLabel("User name").fill("ada");
        page.getByLabel("Password", exactly()).fill(PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(address("/account"));
        assertThat(page.getByText("Role: analyst")).isVisible();
        check(page);
    }

    private Page watched(Browser browser) throws IOException {
        BrowserContext person = browser.newPerson();
        Looks.prepare(person);
        Page page = person.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                // The browser itself tells of every answer that is no success; those are looked at on the page.
                if (!message.text().startsWith("Failed to load resource")) {
                    said.add(page.url() + " " + message.text());
                }
            }
        });
        page.onPageError(error -> said.add(page.url() + " " + error));
        page.onDialog(Dialog::dismiss);
        return page;
    }

    private void visit(Page page, String path, String title) {
        page.navigate(address(path));
        assertThat(page.getByRole(AriaRole.HEADING).first()).containsText(title);
        check(page);
    }

    /** What is wrong with the page as it stands is kept, so that one walk finds all of it. */
    private void check(Page page) {
        said.addAll(Looks.broken(page));
    }

    /** A window may have to be fetched first. */
    private void checkWindow(Page page) {
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        check(page);
    }

    private static void choose(Page page, String name, String text) {
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private Path log() {
        return folder.resolve("server.log");
    }
}
