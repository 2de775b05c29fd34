package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.begun;
import static dev.evenhand.web.Booth.button;
import static dev.evenhand.web.Booth.open;
import static dev.evenhand.web.Booth.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Links and images in the texts of a battle: open where the arena allows that, and text everywhere else. */
@QuarkusIntegrationTest
class AddressesIT {
    private static final String HOST = "https://elsewhere.example";

    /** A square of forty by forty. */
    private static final String PICTURE = """
            <svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>""";

    @Test
    void aLinkOpensElsewhereAndTheBattleStays() throws Exception {
        String slug = arena(Map.of("links", true, "instructions", "As in [the guide](" + HOST + "/guide)."));

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            person.route(HOST + "/**", route -> route.fulfill(new Route.FulfillOptions().setBody("elsewhere")));
            Page page = person.newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            assertThat(link(page, "the guide")).hasAttribute("href", HOST + "/guide");
            button(page, "Begin").click();
            open(page);

            Locator link = link(page, "the manual").first();
            assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Response A")))
                    .not()
                    .containsText("(" + HOST + "/manual");
            Page opened = page.waitForPopup(link::click);
            opened.waitForLoadState();
            assertEquals(HOST + "/manual", opened.url());
            assertNull(opened.evaluate("window.opener"));
            assertEquals("", opened.evaluate("document.referrer"));
            opened.close();

            vote(page, "1");
            assertThat(page.getByText("1 done")).isVisible();
            open(page);
            Browser.look(page);
            link(page, "the manual").first().focus();
            page.waitForPopup(() -> page.keyboard().press("Enter")).close();
            assertThat(page.getByText("1 done")).isVisible();
            assertThat(page.locator("img")).hasCount(0);
        }
    }

    @Test
    void anImageIsShownHoweverTheRaterCameToTheBooth() throws Exception {
        String slug = arena(Map.of("images", true));

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            List<String> asked = pictures(person);
            // From the door, where the page loads nothing foreign, and by the booth's own address.
            Page page = begun(person, slug);
            assertShown(page);
            page.reload();
            assertShown(page);
            page.navigate(address("/"));
            page.locator("a[href='/arenas/" + slug + "/vote']").click();
            assertShown(page);
            vote(page, "1");
            assertThat(page.getByText("1 done")).isVisible();
            assertShown(page);
            assertThat(link(page, "the manual")).hasCount(0);
            assertEquals(
                    List.of(),
                    asked.stream().filter(one -> !one.startsWith("image ")).toList());
        }
    }

    @Test
    void whoIsAtWorkWhenImagesAreAllowedLosesNothingAndSeesTheNextOnes() throws Exception {
        String slug = arena(Map.of());

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            pictures(person);
            Page page = begun(person, slug);
            page.reload();
            open(page);
            Api.change(slug, Map.of("images", true));

            vote(page, "1");
            assertThat(page.getByText("1 done")).isVisible();
            // The page may not load them yet.
            assertThat(page.getByText("[Image: a chart] (" + HOST)).hasCount(2);
            page.keyboard().press("c");
            page.getByLabel("Comment").fill("halfway");
            page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))");
            page.waitForTimeout(500);
            assertThat(page.getByLabel("Comment")).hasValue("halfway");
            page.keyboard().press("Escape");
            vote(page, "1");
            assertThat(page.getByText("2 done")).isVisible();
            assertShown(page);
        }
    }

    @Test
    void anImageThatCannotBeHadIsItsWords() throws Exception {
        String slug = arena(Map.of("images", true));

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            person.route(HOST + "/**", Route::abort);
            Page page = begun(person, slug);
            assertThat(page.getByText("[Image: a chart] (" + HOST)).hasCount(2);
            assertThat(page.locator("article img")).hasCount(0);
        }
    }

    @Test
    void whereTheArenaAllowsNothingBothAreText() throws Exception {
        String slug = arena(Map.of());

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            List<String> asked = pictures(person);
            Page page = begun(person, slug);
            Browser.look(page);
            assertThat(page.getByText("[Image: a chart] (" + HOST)).hasCount(2);
            assertThat(page.getByText("the manual (" + HOST + "/manual)")).hasCount(2);
            assertThat(page.locator("article a, article img")).hasCount(0);
            assertEquals(List.of(), asked);
        }
    }

    private static void assertShown(Page page) {
        open(page);
        Locator images = page.locator("article img");
        assertThat(images).hasCount(2);
        for (Locator image : images.all()) {
            assertThat(image).hasJSProperty("naturalWidth", 40);
        }
    }

    private static List<String> pictures(BrowserContext person) {
        List<String> asked = new CopyOnWriteArrayList<>();
        person.route(HOST + "/**", route -> {
            asked.add(route.request().resourceType() + " " + route.request().url());
            route.fulfill(
                    new Route.FulfillOptions().setContentType("image/svg+xml").setBody(PICTURE));
        });
        return asked;
    }

    private static Locator link(Page page, String words) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words));
    }

    private static String arena(Map<String, Object> rules) {
        Map<String, Object> all = new HashMap<>(rules);
        all.put("access", "open");
        String slug = Api.arena(all);
        StringBuilder file = new StringBuilder("prompt_id,prompt,model,response\n");
        for (int p = 1; p <= 3; p++) {
            for (String model : List.of("Alpha", "Beta")) {
                file.append("p%d,Question %d?,%s,%s: see [the manual](%s/manual). ![a chart](%s/%d-%s.svg)\n"
                        .formatted(p, p, model, model.equals("Alpha") ? "One" : "Two", HOST, HOST, p, model.charAt(0)));
            }
        }
        Api.upload(slug, file.toString());
        Api.open(slug);
        return slug;
    }
}
