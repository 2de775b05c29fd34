package dev.evenhand.web;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Chromium: the one that CHROMIUM names, one on the PATH, or the one that comes with the pages' packages. */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** The longest wait for what a page is to show: a busy machine takes its time. */
    private static final double PATIENCE_MS = 20_000;

    /** The page takes no vote in the first half second after a battle was painted, which takes a busy machine a while. */
    private static final String LOOKED_AT = """
            () => document.fonts.ready.then(() => new Promise(done =>
                requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 550)))))""";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    Browser() throws IOException, InterruptedException {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(FLAGS));
    }

    com.microsoft.playwright.BrowserContext newPerson() {
        return browser.newContext();
    }

    com.microsoft.playwright.BrowserContext newPerson(com.microsoft.playwright.Browser.NewContextOptions with) {
        return browser.newContext(with);
    }

    /** Somebody whose browser does not know of content security policies. */
    com.microsoft.playwright.BrowserContext newPersonWithoutPolicy() {
        return newPerson(new com.microsoft.playwright.Browser.NewContextOptions().setBypassCSP(true));
    }

    /** Somebody with a small screen and a finger. */
    com.microsoft.playwright.BrowserContext newPersonWithPhone() {
        return browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setIsMobile(true)
                .setHasTouch(true));
    }

    /** Looks at the battle that has come, in its own fonts, for as long as the page asks of everybody. */
    static void look(Page page) {
        page.evaluate(LOOKED_AT);
    }

    @Override
    public void close() {
        // What is still being asked for ends with its page there to be told: otherwise the driver falls over the news.
        browser.contexts().forEach(person -> person.pages().forEach(page -> page.navigate("about:blank")));
        browser.close();
        playwright.close();
    }

    static Path executable() throws IOException, InterruptedException {
        Optional<Path> named = Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
        Optional<Path> found = named.or(Browser::onPath);
        return found.isPresent() ? found.get() : packed();
    }

    private static Optional<Path> onPath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path packed() throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        "node",
                        "--input-type=module",
                        "-e",
                        "import c from '@sparticuz/chromium'; console.log(await c.executablePath())")
                .directory(new File("frontend"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (node.waitFor() != 0 || path.isEmpty()) {
            throw new IllegalStateException("There is no browser: install Chromium, or set CHROMIUM to one.");
        }
        return Path.of(path);
    }
}
