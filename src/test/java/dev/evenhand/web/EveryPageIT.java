package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.evenhand.Api;
import dev.evenhand.Packaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every address of the pages, with nothing to show, with much, and with a server that does not answer. */
class EveryPageIT {
    private static final Path ROUTER = Path.of("frontend/src/router.ts");
    private static final Pattern ROUTE = Pattern.compile("^ {2}\"(/[^\"]*)\": \\(\\) => import", Pattern.MULTILINE);
    private static final Pattern SETUP = Pattern.compile("/setup#\\S+");
    private static final String PASSWORD = "four random words here";

    /** Words that flash up before an answer, and dots that grow, are over after so long. */
    private static final int SETTLED_MS = 600;

    /** Read without having signed in. */
    private static final List<String> PUBLIC = List.of("/login", "/setup", "/methods");

    /** Read by whoever has joined. */
    private static final List<String> RATERS =
            List.of("/arenas/:slug/vote", "/arenas/:slug/practice", "/arenas/:slug/record", "/arenas/:slug/join");

    @TempDir
    Path folder;

    private Process server;

    @BeforeEach
    void start() throws IOException {
        server = Packaged.start(folder.resolve("data"), log());
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        server.waitFor();
    }

    @Test
    void everyPageIsOpenToEverybodyWhetherItIsEmptyFullOrFailed() throws Exception {
        List<String> routes = ROUTE.matcher(Files.readString(ROUTER))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertFalse(routes.size() < 20, routes.toString());
        List<String> broken = new ArrayList<>();

        try (Browser browser = new Browser()) {
            Page admin = person(browser);
            signUp(admin);
            Page nobody = person(browser);
            String empty = Api.arena(Map.of("access", "open", "publicBoard", true));
            String over = Api.openArena(Map.of("access", "open"), 1, "Alpha", "Beta");
            Page done = rater(browser, over);
            vote(done);
            look(routes, route -> of(route, nobody, done, admin), route -> of(route, "", over, empty), false, broken);
            String full = full();
            Page rater = rater(browser, full);
            look(routes, route -> of(route, nobody, rater, admin), route -> full, false, broken);
            look(routes, route -> of(route, nobody, rater, admin), route -> full, true, broken);
        }

        assertEquals(List.of(), broken);
    }

    /** Who reads a page, or which arena it is of: nobody in particular, a rater, or who runs the arena. */
    private static <T> T of(String route, T nobody, T rater, T admin) {
        return PUBLIC.contains(route) ? nobody : RATERS.contains(route) ? rater : admin;
    }

    private static void look(
            List<String> routes,
            Function<String, Page> reader,
            UnaryOperator<String> arena,
            boolean failing,
            List<String> broken) {
        for (String route : routes) {
            Page page = reader.apply(route);
            visit(page, route.replace(":slug", arena.apply(route)), failing);
            broken.addAll(Looks.broken(page));
        }
    }

    private static void vote(Page page) {
        Booth.vote(page, "1");
        assertThat(page.getByText("That is all for now")).isVisible();
    }

    private static void visit(Page page, String path, boolean failing) {
        String calls = "**/api/**";
        if (failing) {
            page.route(calls, EveryPageIT::fail);
        }
        page.navigate(address(path));
        assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
        page.waitForTimeout(SETTLED_MS);
        if (failing && List.of("/login", "/arenas/new").contains(path)) {
            page.locator("main input[type=text]").first().fill("somebody");
            page.keyboard().press("Enter");
            page.waitForTimeout(SETTLED_MS);
        }
        page.unroute(calls);
    }

    /** Who is asking is still told: else every page would only ask to sign in. */
    private static void fail(Route route) {
        if (route.request().url().endsWith("/api/me")) {
            route.resume();
        } else {
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(503)
                    .setContentType("application/problem+json")
                    .setBody("{\"title\":\"The database does not answer.\",\"status\":503,\"code\":\"unavailable\"}"));
        }
    }

    private void signUp(Page page) throws IOException {
        Matcher link = SETUP.matcher(Files.readString(log()));
        assertEquals(true, link.find(), "the log names no link");
        page.navigate(address(link.group()));
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill(PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(address("/"));
    }

    private static Page rater(Browser browser, String slug) throws IOException {
        Page page = person(browser);
        page.navigate(address("/arenas/" + slug + "/join"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("[Bb]egin")))
                .click();
        assertThat(page).hasURL(address("/arenas/" + slug + "/vote"));
        return page;
    }

    /** All that a page may have to show: votes of raters and of a file, with margins, criteria and tags. */
    private static String full() {
        String slug = Api.openArena(
                Map.of(
                        "access",
                        "open",
                        "publicBoard",
                        true,
                        "votesPerMinute",
                        0,
                        "margin",
                        true,
                        "consent",
                        "Your votes are kept.",
                        "instructions",
                        "Read **both** answers, as [the guide](https://example.org/guide) says.",
                        "links",
                        true,
                        "criteria",
                        List.of("accuracy", "style"),
                        "tags",
                        List.of("useful", "too long")),
                8,
                "Alpha",
                "Beta",
                "Gamma");
        for (int r = 0; r < 4; r++) {
            String rater = Api.rater(slug);
            Api.as(rater)
                    .contentType("application/json")
                    .body(Map.of("version", 1))
                    .post("/api/arenas/" + slug + "/consents")
                    .then()
                    .statusCode(200);
            for (int v = 0; v < 5; v++) {
                String outcome = List.of("left", "right", "tie", "both_bad").get((r + v) % 4);
                Api.vote(rater, Api.battle(slug, rater), outcome, 0).then().statusCode(201);
            }
        }
        StringBuilder votes = new StringBuilder("model_a,model_b,winner,rater,prompt_id,category\n");
        for (int i = 0; i < 60; i++) {
            votes.append("%s,%s,%s,r%d,p%d,%s\n"
                    .formatted(
                            List.of("Alpha", "Beta", "Gamma").get(i % 3),
                            List.of("Beta", "Gamma", "Alpha").get(i % 3),
                            i % 4 == 0 ? "b" : i % 7 == 0 ? "tie" : "a",
                            i % 5,
                            i % 8 + 1,
                            i % 2 == 0 ? "x" : "y"));
        }
        Api.importVotes(slug, votes.toString());
        return slug;
    }

    private static Page person(Browser browser) throws IOException {
        BrowserContext person = browser.newPerson();
        Looks.prepare(person);
        return person.newPage();
    }

    private Path log() {
        return folder.resolve("server.log");
    }
}
