package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rater hears who does not see the booth, read from the tree that the browser hands to a screen reader. */
@QuarkusIntegrationTest
class SpokenIT {
    /** The words of one language. */
    record Words(
            String locale,
            String begin,
            String second,
            String question,
            String pair,
            String sideA,
            String sideB,
            List<String> votes,
            String saved,
            String undone) {}

    static Stream<Words> words() {
        return Stream.of(
                new Words(
                        "en-GB",
                        "Begin",
                        "Battle 2 of 5.",
                        "Which response is better?",
                        "Two responses",
                        "Response A",
                        "Response B",
                        List.of("A is better", "Tie", "Both bad", "B is better"),
                        "Saved: A.",
                        "Undone. Choose again."),
                new Words(
                        "ja-JP",
                        "始める",
                        "5件中2件目。",
                        "Which response is better?",
                        "二つの回答",
                        "回答A",
                        "回答B",
                        List.of("Aの方が良い", "同じくらい", "どちらも良くない", "Bの方が良い"),
                        "保存しました: A",
                        "取り消しました"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void aBattleIsToldByItsNumberItsTwoRegionsItsVotesAndWhatCameOfThem(Words words) throws Exception {
        String slug =
                Api.openArena(Map.of("access", "open", "votesPerMinute", 0, "votesPerRater", 5), 5, "Alpha", "Beta");

        try (Browser browser = new Browser()) {
            Page page = browser.newPerson(new NewContextOptions().setLocale(words.locale()))
                    .newPage();
            page.navigate(address("/arenas/" + slug + "/join"));
            button(page, words.begin()).click();
            vote(page, words, "1");

            assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText(words.saved())))
                    .hasCount(1);
            open(page, words);
            String heading = words.second() + " " + words.question();
            assertThat(page.getByRole(AriaRole.HEADING, level(1).setName(heading)))
                    .isFocused();

            String said = page.locator("main").ariaSnapshot();
            assertInOrder(
                    said,
                    heading,
                    words.pair(),
                    "article \"" + words.sideA() + "\"",
                    "region \"" + words.sideA() + "\"",
                    "article \"" + words.sideB() + "\"",
                    "region \"" + words.sideB() + "\"",
                    words.votes().get(0),
                    words.votes().get(1),
                    words.votes().get(2),
                    words.votes().get(3),
                    words.saved());
            assertEquals(
                    levelled(page.getByRole(AriaRole.ARTICLE).first().ariaSnapshot(), words.sideA()),
                    levelled(page.getByRole(AriaRole.ARTICLE).last().ariaSnapshot(), words.sideB()));

            List<JsonObject> tree = tree(page);
            assertEquals(
                    List.of("1 A", "2 T", "3 X", "4 B"),
                    words.votes().stream()
                            .map(name -> property(node(tree, "button", name), "keyshortcuts"))
                            .toList());
            assertTrue(tree.stream()
                    .filter(node -> value(node, "role").equals("status"))
                    .anyMatch(node -> property(node, "live").equals("polite")));

            page.keyboard().press("u");
            assertThat(page.getByRole(AriaRole.STATUS).first()).containsText(words.undone());
            assertThat(page.getByRole(AriaRole.HEADING, level(1))).isFocused();
        }
    }

    private static void assertInOrder(String said, String... parts) {
        int from = 0;
        for (String part : parts) {
            int found = said.indexOf(part, from);
            assertTrue(found >= 0, () -> part + " is not told, or not in its place:\n" + said);
            from = found + part.length();
        }
    }

    /** One side as it is told, without its letter and its text. */
    private static String levelled(String told, String side) {
        return told.replace(side, "Response").replaceAll("Answer \\d to question", "Answer to question");
    }

    private static List<JsonObject> tree(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        return StreamSupport.stream(
                        session.send("Accessibility.getFullAXTree")
                                .getAsJsonArray("nodes")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static JsonObject node(List<JsonObject> tree, String role, String name) {
        return tree.stream()
                .filter(node -> value(node, "role").equals(role))
                .filter(node -> value(node, "name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + role + " is told as " + name));
    }

    private static String value(JsonObject node, String field) {
        JsonObject held = node.getAsJsonObject(field);
        return held == null || !held.has("value") ? "" : held.get("value").getAsString();
    }

    private static String property(JsonObject node, String name) {
        return StreamSupport.stream(node.getAsJsonArray("properties").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(property -> property.get("name").getAsString().equals(name))
                .map(property -> value(property, "value"))
                .findFirst()
                .orElse("");
    }

    private static void vote(Page page, Words words, String key) {
        open(page, words);
        Browser.look(page);
        page.keyboard().press(key);
    }

    private static void open(Page page, Words words) {
        assertThat(button(page, words.votes().getFirst())).hasAttribute("aria-disabled", "false");
    }

    private static Page.GetByRoleOptions level(int level) {
        return new Page.GetByRoleOptions().setLevel(level);
    }
}
