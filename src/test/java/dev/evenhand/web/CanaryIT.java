package dev.evenhand.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.evenhand.web.Booth.address;
import static dev.evenhand.web.Booth.open;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.evenhand.Api;
import dev.evenhand.Packaged;
import dev.evenhand.web.Harvest.Place;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * A rater in a real browser goes wherever a rater can go, and takes home everything that the browser gets to see: no
 * name and no id of what is compared is in it, in whatever way it could be written.
 */
@QuarkusIntegrationTest
class CanaryIT {
    /** Where the packaged application of the integration tests keeps its database (application.properties). */
    private static final Path DATA = Path.of("target/it-data");

    private static final int MODELS = 5;
    private static final int PROMPTS = 6;
    private static final int GOAL = 6;

    /** Of the routes that are open to raters, this part is to be walked with success. */
    private static final double NEARLY_ALL = 0.95;

    /** Says whatever any route asks for; each takes what it knows. */
    private static final String EVERYTHING = """
            {"username": "somebody", "password": "four random words here", "current": "five words", "role": "analyst",
             "slug": "another-arena", "name": "Another", "label": "x", "code": "no", "outcome": "left", "version": 0,
             "reason": "other", "reveal": "after_vote", "languages": ["en"]}""";

    /** Pages that know an arena, whoever may see them. */
    private static final List<String> PAGES_OF_AN_ARENA = List.of(
            "",
            "/join",
            "/vote",
            "/practice",
            "/record",
            "/leaderboard",
            "/history",
            "/checks",
            "/win-rates",
            "/comparison",
            "/settings",
            "/responses",
            "/votes",
            "/raters");

    private static final List<String> OTHER_PAGES =
            List.of("/", "/login", "/setup", "/methods", "/account", "/arenas/new", "/no-such-page");

    private final RandomGenerator chance = new SecureRandom();
    private final List<Canary> canaries = new ArrayList<>();
    private final Harvest harvest = new Harvest();

    @Test
    void nothingThatARaterGetsToSeeNamesAModel() throws Exception {
        String slug = hiddenArena();
        String other = elsewhere();
        String open = openArena();
        canaries.addAll(ids(slug));

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            harvest.follow(person);
            Page page = person.newPage();
            OTHER_PAGES.forEach(path -> visit(page, path));
            visitAll(page, slug);
            visit(page, "/arenas/" + slug + "/join#no-such-code");
            for (String unknown : List.of(other, "no-such-arena")) {
                visit(page, "/arenas/" + unknown + "/join");
                visit(page, "/arenas/" + unknown + "/leaderboard");
            }
            visit(page, Api.invitation(slug, canary("a note on a rater")).replaceFirst("^https?://[^/]+", ""));
            vote(page, slug);
            visitAll(page, slug);
            askForEverything(page, slug, open);
            change(slug, "paused");
            visit(page, "/arenas/" + slug + "/vote");
            change(slug, "closed");
            visit(page, "/arenas/" + slug + "/vote");
            visit(page, "/arenas/" + slug + "/record");
            visit(page, "/arenas/" + slug + "/leaderboard");
            visit(page, "/");
            follow(page, open);
            askForEverything(page, open, open);
            watch(page, open);
            askForEverything(page, open, open);
            files(page);
            say(page, "DELETE", "/api/session");
        }

        Map<Routes.Route, Set<Integer>> routes = new Routes().visited(harvest.visits());
        List<Routes.Route> ofRaters = routes.keySet().stream()
                .filter(route -> Routes.isOpen(routes.get(route)))
                .toList();
        List<Routes.Route> unserved = ofRaters.stream()
                .filter(route -> !Routes.isServed(routes.get(route)))
                .toList();
        Needles needles = new Needles(canaries);
        Set<String> found = harvest.find(needles);
        System.out.printf(
                "{\"canaries\": %d, \"traces\": %d, \"answers\": %d, \"bytes\": %d, \"routes\": %d, \"ofRaters\": %d, \"unserved\": \"%s\", \"found\": %d}%n",
                canaries.size(),
                canaries.stream().mapToInt(canary -> canary.traces().size()).sum(),
                harvest.visits().size(),
                harvest.size(),
                routes.size(),
                ofRaters.size(),
                unserved,
                found.size());
        assertEquals(Set.of(), found);
        assertEquals(
                List.of(),
                routes.keySet().stream()
                        .filter(route -> !Routes.isTried(routes.get(route)))
                        .toList(),
                "a route of which it was not found out whether raters may use it");
        assertTrue(
                ofRaters.size() - unserved.size() >= NEARLY_ALL * ofRaters.size(),
                "never served: " + unserved + " of " + ofRaters);
        for (Place place : Place.values()) {
            assertTrue(harvest.has(place), "nothing was taken home from " + place);
        }
    }

    /** Where nothing is found, it is not because nobody looked there. */
    @Test
    void whatIsPlantedInAnyPlaceIsFound() throws Exception {
        Map<Place, Canary> planted = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            planted.put(place, Canary.name(place.name(), chance));
        }
        Map<String, String> names = new TreeMap<>();
        planted.forEach((place, canary) -> names.put(place.name(), canary.text()));
        String open = openArena();

        try (Browser browser = new Browser()) {
            BrowserContext person = browser.newPerson();
            harvest.follow(person);
            person.route(
                    "**/planted*",
                    route -> route.fulfill(new FulfillOptions()
                            .setHeaders(Map.of("X-Debug-Model", names.get("HEADERS")))
                            .setBody(names.get("BODY"))));
            Page page = person.newPage();
            page.navigate(address("/arenas/" + open + "/leaderboard"));
            page.evaluate("""
                    async ([names, open]) => {
                        await (await fetch("/planted?" + names.ADDRESS, { method: "POST", body: names.SENT })).text();
                        document.body.dataset.model = names.DOCUMENT;
                        localStorage.setItem("model", names.STORAGE);
                        console.log(names.CONSOLE);
                        await (await caches.open("x")).put("/x", new Response(names.CACHE));
                        await new Promise((resolve, reject) => {
                            const request = indexedDB.open("x");
                            request.onerror = reject;
                            request.onupgradeneeded = () => request.result.createObjectStore("x").put(names.DATABASE, 1);
                            request.onsuccess = () => { request.result.close(); resolve(); };
                        });
                        await new Promise((resolve, reject) => {
                            const socket = new WebSocket(`ws://${location.host}/api/arenas/${open}/live`);
                            socket.onerror = reject;
                            socket.onopen = () => { socket.send(names.FRAME); resolve(); };
                        });
                    }""", List.of(names, open));
            page.waitForCondition(() -> harvest.has(Place.FRAME));
            harvest.look(page);
        }

        Set<String> found = harvest.find(new Needles(planted.values()));
        for (Place place : Place.values()) {
            assertTrue(found.contains("%s: %s, itself".formatted(place, place)), place + " in " + found);
        }
    }

    // ----------------------------------------------------------------------------------------------- what is hidden

    private String canary(String what) {
        Canary canary = Canary.name(what, chance);
        canaries.add(canary);
        return canary.text();
    }

    /** An arena that reveals nothing, full of names. */
    private String hiddenArena() {
        String slug = Api.arena(Map.of(
                "votesPerMinute",
                0,
                "votesPerRater",
                GOAL,
                "reveal",
                "never",
                "tags",
                List.of("useful"),
                "languages",
                List.of("en"),
                "consent",
                "Your votes are kept.",
                "instructions",
                "Read **both**."));
        StringBuilder rows = new StringBuilder();
        for (int m = 0; m < MODELS; m++) {
            String model = canary("a model's name");
            Api.admin()
                    .contentType("application/json")
                    .body(Map.of(
                            "name", model,
                            "organization", canary("a vendor"),
                            "systemPrompt", canary("a system prompt"),
                            "parameters", Map.of(canary("a parameter"), canary("a parameter's value"))))
                    .post("/api/arenas/" + slug + "/models")
                    .then()
                    .statusCode(201);
            for (int p = 0; p < PROMPTS; p++) {
                rows.append("""
                        {"prompt_id": "%s", "prompt": "Question %d?", "model": "%s", "category": "%s",
                         "response": "Answer %d: $x^2$ and\\n```java\\nint x;\\n```", "metadata": {"note": "%s"}}
                        """.replace(",\n ", ", ")
                        .formatted(promptName(p), p, model, categoryName(), m, canary("a note on a response")));
            }
        }
        Api.admin()
                .multiPart(
                        "file", canary("a file") + ".ndjson", rows.toString().getBytes(UTF_8), "application/x-ndjson")
                .post("/api/arenas/" + slug + "/responses")
                .then()
                .statusCode(200);
        Api.open(slug);
        return slug;
    }

    private final Map<Integer, String> prompts = new HashMap<>();
    private String category;

    private String promptName(int prompt) {
        return prompts.computeIfAbsent(prompt, any -> canary("a prompt in a set"));
    }

    private String categoryName() {
        category = category == null ? canary("a category") : category;
        return category;
    }

    /** What the same house has beside that arena: another one, accounts and tokens. */
    private String elsewhere() {
        String slug = canary("another arena").toLowerCase(Locale.ROOT);
        Api.admin()
                .contentType("application/json")
                .body(Map.of("slug", slug, "name", canary("another arena's name")))
                .post("/api/arenas")
                .then()
                .statusCode(201);
        // Whoever asks for it by its name knows it.
        canaries.removeIf(canary -> canary.what().equals("another arena"));
        Api.upload(slug, Api.responses(2, canary("a model elsewhere"), canary("a model elsewhere")));
        Api.open(slug);
        Api.admin()
                .contentType("application/json")
                .body(Map.of("name", canary("a token"), "role", "analyst"))
                .post("/api/tokens")
                .then()
                .statusCode(201);
        return slug;
    }

    /** An arena that shows its board to everybody; its names are no secret. */
    private String openArena() {
        return Api.openArena(
                Map.of("access", "open", "publicBoard", true, "reveal", "after_vote", "votesPerMinute", 0),
                4,
                "Plain",
                "Simple");
    }

    private static List<Canary> ids(String slug) throws IOException, SQLException {
        List<Canary> ids = new ArrayList<>();
        try (Connection connection = Packaged.database(DATA.resolve("postgresql"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    with this as (select id from arena where slug = '%s')
                    select 'an arena''s id', id from this
                    union all select 'a model''s id', m.id from model m join this on m.arena_id = this.id
                    union all select 'a prompt''s id', p.id from prompt p join this on p.arena_id = this.id
                    union all select 'a response''s id', r.id
                    from response r join prompt p on p.id = r.prompt_id join this on p.arena_id = this.id
                    """.formatted(slug))) {
            while (row.next()) {
                ids.add(Canary.id(row.getString(1), row.getObject(2, UUID.class)));
            }
        }
        assertEquals(1 + MODELS + PROMPTS + MODELS * PROMPTS, ids.size());
        return ids;
    }

    // -------------------------------------------------------------------------------------------------------- the walk

    private void visitAll(Page page, String arena) {
        PAGES_OF_AN_ARENA.forEach(path -> visit(page, "/arenas/" + arena + path));
    }

    private void visit(Page page, String path) {
        // A page that is there already would not be loaded anew for another fragment.
        page.navigate("about:blank");
        page.navigate(address(path));
        assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
        harvest.look(page);
    }

    private void vote(Page page, String slug) {
        page.getByText("Practise on two examples first").click();
        harvest.look(page);
        Booth.vote(page, "1");
        button(page, "Next example").click();
        Booth.vote(page, "2");
        page.getByText("On to the real ones").click();
        button(page, "I agree, and begin").click();
        assertThat(page).hasURL(address("/arenas/" + slug + "/vote"));

        Booth.vote(page, "1");
        done(page, 1);
        Booth.vote(page, "u");
        assertThat(page.getByText("your earlier choice")).isVisible();
        // The page has the battle still; loaded anew it is sent it once more.
        page.reload();
        Booth.vote(page, "4");
        done(page, 1);
        open(page);
        for (String view : List.of("d", "d", "r", "r", "f", "f", "v", "p", "p", "l")) {
            page.keyboard().press(view);
            harvest.look(page);
        }
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        harvest.look(page);
        page.keyboard().press("Escape");
        button(page, "Language and colours").click();
        harvest.look(page);
        page.keyboard().press("Escape");

        Browser.look(page);
        page.keyboard().press("s");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        harvest.look(page);
        page.keyboard().press("5");
        Booth.vote(page, "2");
        done(page, 2);

        open(page);
        page.context().setOffline(true);
        Booth.vote(page, "3");
        assertThat(page.getByText("the server cannot be reached")).isVisible();
        harvest.look(page);
        page.context().setOffline(false);
        done(page, 3);
        for (int votes = 4; votes <= GOAL; votes++) {
            Booth.vote(page, "1");
            if (votes < GOAL) {
                done(page, votes);
            }
        }
        assertThat(page.getByText("That is all you were asked for")).isVisible();
        harvest.look(page);
    }

    /** Joins an arena that shows its board, and votes there. */
    private void follow(Page page, String open) {
        visit(page, "/arenas/" + open + "/join");
        button(page, "Begin").click();
        Booth.vote(page, "1");
        done(page, 1);
        harvest.look(page);
        visitAll(page, open);
    }

    /** Sees the board come, once the arena is closed. */
    private void watch(Page page, String open) {
        change(open, "closed");
        visit(page, "/arenas/" + open + "/leaderboard");
        Api.importVotes(open, "model_a,model_b,winner\nPlain,Simple,a\nPlain,Simple,b\nPlain,Simple,a\n");
        page.waitForCondition(() -> harvest.has(Place.FRAME));
        harvest.look(page);
        visit(page, "/arenas/" + open + "/vote");
    }

    /** Every route of the contract, as the page's own scripts could ask for it. */
    private void askForEverything(Page page, String slug, String open) throws IOException {
        say(page, "POST", "/api/arenas/" + slug + "/battles");
        String battle = (String) page.evaluate("""
                slug => fetch(`/api/arenas/${slug}/battles`, { method: "POST" })
                    .then(answer => answer.json()).then(battle => battle.id ?? "AAAAAAAAAAAAAAAAAAAAAA")""", slug);
        for (Routes.Route route : new Routes().all()) {
            if (route.toString().equals("DELETE /api/session")) {
                // That is the end of the walk.
                continue;
            }
            for (String format : List.of("csv", "json", "jsonl")) {
                String path = route.template()
                        .replace("{slug}", slug)
                        .replace(
                                "{id}",
                                route.template().startsWith("/api/battles")
                                        ? battle
                                        : UUID.randomUUID().toString())
                        .replace("{format}", format);
                say(page, route.verb(), path + (route.verb().equals("GET") ? "?candidate=Plain&baseline=Simple" : ""));
                if (!route.template().contains("{format}")) {
                    break;
                }
            }
        }
        say(page, "DELETE", "/api/battles/" + battle + "/vote?version=1");
    }

    private static void say(Page page, String verb, String path) {
        page.evaluate("""
                ([verb, path, body]) => fetch(path, {
                    method: verb,
                    headers: { "Content-Type": "application/json" },
                    body: verb === "GET" ? undefined : body,
                }).then(answer => answer.text())""", List.of(verb, path, EVERYTHING));
    }

    /** All scripts and style sheets, and the maps from them to what they were made of, should there be any. */
    private void files(Page page) {
        Set<String> files = harvest.files();
        assertTrue(files.size() > 5, files.toString());
        for (String file : files) {
            for (String end : List.of("", ".map")) {
                APIResponse answer = page.request().get(file + end);
                harvest.keep(answer);
                assertTrue(!answer.text().contains("\"mappings\""), file);
                assertTrue(!answer.text().contains("sourceMappingURL"), file);
            }
        }
    }

    private static void change(String slug, String phase) {
        Api.change(slug, Map.of("phase", phase));
    }

    private static void done(Page page, int votes) {
        assertThat(page.getByText(votes + " of " + GOAL)
                        .or(page.getByText(votes + " done"))
                        .first())
                .isVisible();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }
}
