package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.begun;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How soon a rater sees the next battle: from the moment the page asks for it until both answers are painted. Beside it
 * how soon the page itself stands, how much of it moves, and for how long it answers nobody while a text is laid out.
 *
 * <p>{@code ./mvnw verify -Dfrontend.skip -Dtest=FormatTest -Dit.test=PaintSpeed}; means something on a machine that
 * does nothing else.
 */
@QuarkusIntegrationTest
class PaintSpeed {
    private static final int BATTLES = 40;
    private static final int VISITS = 9;

    /** A long answer, a very long one, and one as long as the longest that models are known to have given. */
    private static final List<Integer> LENGTHS = List.of(20_000, 256 * 1024, 642_572);

    /** The longest are uploaded and read one by one. */
    private static final int FEW = 5;

    /** Whoever asks a page again and again what it shows takes its time: half a second for one in ten battles. */
    private static final int LEFT_ALONE_MS = 1_500;

    /**
     * Notes how long it took from asking for a battle until both of its texts were painted, and the largest paint, every
     * shift and the longest task.
     */
    private static final String WATCH = """
            window.drawn = [];
            window.largest = 0;
            window.moved = 0;
            window.longest = 0;
            let asked;
            const fetched = window.fetch;
            window.fetch = (address, ...rest) => {
                if (String(address.url ?? address).endsWith("/battles")) {
                    asked = performance.now();
                }
                return fetched(address, ...rest);
            };
            const painted = begun => requestAnimationFrame(() => setTimeout(() => window.drawn.push(performance.now() - begun)));
            new MutationObserver(() => {
                const texts = document.querySelectorAll("article .text :is(.text, .piece)");
                const heading = document.querySelector("h1")?.innerText;
                if (asked && texts.length >= 2 && heading !== window.heading && [...texts].every(text => text.textContent)) {
                    window.heading = heading;
                    painted(asked);
                    asked = undefined;
                }
            }).observe(document, {childList: true, subtree: true});
            const watch = (type, take) =>
                new PerformanceObserver(seen => seen.getEntries().forEach(take)).observe({type, buffered: true});
            watch("largest-contentful-paint", paint => (window.largest = paint.startTime));
            watch("layout-shift", shift => (window.moved += shift.hadRecentInput ? 0 : shift.value));
            watch("longtask", task => (window.longest = Math.max(window.longest, task.duration)));
            """;

    @Test
    void battlesOfThreeLengthsArePainted() throws Exception {
        try (Browser browser = new Browser()) {
            for (int length : LENGTHS) {
                int battles = length == LENGTHS.getFirst() ? BATTLES : FEW;
                BrowserContext person = browser.newPerson();
                person.addInitScript(WATCH);
                Page page = begun(person, arena(length, battles));
                for (int done = 1; done < battles; done++) {
                    Booth.vote(page, done % 2 == 0 ? "1" : "4");
                    page.waitForTimeout(LEFT_ALONE_MS);
                    assertThat(page.getByText(done + " done")).isVisible();
                }
                List<Double> drawn = numbers(page, "window.drawn");
                assertEquals(battles, drawn.size());
                System.out.printf(
                        "{\"letters\": %d, \"battles\": %d, \"p50Ms\": %.0f, \"p95Ms\": %.0f, \"longestTaskMs\": %.0f, \"moved\": %.4f}%n",
                        length,
                        drawn.size(),
                        percentile(drawn, .5),
                        percentile(drawn, .95),
                        number(page, "window.longest"),
                        number(page, "window.moved"));
                if (battles == BATTLES) {
                    sayHowSoonThePageStands(page);
                }
                person.close();
            }
        }
    }

    private static void sayHowSoonThePageStands(Page page) {
        List<Double> largest = new ArrayList<>();
        List<Double> moved = new ArrayList<>();
        for (int visit = 0; visit < VISITS; visit++) {
            page.reload();
            Booth.open(page);
            Browser.look(page);
            largest.add(number(page, "window.largest"));
            moved.add(number(page, "window.moved"));
        }
        System.out.printf(
                "{\"visits\": %d, \"largestPaintMs\": %.0f, \"moved\": %.4f}%n",
                VISITS, percentile(largest, .5), percentile(moved, .5));
    }

    /** Two answers of so many letters to each prompt, with all that answers are made of. */
    private static String arena(int length, int prompts) {
        String slug = Api.arena(Map.of("access", "open", "votesPerMinute", 0));
        for (String model : List.of("Alpha", "Beta")) {
            String piece = """
                    ## A part of %s

                    A paragraph of some length, with *emphasis*, `code` and what else an answer has to say about it. \
                    It goes on for a second sentence.

                    - one point
                    - and another, with **weight**

                    ```python
                    def answer(question):
                        return len(question) * 42  # why not
                    ```

                    | what | how many |
                    | --- | ---: |
                    | pears | 3 |
                    | plums | 14 |

                    """.formatted(model);
            String text = piece.repeat(length / piece.length() + 1).substring(0, length);
            // One file for each prompt: together the longest are more than one file may have.
            for (int prompt = 0; prompt < prompts; prompt++) {
                Api.upload(
                        slug,
                        "prompt_id,prompt,model,response\np%d,Question %d,%s,\"%s\"\n"
                                .formatted(prompt, prompt, model, text));
            }
        }
        Api.open(slug);
        return slug;
    }

    private static double percentile(List<Double> numbers, double share) {
        List<Double> sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static List<Double> numbers(Page page, String expression) {
        return ((List<?>) page.evaluate(expression))
                .stream().map(each -> ((Number) each).doubleValue()).toList();
    }
}
