package dev.evenhand.battle;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BlindnessTest {
    @Inject
    DataSource database;

    private static final List<String> CANARIES = List.of("CNRY-9f3a61c04d", "CNRY-77be20e518", "CNRY-c40d85aa23");

    @Test
    void noModelsNameReachesARater() {
        String slug = Api.openArena(Map.of("access", "open"), 6, CANARIES.toArray(String[]::new));
        String rater = Api.rater(slug);
        StringBuilder seen = new StringBuilder();

        for (int i = 0; i < 12; i++) {
            Response battle = Api.as(rater).post("/api/arenas/" + slug + "/battles");
            String id = battle.path("id");
            keep(seen, battle);
            keep(seen, Api.vote(rater, id, "left", 0));
            keep(seen, Api.vote(rater, id, "right", 0));
            keep(seen, Api.as(rater).delete("/api/battles/" + id + "/vote?version=1"));
            keep(seen, Api.vote(rater, id, "tie", 2));
        }
        for (String path : List.of("", "/models", "/prompts", "/raters", "/leaderboard", "/win-rates", "/comparison")) {
            keep(seen, Api.as(rater).get("/api/arenas/" + slug + path));
        }
        keep(seen, Api.as(rater).get("/api/arenas"));
        keep(seen, Api.as(rater).get("/api/me"));

        CANARIES.forEach(canary -> assertFalse(seen.toString().contains(canary), canary));
        assertTrue(seen.length() > 10_000);
    }

    @Test
    void everyBattleCarriesTheSameHeadersAndFields() {
        String slug = Api.openArena(Map.of(), 6, CANARIES.toArray(String[]::new));
        String rater = Api.rater(slug);
        Set<Object> shapes = new HashSet<>();

        for (int i = 0; i < 6; i++) {
            Response battle = Api.as(rater).post("/api/arenas/" + slug + "/battles");
            shapes.add(List.of(
                    battle.headers().asList().stream()
                            .map(io.restassured.http.Header::getName)
                            .sorted()
                            .toList(),
                    battle.<Map<String, Object>>path("").keySet()));
            assertEquals("no-store", battle.header("Cache-Control"));
            Api.vote(rater, battle.path("id"), "left", 0);
        }

        assertEquals(1, shapes.size());
    }

    @Test
    void aReceiptNamesTheModelsOnlyWhereTheArenaReveals() {
        String slug = Api.openArena(Map.of("reveal", "after_vote"), 2, CANARIES.toArray(String[]::new));
        String rater = Api.rater(slug);

        Response receipt = Api.vote(rater, Api.battle(slug, rater), "left", 0);

        assertTrue(CANARIES.contains(receipt.<String>path("reveal.left")));
        assertEquals(409, Api.vote(rater, receipt.path("battle"), "right", 1).statusCode());
    }

    @Test
    void aPublicBoardShowsWhatNoSingleVoteChanged() throws SQLException {
        String slug = Api.openArena(Map.of("publicBoard", true, "votesPerMinute", 0), 25, "A", "B");
        Api.importVotes(slug, """
                model_a,model_b,winner,timestamp,category
                A,B,a,2026-01-02T03:04:05Z,general
                A,B,b,2026-01-02T03:04:06Z,general
                """);
        List<String> addresses = List.of(
                "leaderboard", "leaderboard.csv", "win-rates", "win-rates.csv", "comparison?candidate=A&baseline=B");
        List<String> before =
                addresses.stream().map(address -> seen(given(), slug, address)).toList();
        String rater = Api.rater(slug);

        try (Clock clock = new Clock(database)) {
            vote(slug, rater, 1);
            for (int i = 0; i < addresses.size(); i++) {
                String address = addresses.get(i);
                assertEquals(before.get(i), seen(given(), slug, address));
                assertEquals(before.get(i), seen(Api.as(rater), slug, address));
                assertNotEquals(before.get(i), seen(Api.admin(), slug, address));
            }
            vote(slug, rater, 24);
            vote(slug, Api.rater(slug), 24);
            clock.forward(Duration.ofMinutes(20));
            given().get("/api/arenas/" + slug + "/leaderboard").then().body("votes", equalTo(2));
            vote(slug, Api.rater(slug), 1);
            clock.forward(Duration.ofMinutes(20));
            given().get("/api/arenas/" + slug + "/leaderboard")
                    .then()
                    .body("votes", equalTo(52), "settledOnly", equalTo(true));
            vote(slug, Api.rater(slug), 1);
            clock.forward(Duration.ofMinutes(20));
            given().get("/api/arenas/" + slug + "/leaderboard").then().body("votes", equalTo(52));
        }
        Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard")
                .then()
                .body("votes", equalTo(53), "settledOnly", nullValue());
    }

    @Test
    void partsOfAPublicBoardAreToldApartOnlyOnceTheArenaIsClosed() {
        String slug = Api.openArena(Map.of("publicBoard", true), 3, "A", "B");
        List<String> addresses = List.of(
                "history",
                "history.csv",
                "slices",
                "slices.csv",
                "diagnostics",
                "leaderboard?category=general",
                "leaderboard?language=en",
                "leaderboard?raterKind=person",
                "leaderboard.csv?from=2026-01-01T00:00:00Z",
                "win-rates?to=2026-01-01T00:00:00Z",
                "comparison?candidate=A&baseline=B&asOf=2026-01-01T00:00:00Z");

        for (String address : addresses) {
            given().get("/api/arenas/" + slug + "/" + address)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("not-before-close"));
            Api.admin().get("/api/arenas/" + slug + "/" + address).then().statusCode(200);
        }
        Api.change(slug, Map.of("phase", "closed"));
        for (String address : addresses) {
            given().get("/api/arenas/" + slug + "/" + address).then().statusCode(200);
        }
    }

    private static void vote(String slug, String rater, int times) {
        for (int i = 0; i < times; i++) {
            Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);
        }
    }

    /** The whole answer: the name and the moment of a board would tell that somebody has voted. */
    private static String seen(RequestSpecification reader, String slug, String address) {
        return reader.get("/api/arenas/" + slug + "/" + address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void whatWasRevealedStaysAsItIsWhateverTheRuleBecomes() {
        String slug = Api.openArena(Map.of("reveal", "after_vote"), 3, CANARIES.toArray(String[]::new));
        String rater = Api.rater(slug);
        String told = Api.battle(slug, rater);
        Response receipt = Api.vote(rater, told, "left", 0);

        rule(slug, "never");

        assertEquals(409, Api.vote(rater, told, "right", 1).statusCode());
        assertEquals(
                409,
                Api.as(rater).delete("/api/battles/" + told + "/vote?version=1").statusCode());
        assertEquals(receipt.asString(), Api.vote(rater, told, "left", 0).asString());
        String untold = Api.battle(slug, rater);
        Response blind = Api.vote(rater, untold, "left", 0);

        rule(slug, "after_vote");

        assertEquals(blind.asString(), Api.vote(rater, untold, "left", 0).asString());
        assertEquals(201, Api.vote(rater, untold, "right", 1).statusCode());
    }

    private static void rule(String slug, String reveal) {
        Api.change(slug, Map.of("reveal", reveal));
    }

    private static void keep(StringBuilder seen, Response response) {
        seen.append(response.headers()).append(response.asString()).append('\n');
    }
}
