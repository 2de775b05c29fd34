package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.begun;
import static dev.evenhand.web.Booth.button;
import static dev.evenhand.web.Booth.open;
import static dev.evenhand.web.Booth.vote;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rater's page promises whatever the texts hold, and whatever the rater, the browser and the network do. */
@QuarkusIntegrationTest
class RatersPageIT {
    /** Fonts included, before formulas and code. */
    private static final double LIGHT_BYTES = 150_000;

    private static final int FEW_REQUESTS = 12;

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "ja-JP"})
    void thePageIsLightAndAsksForFewThings(String locale) throws Exception {
        String slug = arena(3);

        try (Browser browser = new Browser()) {
            Page page =
                    browser.newPerson(new NewContextOptions().setLocale(locale)).newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            page.locator("button.start").click();
            assertThat(page.locator("button.vote.left")).hasAttribute("aria-disabled", "false");
            CDPSession network = page.context().newCDPSession(page);
            List<Double> bytes = new CopyOnWriteArrayList<>();
            network.on(
                    "Network.loadingFinished",
                    done -> bytes.add(done.get("encodedDataLength").getAsDouble()));
            network.send("Network.enable", new JsonObject());
            network.send("Network.clearBrowserCache", new JsonObject());
            page.reload();
            assertThat(page.locator("button.vote.left")).hasAttribute("aria-disabled", "false");
            Browser.look(page);

            double all = bytes.stream().mapToDouble(Double::doubleValue).sum();
            assertTrue(all > 0 && all <= LIGHT_BYTES, all + " bytes");
            assertTrue(bytes.size() <= FEW_REQUESTS, bytes.size() + " requests");
        }
    }

    @Test
    void aDoubleClickAndAHeldKeyAreOneVote() throws Exception {
        String slug = arena(6);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            Browser.look(page);
            button(page, "A is better").dblclick();
            assertThat(page.getByText("1 done")).isVisible();

            open(page);
            Browser.look(page);
            for (int i = 0; i < 10; i++) {
                page.keyboard().down("4");
                page.waitForTimeout(150);
            }
            page.keyboard().up("4");
            assertThat(page.getByText("2 done")).isVisible();

            open(page);
            Browser.look(page);
            button(page, "A is better").focus();
            for (int i = 0; i < 10; i++) {
                page.keyboard().down("Enter");
                page.waitForTimeout(150);
            }
            page.keyboard().up("Enter");
            assertThat(page.getByText("3 done")).isVisible();
        }
        assertEquals(3, votes(slug));
    }

    @Test
    void goingBackAndVotingAgainDecidesEachBattleOnce() throws Exception {
        String slug = arena(3);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            vote(page, "1");
            assertThat(page.getByText("1 done")).isVisible();
            page.goBack();
            page.goForward();
            vote(page, "4");
            assertThat(page.getByText("2 done")).isVisible();
        }
        assertEquals(2, votes(slug));
    }

    @Test
    void twoTabsCastOneVoteForABattle() throws Exception {
        String slug = arena(3);

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            Page one = begun(person, slug);
            Page other = person.newPage();
            other.navigate(address("/arenas/" + slug + "/vote"));
            open(other);

            vote(one, "1");
            assertThat(one.getByText("1 done")).isVisible();
            vote(other, "4");
            assertThat(other.getByText("already decided elsewhere")).isVisible();
            assertThat(other.getByText("1 done")).isVisible();
        }
        assertEquals(1, votes(slug));
    }

    @Test
    void aVoteCastOfflineIsSentWhenTheNetworkIsBack() throws Exception {
        String slug = arena(3);

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            Page page = begun(person, slug);
            person.setOffline(true);
            vote(page, "1");
            assertThat(page.getByText("the server cannot be reached")).isVisible();
            person.setOffline(false);
            assertThat(page.getByText("1 done")).isVisible();

            open(page);
            person.setOffline(true);
            vote(page, "4");
            assertThat(page.getByText("the server cannot be reached")).isVisible();
            page.close();
            person.setOffline(false);
            Page later = person.newPage();
            later.navigate(address("/arenas/" + slug + "/vote"));
            assertThat(later.getByText("2 done")).isVisible();
        }
        assertEquals(2, votes(slug));
    }

    @Test
    void theTwoAnswersCanBeSeenOneAtATimeAsWrittenAndByWhatDiffers() throws Exception {
        String slug = Api.arena(Map.of("access", "open"));
        Api.upload(slug, """
                prompt_id,prompt,model,response
                p1,Where?,Alpha,"The *capital* is Canberra, $x^2$."
                p1,Where?,Beta,"The *capital* is Sydney, $x^2$."
                """);
        Api.open(slug);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            Locator panels = page.locator("article");
            assertThat(page.locator("math")).hasCount(2);
            page.keyboard().press("d");
            assertThat(page.locator("mark")).hasCount(2);
            assertThat(panels.first()).containsText("2 words stand in only one of the two");
            page.keyboard().press("d");
            page.keyboard().press("r");
            assertThat(panels.first()).containsText("The *capital* is");
            page.keyboard().press("f");
            assertThat(panels.first()).isVisible();
            assertThat(panels.last()).isHidden();
            page.keyboard().press("f");
            assertThat(panels.first()).isHidden();
            assertThat(panels.last()).isVisible();
            page.reload();
            assertThat(panels.first()).containsText("The *capital* is");
            assertThat(panels.last()).isHidden();
        }
    }

    @Test
    void aRaterAgreesToTheTextInForceAndIsAskedAgainWhenItChanges() throws Exception {
        String slug = Api.openArena(
                Map.of("access", "open", "votesPerMinute", 0, "consent", "Votes are **kept**."), 4, "Alpha", "Beta");

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            assertThat(page.getByText("Votes are kept.")).isVisible();
            consent(slug, "Votes are published.");
            agree(page);
            assertThat(page.getByText("Votes are published.")).isVisible();
            assertThat(page.getByText("has changed. Read it again.")).isVisible();
            agree(page);
            vote(page, "1");
            assertThat(page.getByText("1 done")).isVisible();

            open(page);
            consent(slug, "Votes are sold.");
            vote(page, "1");
            assertThat(page.getByText("Something to agree to first")).isVisible();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Read it"))
                    .click();
            assertThat(page.getByText("This text has changed since you agreed to it."))
                    .isVisible();
            agree(page);
            vote(page, "1");
            page.getByText("3 done").click();
            assertThat(page.getByText("What you agreed to")).isVisible();
            assertThat(page.getByText("version 2")).isVisible();
            page.getByText("version 3").click();
            assertThat(page.getByText("Votes are sold.")).isVisible();
        }
        assertEquals(3, votes(slug));
        Api.admin()
                .get("/api/arenas/" + slug + "/consents")
                .then()
                .body("raters", org.hamcrest.Matchers.equalTo(List.of(1, 1, 0)))
                .body("version", org.hamcrest.Matchers.equalTo(List.of(3, 2, 1)));
    }

    private static void agree(Page page) {
        button(page, "I agree, and begin").click();
    }

    private static void consent(String slug, String text) {
        Api.change(slug, Map.of("consent", text));
    }

    @Test
    void aNewRaterSaysWhatToReadAndPractisesBeforeTheFirstBattle() throws Exception {
        String slug = Api.arena(Map.of("access", "open", "practice", true, "languages", List.of("en", "ja")));
        Api.upload(slug, """
                prompt_id,prompt,model,response,language
                p1,Where?,Alpha,Here.,en
                p1,Where?,Beta,There.,en
                p2,Doko?,Alpha,Koko.,ja
                p2,Doko?,Beta,Soko.,ja
                """);
        Api.open(slug);

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            assertThat(page.getByLabel("English")).isChecked();
            page.getByLabel("English").uncheck();
            Locator begin = button(page, "Begin");
            assertThat(begin).isDisabled();
            page.getByLabel("Japanese").check();
            begin.click();
            assertThat(page).hasURL(address("/arenas/" + slug + "/practice"));
            vote(page, "4");
            button(page, "Next example").click();
            vote(page, "2");
            page.getByText("On to the real ones").click();
            assertThat(page.getByText("Doko?")).isVisible();
            vote(page, "1");
            assertThat(page.getByText("That is all for now")).isVisible();

            page.navigate(address("/arenas/" + slug + "/join"));
            assertThat(page).hasURL(address("/arenas/" + slug + "/vote"));
        }
        assertEquals(1, votes(slug));
    }

    @Test
    void whateverAnArenaAsksIsAnsweredByKeysAlone() throws Exception {
        String slug = Api.openArena(
                Map.of(
                        "access",
                        "open",
                        "votesPerMinute",
                        0,
                        "margin",
                        true,
                        "criteria",
                        List.of("Truth"),
                        "tags",
                        List.of("useful", "too long")),
                6,
                "Alpha",
                "Beta");

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            List<List<String>> presses = List.of(
                    List.of("1", "q", "2", "Enter"),
                    List.of("2", "1", "Enter"),
                    List.of("3", "Enter"),
                    List.of("4", "e", "4", "Enter"),
                    List.of("g", "2", "h", "1", "3", "Enter"));
            for (int i = 0; i < presses.size(); i++) {
                open(page);
                Browser.look(page);
                presses.get(i).forEach(page.keyboard()::press);
                assertThat(page.getByText(i + 1 + " done")).isVisible();
            }
            open(page);
            Browser.look(page);
            page.keyboard().press("1");
            page.keyboard().press("c");
            page.keyboard().type("4 1 2");
            assertThat(button(page, "Save: A")).isVisible();
        }
        List<String> said = Api.admin()
                .get("/api/arenas/" + slug + "/votes.jsonl")
                .asString()
                .lines()
                .filter(line -> line.contains("vote_id"))
                .map(JsonPath::from)
                .map(vote -> "%s %s %s %s"
                        .formatted(vote.get("winner"), vote.get("margin"), vote.get("criteria"), vote.get("tags")))
                .toList();
        assertEquals(
                List.of(
                        "model_a 1 {Truth=tie} null",
                        "tie null {Truth=left} null",
                        "both_bad null null null",
                        "model_b 3 {Truth=right} null",
                        "both_bad null null {left=[too long], right=[useful]}"),
                said);
    }

    @Test
    void whatIsChosenIsSeenWithoutOurColoursAndNothingMovesForWhoWantsThat() throws Exception {
        String slug =
                Api.openArena(Map.of("access", "open", "margin", true, "tags", List.of("useful")), 2, "Alpha", "Beta");
        NewContextOptions system =
                new NewContextOptions().setForcedColors(ForcedColors.ACTIVE).setReducedMotion(ReducedMotion.REDUCE);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(system), slug);
            Browser.look(page);
            page.keyboard().press("1");
            page.keyboard().press("g");
            page.keyboard().press("1");
            page.keyboard().press("n");
            for (String name : List.of("A is better", "useful", "Response A says who wrote it")) {
                assertEquals(system("Highlight", page), look(page, name, "backgroundColor"), name);
                assertEquals(system("HighlightText", page), look(page, name, "color"), name);
            }
            assertNotEquals(system("Highlight", page), look(page, "B is better", "backgroundColor"));
            page.keyboard().press("Tab");
            assertEquals("solid", page.evaluate("getComputedStyle(document.activeElement).outlineStyle"));
            assertEquals(List.of(), page.evaluate("""
                            [...document.querySelectorAll("*")]
                                .filter(it => getComputedStyle(it).transitionDuration !== "0s"
                                    || getComputedStyle(it).animationName !== "none")
                                .map(it => it.outerHTML.slice(0, 80))"""));

            Page sharp = begun(browser.newPerson(new NewContextOptions().setContrast(Contrast.MORE)), slug);
            assertEquals(
                    sharp.evaluate("getComputedStyle(document.body).color"),
                    sharp.locator("h1").evaluate("heading => getComputedStyle(heading).color"));
        }
    }

    /** What a colour of the system looks like on this page. */
    private static Object system(String colour, Page page) {
        return page.evaluate("""
                colour => {
                    const probe = document.body.appendChild(document.createElement("i"));
                    probe.style.forcedColorAdjust = "none";
                    probe.style.color = colour;
                    const seen = getComputedStyle(probe).color;
                    probe.remove();
                    return seen;
                }""", colour);
    }

    private static Object look(Page page, String button, String property) {
        return button(page, button)
                .first()
                .evaluate("(button, property) => getComputedStyle(button)[property]", property);
    }

    @Test
    void whoeverHasCastTheVotesThatWereAskedForIsToldSo() throws Exception {
        String slug = Api.openArena(Map.of("access", "open", "votesPerRater", 2), 3, "Alpha", "Beta");

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            Locator goOn = page.getByText("Go on voting");
            vote(page, "1");
            page.getByText("1 of 2", new Page.GetByTextOptions().setExact(true)).click();
            goOn.click();
            vote(page, "1");
            assertThat(page.getByText("That is all you were asked for")).isVisible();
            page.reload();
            assertThat(page.getByText("That is all you were asked for")).isVisible();
            page.getByText("Your votes").click();
            assertThat(page.getByText("Only you see this page.")).isVisible();
            assertThat(goOn).hasCount(0);
            Api.change(slug, Map.of("phase", "closed"));
            page.reload();
            assertThat(page.getByText("nothing to compare with")).isVisible();
            assertThat(goOn).hasCount(0);
        }
    }

    @Test
    void thePagesSpeakJapaneseToWhoReadsIt() throws Exception {
        String slug = arena(2);

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson(new NewContextOptions().setLocale("ja-JP"))
                    .newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            button(page, "始める").click();
            Locator vote = button(page, "Aの方が良い");
            assertThat(vote).hasAttribute("aria-disabled", "false");
            assertThat(page.locator("html")).hasAttribute("lang", "ja");

            button(page, "言語と配色").click();
            page.getByLabel("ダーク").check();
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            page.getByLabel("English").click();
            assertThat(button(page, "A is better")).hasAttribute("aria-disabled", "false");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        }
    }

    private static String arena(int prompts) {
        return Api.openArena(Map.of("access", "open", "votesPerMinute", 0), prompts, "Alpha", "Beta");
    }

    private static int votes(String slug) {
        await().until(() -> count(slug) >= 1);
        return count(slug);
    }

    private static int count(String slug) {
        return Api.admin().get("/api/arenas/" + slug).then().extract().path("counts.votes");
    }
}
