package dev.evenhand.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a page as it stands for what breaks WCAG 2.2 at level AA, and for what reaches out of it sideways: in light and dark, on a phone's width (which is
 * also a laptop's at 400 %), a tablet's and a desk's. The two looks that break most are always taken, all of them where
 * {@code -Dlooks=all} asks for it.
 */
final class Looks {
    private static final Path AXE = Path.of("frontend/node_modules/axe-core/axe.min.js");

    private static final String CHECK = """
            () => axe.run(document, {
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']})
                .then(found => found.violations.flatMap(broken =>
                    broken.nodes.map(node => broken.id + ' ' + node.target.join(' ') + ': ' + node.failureSummary)))
            """;

    /** A window of 1280 pixels magnified to 400 per cent: WCAG 1.4.10. */
    private static final int NARROW = 320;

    /** What reaches out of the window to the right, but tables and the like that scroll by themselves. */
    private static final String SIDEWAYS = """
            () => {
                const scrolls = element => element !== null
                    && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
                const out = [...document.querySelectorAll('body *')]
                    .filter(element => element.getBoundingClientRect().width > 0
                        && element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element.parentElement))
                    .map(element => 'reaches out at %d px: ' + element.outerHTML.slice(0, 120));
                return document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways at %d px', ...out] : out;
            }
            """.formatted(NARROW, NARROW);

    private record Look(int width, ColorScheme scheme) {}

    private static final List<Look> LOOKS = "all".equals(System.getProperty("looks"))
            ? List.of(
                    new Look(NARROW, ColorScheme.LIGHT),
                    new Look(NARROW, ColorScheme.DARK),
                    new Look(768, ColorScheme.LIGHT),
                    new Look(768, ColorScheme.DARK),
                    new Look(1280, ColorScheme.DARK),
                    new Look(1280, ColorScheme.LIGHT))
            : List.of(new Look(NARROW, ColorScheme.DARK), new Look(1280, ColorScheme.LIGHT));

    private static final int HEIGHT = 800;

    private Looks() {}

    /** As the policy of the pages allows no script from elsewhere, the checker comes in before the page does. */
    static void prepare(BrowserContext person) throws IOException {
        person.addInitScript(Files.readString(AXE));
    }

    /** What is broken, each with the address and the look; the page is left as it was found. */
    static List<String> broken(Page page) {
        ViewportSize before = page.viewportSize();
        List<String> broken = new ArrayList<>();
        for (Look look : LOOKS) {
            page.setViewportSize(look.width(), HEIGHT);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
            List<Object> found = new ArrayList<>((List<?>) page.evaluate(CHECK));
            if (look.width() == NARROW) {
                found.addAll((List<?>) page.evaluate(SIDEWAYS));
            }
            for (Object one : found) {
                broken.add("%s at %d in %s: %s".formatted(page.url(), look.width(), look.scheme(), one));
            }
        }
        page.setViewportSize(before.width, before.height);
        return broken;
    }
}
