package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Real answers in twenty languages, and what is odd in real files, each opened by a rater: the page says nothing on the
 * console, scrolls in no direction but down, never stands still, and shows both sides alike.
 */
@Tag("shared")
@QuarkusIntegrationTest
class RealTextsIT {
    private static final Path DATA = Path.of(System.getProperty("evenhand.shared", "no folder given"), "data");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A page that answers nobody for so long has hung; busy machines take some hundred milliseconds. */
    private static final int HUNG_MS = 3_000;

    /** Of each language the longest answers, the middle, and the shortest; and one more with code that is coloured. */
    private static final List<Double> PLACES = List.of(0.0, 0.5, 1.0);

    private static final String WATCH = """
            window.longest = 0;
            new PerformanceObserver(tasks => {
                for (const task of tasks.getEntries()) window.longest = Math.max(window.longest, task.duration);
            }).observe({type: "longtask", buffered: true});
            """;

    /** What is wrong with a battle as it stands, and how long its longest task was. */
    private static final String LOOK = """
            () => {
                const longest = window.longest;
                window.longest = 0;
                const wrong = [];
                if (document.documentElement.scrollWidth > innerWidth) wrong.push("scrolls sideways");
                const sides = [...document.querySelectorAll("article")];
                const texts = sides.map(side => side.querySelector("[role=region]"));
                if (texts.length !== 2) wrong.push("shows " + texts.length + " sides");
                for (const text of texts) {
                    const box = text.getBoundingClientRect();
                    if (text.textContent.trim() === "" || box.width < 100 || box.height < 20) wrong.push("has a blank side");
                    if (text.scrollTop !== 0) wrong.push("does not begin at its top");
                    const set = text.querySelector(".text, .piece, .muted");
                    if (set && set.scrollWidth > set.clientWidth + 1) wrong.push("reaches beyond its side");
                }
                const faces = [...document.querySelectorAll("pre, pre *")].map(part => getComputedStyle(part).fontFamily);
                if (new Set(faces).size > 1) wrong.push("sets code in more than one face");
                const look = side => JSON.stringify([side, ...side.querySelectorAll("h2, [role=region]")].map(part => {
                    const box = part.getBoundingClientRect();
                    const style = getComputedStyle(part);
                    // A heading is as wide as its letter, A or B.
                    const width = part.tagName === "H2" ? 0 : box.width;
                    const measures = innerWidth > 760 ? [box.top, width, box.height] : [box.left, width];
                    return [measures.map(Math.round), style.color, style.backgroundColor, style.fontFamily, style.fontSize,
                        style.fontWeight, style.lineHeight, style.border, style.boxShadow, style.opacity];
                }));
                if (look(sides[0]) !== look(sides[1])) wrong.push("shows its sides unlike");
                const set = texts.map(text => text.querySelector(".text, .piece")?.className.match(/^\\w+/)[0]);
                if (set[0] && set[1] && set[0] !== set[1]) wrong.push("sets one side only");
                return {wrong: wrong.join(", "), longest};
            }""";

    @Test
    void answersInTwentyLanguagesStandAsTheyShould() throws Exception {
        Map<String, Map<String, List<JsonNode>>> languages = new TreeMap<>();
        for (JsonNode row : rows("m_arena_hard/responses.jsonl.gz")) {
            languages
                    .computeIfAbsent(row.get("language").asText(), language -> new LinkedHashMap<>())
                    .computeIfAbsent(row.get("prompt_id").asText(), prompt -> new ArrayList<>())
                    .add(row);
        }
        assertEquals(20, languages.size());
        List<JsonNode> chosen = languages.values().stream()
                .flatMap(prompts -> chosen(prompts.values()).stream())
                .toList();

        walk(chosen);
    }

    @Test
    void answersThatExpertsComparedStandAsTheyShould() throws Exception {
        Map<String, List<JsonNode>> prompts = rows("tulu_human_eval/responses.jsonl.gz").stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("prompt_id").asText(), LinkedHashMap::new, Collectors.toList()));
        List<JsonNode> chosen = prompts.values().stream()
                .filter(rows -> rows.stream()
                        .anyMatch(row ->
                                row.get("response").asText().matches("(?s).*(\\n\\||```|\\$|\\u200b|\\p{So}).*")))
                .limit(24)
                .flatMap(rows -> rows.stream().limit(2))
                .toList();

        walk(chosen);
    }

    @Test
    void whatIsOddInRealFilesStandsAsItShould() throws Exception {
        List<JsonNode> oddities = rows("bad_inputs/real_oddities.jsonl.gz");
        List<JsonNode> asked = new ArrayList<>();
        for (int i = 0; i + 1 < oddities.size(); i += 2) {
            String prompt = oddities.get(i).get("oddity").asText() + " and "
                    + oddities.get(i + 1).get("oddity").asText();
            for (int side = 0; side < 2; side++) {
                JsonNode odd = oddities.get(i + side);
                asked.add(JSON.createObjectNode()
                        .put("prompt_id", "odd-" + i)
                        .put("prompt", prompt)
                        .put("model", side == 0 ? "Alpha" : "Beta")
                        .put("response", odd.get("text").asText()));
            }
        }

        walk(asked);
    }

    /** Every pair once on a wide screen in light, and once on a phone in dark. */
    private void walk(List<JsonNode> rows) throws Exception {
        String slug = Api.arena(Map.of("access", "open", "votesPerMinute", 0));
        Api.admin()
                .contentType("application/x-ndjson")
                .body(rows.stream()
                        .map(JsonNode::toString)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8))
                .post("/api/arenas/" + slug + "/responses")
                .then()
                .statusCode(200);
        Api.open(slug);
        long pairs = rows.stream()
                .collect(Collectors.groupingBy(row -> row.get("prompt_id").asText(), Collectors.counting()))
                .values()
                .stream()
                .filter(responses -> responses == 2)
                .count();

        try (Browser browser = new Browser()) {
            List<String> wrong = new ArrayList<>();
            long onDesk = walk(browser, slug, new NewContextOptions().setViewportSize(1280, 800), wrong);
            long onPhone = walk(
                    browser,
                    slug,
                    new NewContextOptions()
                            .setViewportSize(390, 844)
                            .setIsMobile(true)
                            .setHasTouch(true)
                            .setColorScheme(ColorScheme.DARK),
                    wrong);
            assertEquals(List.of(), wrong);
            assertTrue(onDesk > pairs * 0.8 && onPhone > pairs * 0.8, onDesk + " and " + onPhone + " of " + pairs);
        }
    }

    /** Returns how many battles there were: fewer than pairs, as those of two equal texts are no battle. */
    private long walk(Browser browser, String slug, NewContextOptions person, List<String> wrong) {
        BrowserContext context = browser.newPerson(person);
        context.addInitScript(WATCH);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                wrong.add(page.url() + " says " + message.text());
            }
        });
        page.onPageError(error -> wrong.add(page.url() + " throws " + error));
        page.navigate(address("/arenas/" + slug + "/join"));
        button(page, "Begin").click();
        Locator over = page.getByText("That is all for now");
        Locator vote = button(page, "A is better");
        for (long done = 0; ; done++) {
            assertThat(over.or(page.locator("[aria-disabled=false].vote.left")).first())
                    .isVisible();
            if (over.isVisible()) {
                context.close();
                return done;
            }
            Browser.look(page);
            Map<?, ?> look = (Map<?, ?>) page.evaluate(LOOK);
            if (!"".equals(look.get("wrong"))) {
                wrong.add(told(page, look.get("wrong")));
            }
            if (((Number) look.get("longest")).doubleValue() > HUNG_MS) {
                wrong.add(told(page, "stands still for " + look.get("longest") + " ms"));
            }
            vote.click();
            assertThat(over.or(page.getByText(done + 1 + " done")).first()).isVisible();
        }
    }

    private static String told(Page page, Object what) {
        return "%s (%s) %s"
                .formatted(
                        page.locator(".message")
                                .last()
                                .innerText()
                                .lines()
                                .findFirst()
                                .orElse("?"),
                        page.viewportSize().width,
                        what);
    }

    private static List<JsonNode> chosen(Collection<List<JsonNode>> prompts) {
        List<List<JsonNode>> byLength = prompts.stream()
                .sorted(Comparator.comparingInt(RealTextsIT::longest).reversed())
                .toList();
        return Stream.concat(
                        PLACES.stream().map(place -> byLength.get((int) (place * (byLength.size() - 1)))),
                        byLength.stream()
                                .filter(rows -> rows.stream().limit(2).allMatch(RealTextsIT::holdsCode))
                                .limit(1))
                .distinct()
                .flatMap(rows -> rows.stream()
                        .sorted(Comparator.comparingInt(RealTextsIT::length).reversed())
                        .limit(2))
                .toList();
    }

    private static boolean holdsCode(JsonNode row) {
        return row.get("response").asText().matches("(?s).*```(javascript|python|json)\n.*");
    }

    private static int longest(List<JsonNode> rows) {
        return rows.stream().mapToInt(RealTextsIT::length).max().orElseThrow();
    }

    private static int length(JsonNode row) {
        return row.get("response").asText().length();
    }

    /** Lines end at line feeds alone: some texts hold other ends within. */
    private static List<JsonNode> rows(String name) throws IOException {
        try (InputStream bytes = new GZIPInputStream(Files.newInputStream(DATA.resolve(name)))) {
            List<JsonNode> rows = new ArrayList<>();
            for (String line : new String(bytes.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                rows.add(JSON.readTree(line));
            }
            return rows;
        }
    }
}
