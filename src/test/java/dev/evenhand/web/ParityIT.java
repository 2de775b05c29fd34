package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The same text looks the same on either side, to the last pixel; only the letter above it is another. */
@QuarkusIntegrationTest
class ParityIT {
    /** A laptop, a tablet held upright and a phone. */
    private static final List<Integer> WIDTHS = List.of(1280, 768, 390);

    /** So high that no panel scrolls and nothing covers it. */
    private static final int HEIGHT = 2_400;

    /** Of everything that texts are made of. */
    private static final String TEXT = """
            ## In short

            A paragraph that is long enough to be broken into several lines, however wide the panel is, with *emphasis*, \
            a [link](https://example.org/), `code`, 日本語の文 and an emoji 🙂, and with words such as \
            incomprehensibilities.

            1. First
            2. Second, with $x^2 + y_1$

            | a | b |
            |--:|---|
            | 1 | two |

            > Quoted.

            ```python
            def f(x):
                return x + 1  # one more
            ```

            The end""";

    @Test
    void theSameTextLooksTheSameOnBothSides() throws Exception {
        String slug = Api.openArena(Map.of("access", "open"), 1, "Alpha", "Beta");

        try (Browser browser = new Browser()) {
            for (int width : WIDTHS) {
                for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    NewContextOptions screen = new NewContextOptions()
                            .setViewportSize(width, HEIGHT)
                            .setColorScheme(colours);
                    String where = width + " pixels, " + colours;

                    assertEquals(0, differing(browser.newPerson(screen), slug, TEXT, TEXT), where);
                    assertNotEquals(0, differing(browser.newPerson(screen), slug, TEXT, TEXT + "."), where);
                }
            }
        }
    }

    /** How many pixels of the two panels differ where these texts are shown. */
    private int differing(BrowserContext person, String slug, String left, String right) throws IOException {
        person.route("**/api/arenas/*/battles", route -> {
            // Texts that are the same are no battle for the server: they are put into one.
            APIResponse answer = route.fetch();
            JsonObject battle = JsonParser.parseString(answer.text()).getAsJsonObject();
            battle.getAsJsonObject("left").addProperty("text", left);
            battle.getAsJsonObject("right").addProperty("text", right);
            route.fulfill(new FulfillOptions().setResponse(answer).setBody(battle.toString()));
        });
        Page page = person.newPage();
        page.navigate(Booth.address("/arenas/" + slug + "/join"));
        Booth.button(page, "Begin").click();
        Locator panels = page.locator("article");
        assertThat(panels).hasCount(2);
        assertThat(page.locator("article math")).hasCount(2);
        assertThat(page.locator("article:has(pre [class^=code-])")).hasCount(2);
        page.evaluate("""
                async () => {
                    document.querySelectorAll("article h2").forEach(heading => (heading.textContent = "Response"));
                    document.querySelectorAll("article header kbd").forEach(key => (key.textContent = "K"));
                    await document.fonts.ready;
                    // Below the other one a panel begins on some fraction of a pixel, which is rounded in its own way.
                    document.querySelectorAll("article").forEach(panel => {
                        const top = panel.getBoundingClientRect().top;
                        panel.style.marginTop = `${Math.ceil(top) - top}px`;
                    });
                }""");
        return differing(picture(panels.first()), picture(panels.last()));
    }

    private static BufferedImage picture(Locator panel) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(panel.screenshot()));
    }

    private static int differing(BufferedImage one, BufferedImage other) {
        assertEquals(one.getWidth(), other.getWidth());
        int differing = Math.abs(one.getHeight() - other.getHeight()) * one.getWidth();
        for (int y = 0; y < Math.min(one.getHeight(), other.getHeight()); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                differing += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return differing;
    }
}
