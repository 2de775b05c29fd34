package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.begun;
import static dev.evenhand.web.Booth.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever has no pointer reaches everything, and always sees where they are (WCAG 2.4.7, 2.4.11). */
@QuarkusIntegrationTest
class KeyboardIT {
    /** More than any page has to reach. */
    private static final int MANY = 200;

    /**
     * Who has the focus, and what is wrong with how it is seen: no ring, not in view, or more than half of what is in
     * view covered by something else.
     */
    private static final String STOP = """
            () => {
                const at = document.activeElement;
                if (!at || at === document.body) {
                    return {name: "", wrong: ""};
                }
                const name = at.localName + " " + (at.getAttribute("aria-label") ?? at.innerText ?? "").trim().slice(0, 40)
                    + " " + (at.id || at.name || at.getAttribute("aria-labelledby") || at.value || "");
                const style = getComputedStyle(at);
                if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) {
                    return {name, wrong: "no ring"};
                }
                const all = at.getBoundingClientRect();
                const [left, top] = [Math.max(0, all.left), Math.max(0, all.top)];
                const box = {left, top, width: Math.min(innerWidth, all.right) - left, height: Math.min(innerHeight, all.bottom) - top};
                if (box.width <= 0 || box.height <= 0) {
                    return {name, wrong: "not in view"};
                }
                let seen = 0;
                for (const across of [0.1, 0.3, 0.5, 0.7, 0.9]) {
                    for (const down of [0.1, 0.3, 0.5, 0.7, 0.9]) {
                        const [x, y] = [box.left + across * box.width, box.top + down * box.height];
                        const found = document.elementFromPoint(x, y);
                        seen += at.contains(found) ? 1 : 0;
                    }
                }
                return {name, wrong: seen < 13 ? `covered: ${seen} of 25 points are seen` : ""};
            }""";

    /** The last two are low windows: a laptop's, and 1280 by 1024 at 400 %. */
    @ParameterizedTest
    @CsvSource({"1280, 800", "390, 844", "1280, 400", "320, 256"})
    void aRaterVotesByKeysAloneAndAlwaysSeesTheFocus(int width, int height) throws Exception {
        String slug = Api.arena(Map.of(
                "access",
                "open",
                "votesPerMinute",
                0,
                "tags",
                List.of("useful", "wrong"),
                "consent",
                "Your votes are kept."));
        Api.upload(slug, longResponses());
        Api.open(slug);

        try (Browser browser = new Browser()) {
            List<String> wrong = new ArrayList<>();
            Page page = browser.newPerson(new NewContextOptions().setViewportSize(width, height))
                    .newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            assertThat(button(page, "I agree, and begin")).isVisible();
            walk(page, wrong);
            reach(page, button(page, "I agree, and begin"));
            page.keyboard().press("Enter");

            look(page);
            Set<String> stops = walk(page, wrong);
            assertTrue(stops.size() > 10, stops.toString());
            reach(page, button(page, "A is better"));
            page.keyboard().press("Enter");
            assertThat(page.getByText("1 done")).isVisible();
            look(page);
            reach(page, button(page, "Undo"));
            page.keyboard().press("Enter");
            assertThat(page.getByText("your earlier choice")).isVisible();
            walk(page, wrong);

            page.navigate(address("/arenas/" + slug + "/practice"));
            look(page);
            walk(page, wrong);
            page.navigate(address("/arenas/" + slug + "/record"));
            assertThat(page.getByText("What you agreed to")).isVisible();
            walk(page, wrong);
            page.navigate(address("/arenas/" + slug + "/leaderboard"));
            assertThat(page.getByText("This is not open to raters.").first()).isVisible();
            walk(page, wrong);
            assertEquals(List.of(), wrong);
        }
    }

    @Test
    void anArrowScrollsUntilItIsAKeyOfTheReadersOwn() throws Exception {
        String slug = Api.arena(Map.of("access", "open", "votesPerMinute", 0));
        Api.upload(slug, longResponses());
        Api.open(slug);

        try (Browser browser = new Browser()) {
            Page page = begun(browser.newPerson(), slug);
            Browser.look(page);
            Locator text = page.locator("article > .text").first();
            text.focus();
            page.keyboard().press("ArrowDown");
            page.waitForCondition(() -> (boolean) text.evaluate("node => node.scrollTop > 20"));
            // The browser scrolls smoothly.
            page.waitForTimeout(500);
            text.evaluate("node => node.scrollTop = 0");

            button(page, "Keys").click();
            button(page, "Change the key: Fold the prompt").click();
            page.keyboard().press("ArrowDown");
            button(page, "Change the key: B is better").click();
            page.keyboard().press("ArrowRight");
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("→");
            page.keyboard().press("Escape");
            assertThat(button(page, "B is better")).containsText("→");
            assertThat(button(page, "B is better")).hasAttribute("aria-keyshortcuts", "ArrowRight");

            text.focus();
            page.keyboard().down("ArrowDown");
            page.keyboard().down("ArrowDown");
            page.keyboard().up("ArrowDown");
            assertThat(page.locator("main [aria-live=polite]")).hasText("Prompt: off");
            page.waitForTimeout(500);
            assertEquals(0, text.evaluate("node => node.scrollTop"));
            page.keyboard().press("ArrowRight");
            assertThat(page.getByText("Saved: B.")).isVisible();
        }
    }

    /** Through everything that the Tab key reaches, from the top of the page to its end, and back. */
    private static Set<String> walk(Page page, List<String> wrong) {
        Set<String> stops = new LinkedHashSet<>();
        page.evaluate("() => { document.activeElement?.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); }");
        for (String key : List.of("Tab", "Shift+Tab")) {
            for (int i = 0; i < MANY; i++) {
                page.keyboard().press(key);
                Map<?, ?> stop = (Map<?, ?>) page.evaluate(STOP);
                if (!"".equals(stop.get("wrong"))) {
                    wrong.add(page.url() + " " + stop);
                }
                if ("".equals(stop.get("name"))) {
                    break;
                }
                stops.add((String) stop.get("name"));
            }
        }
        return stops;
    }

    private static void reach(Page page, Locator what) {
        for (int i = 0; i < MANY; i++) {
            if ((boolean) what.evaluate("node => node === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The Tab key does not reach " + what);
    }

    private static void look(Page page) {
        assertThat(button(page, "A is better")).hasAttribute("aria-disabled", "false");
        Browser.look(page);
    }

    /** Long enough to scroll, with code, a table and a formula to stop at. */
    private static String longResponses() {
        String text = "A paragraph of some length, to be read.\n\n".repeat(12)
                + "```js\nconst answer = 42;\n```\n\n| one | two |\n|--|--|\n| 1 | 2 |\n\n"
                + "Another paragraph.\n\n".repeat(12);
        StringBuilder file = new StringBuilder("prompt_id,prompt,model,response\n");
        for (int p = 1; p <= 4; p++) {
            for (String model : List.of("Alpha", "Beta")) {
                file.append("p%d,Question %d?,%s,\"%s%s\"\n".formatted(p, p, model, text, model.length()));
            }
        }
        return file.toString();
    }
}
