package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.begun;
import static dev.evenhand.web.Booth.button;
import static dev.evenhand.web.Booth.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Position;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A rater in a real browser, before the packaged application. */
@QuarkusIntegrationTest
class VotingIT {
    private static final List<String> CANARIES = List.of("CNRY-51d0c77a3e", "CNRY-8e02fb9964", "CNRY-d3377c1b08");

    @Test
    void twentyBattlesWithKeysAloneAndOneUndone() throws Exception {
        String slug = Api.openArena(
                Map.of("votesPerMinute", 0, "consent", "Your votes are kept."), 25, CANARIES.toArray(String[]::new));
        String link = Api.invitation(slug, "Ada");
        List<String> received = new CopyOnWriteArrayList<>();

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson().newPage();
            page.onResponse(response -> {
                received.add(response.headers().toString());
                try {
                    received.add(new String(response.body(), StandardCharsets.UTF_8));
                } catch (PlaywrightException e) {
                    // Redirects and answers without a body have none to keep.
                    received.add(e.getMessage());
                }
            });
            page.navigate(link);
            button(page, "I agree, and begin").click();
            assertThat(page).hasURL(address("/arenas/" + slug + "/vote"));

            String[] keys = {"1", "2", "3", "4"};
            for (int i = 0; i < 20; i++) {
                vote(page, keys[i % keys.length]);
                assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Saved");
                assertThat(page.getByText(i + 1 + " done")).isVisible();
            }
            page.keyboard().press("u");
            assertThat(page.getByText("19 done")).isVisible();
            assertThat(page.getByText("your earlier choice")).isVisible();
            vote(page, "1");
            assertThat(page.getByText("20 done")).isVisible();
        }

        int votes = Api.admin().get("/api/arenas/" + slug).then().extract().path("counts.votes");
        assertEquals(20, votes);
        assertTrue(received.size() > 40);
        for (String canary : CANARIES) {
            assertFalse(received.stream().anyMatch(text -> text.contains(canary)), canary);
        }
    }

    @Test
    void afterAVoteNoButtonOfTheNextBattleLooksUnlikeItsSibling() throws Exception {
        String slug = Api.openArena(Map.of("access", "open", "votesPerMinute", 0), 5, "Alpha", "Beta");

        try (Browser browser = new Browser()) {
            Page phone = begun(browser.newPersonWithPhone(), slug);
            Browser.look(phone);
            button(phone, "A is better").tap();
            assertSiblingsLookAlike(phone);

            Page laptop = begun(browser.newPerson(), slug);
            Browser.look(laptop);
            button(laptop, "A is better").click();
            assertSiblingsLookAlike(laptop);
            button(laptop, "A is better").hover(new Locator.HoverOptions().setPosition(new Position(9, 9)));
            laptop.waitForCondition(() -> !look(laptop, "A is better").equals(look(laptop, "B is better")));
        }
    }

    private static void assertSiblingsLookAlike(Page page) {
        assertThat(page.getByText("1 done")).isVisible();
        assertThat(button(page, "A is better")).hasAttribute("aria-disabled", "false");
        assertEquals(look(page, "A is better"), look(page, "B is better"));
        assertEquals(look(page, "Tie"), look(page, "Both bad"));
    }

    /** All that makes a button look more or less inviting than another; where it stands does not. */
    private static Object look(Page page, String button) {
        return button(page, button).evaluate("""
                        button => {
                            const style = getComputedStyle(button);
                            return [...style]
                                .filter(name => /color|background|border|shadow|outline|opacity|font|decoration|filter/.test(name))
                                .map(name => name + ": " + style.getPropertyValue(name))
                                .join("\\n");
                        }""");
    }
}
