package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.button;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The main job, by three people in three browsers, from nothing to a table in a file. */
@QuarkusIntegrationTest
class MainJobIT {
    /** A board that nobody watches is made anew after ten seconds. */
    private static final double SOONER_MS = 9_000;

    @Test
    void anAdminUploadsARaterVotesAnAnalystWatches() throws Exception {
        String name = "Main job " + Long.toString(System.nanoTime(), 36);
        String slug = name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        person("admin-" + slug, "admin");
        person("analyst-" + slug, "analyst");

        try (Browser browser = new Browser()) {
            Page admin = signedIn(browser, "admin-" + slug);
            String link = makeArena(admin, name, slug);

            Page analyst = signedIn(browser, "analyst-" + slug);
            analyst.navigate(address("/arenas/" + slug + "/leaderboard"));
            assertThat(analyst.getByRole(AriaRole.HEADING).first()).containsText(name);

            Page rater = browser.newPerson().newPage();
            rater.navigate(link);
            vote(rater, 20);
            undoAndVoteAgain(rater);

            assertThat(analyst.getByText("20 votes"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SOONER_MS));
            assertThat(analyst.getByRole(AriaRole.ROW)).hasCount(4);
            assertTableEqualsPage(analyst);
        }
    }

    private String makeArena(Page page, String name, String slug) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New arena"))
                .first()
                .click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        button(page, "Create the arena").click();
        assertThat(page).hasURL(Pattern.compile(".*/arenas/" + slug + "$"));

        page.navigate(address("/arenas/" + slug + "/responses"));
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload(
                        "responses.csv",
                        "text/csv",
                        Api.responses(25, "Alpha", "Beta", "Gamma").getBytes(StandardCharsets.UTF_8)));
        button(page, "Store 75 rows").click();
        assertThat(page.getByText("responses.csv is stored")).isVisible();

        page.navigate(address("/arenas/" + slug));
        button(page, "Open for votes").first().click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText("Open"))
                .click();
        assertThat(page.getByText("Share the link")).isVisible();
        return Api.admin().get("/api/arenas/" + slug).then().extract().path("joinUrl");
    }

    private static void vote(Page page, int battles) {
        String[] keys = {"1", "2", "4"};
        for (int i = 0; i < battles; i++) {
            Booth.vote(page, keys[i % keys.length]);
            assertThat(page.getByText(i + 1 + " done")).isVisible();
        }
    }

    private static void undoAndVoteAgain(Page page) {
        page.keyboard().press("u");
        assertThat(page.getByText("19 done")).isVisible();
        Booth.vote(page, "1");
        assertThat(page.getByText("20 done")).isVisible();
    }

    /** Every line of the downloaded table shows the numbers of its row on the page. */
    private static void assertTableEqualsPage(Page page) throws Exception {
        button(page, "Export").click();
        Download download = page.waitForDownload(
                () -> page.getByText("Leaderboard, CSV").first().click());
        List<String> lines = Files.readAllLines(download.path());
        assertEquals(4, lines.size());
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(cells[3]));
            assertThat(row).containsText(Long.toString(Math.round(Double.parseDouble(cells[4]))));
            assertThat(row).containsText(cells[8]);
        }
    }

    private Page signedIn(Browser browser, String name) {
        BrowserContext context = browser.newPerson();
        Page page = context.newPage();
        page.navigate(address("/login"));
        page.getByLabel("User name").fill(name);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("a long password");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(address("/"));
        return page;
    }

    private static void person(String name, String role) {
        Api.admin()
                .contentType("application/json")
                .body(Map.of("username", name, "password", "a long password", "role", role))
                .post("/api/accounts")
                .then()
                .statusCode(201);
    }
}
