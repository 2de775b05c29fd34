package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /**
     * Two arenas that differ in nothing but which name stands on whose texts, seen by the same rater with the same luck
     * at the same time: what the rater is sent is the same to the byte.
     */
    @ParameterizedTest
    @ValueSource(strings = {"uniform", "least_seen", "active", "order"})
    void whoWroteATextChangesNothingThatARaterIsSent(String matchmaking) throws SQLException {
        String slug = "twins-" + matchmaking.replace('_', '-') + Long.toString(System.nanoTime(), 36);

        String one = sittingIn(slug, matchmaking, CANARIES);
        String other = sittingIn(slug, matchmaking, List.of(CANARIES.get(2), CANARIES.get(0), CANARIES.get(1)));

        assertEquals(one, other);
        assertTrue(one.contains("nothing-left") && one.contains("already-voted"));
    }

    /** All bytes of one rater's sitting in an arena that is made for it and erased after it. */
    private String sittingIn(String slug, String matchmaking, List<String> models) throws SQLException {
        Api.admin()
                .contentType("application/json")
                .body(Map.of("slug", slug, "matchmaking", matchmaking))
                .post("/api/arenas")
                .then()
                .statusCode(201);
        Api.upload(slug, Api.responses(4, models.toArray(String[]::new)));
        shuffleByKey(slug);
        Api.open(slug);
        String rater = Api.rater(slug);
        StringBuilder seen = new StringBuilder();
        Instant start = Instant.parse("2040-01-01T00:00:00Z");
        try (Clock clock = new Clock(database)) {
            QuarkusMock.installMockForType(new Random(7), RandomGenerator.class);
            for (int turn = 0; turn <= 12; turn++) {
                clock.stand(start.plus(Duration.ofMinutes(turn)));
                // A draw takes whatever board there is: both twins are to find the newest.
                Api.admin().get("/api/arenas/" + slug + "/leaderboard").then().statusCode(200);
                Response battle = Api.as(rater).post("/api/arenas/" + slug + "/battles");
                keep(seen, battle);
                String id = battle.path("id") == null
                        ? BattleId.drawn(new Random(turn)).toString()
                        : battle.path("id");
                sayAllSortsOfThings(seen, rater, id, turn);
                keep(seen, Api.as(rater).get("/api/me"));
                keep(seen, Api.as(rater).get("/api/arenas/" + slug));
            }
        } finally {
            QuarkusMock.installMockForType(new SecureRandom(), RandomGenerator.class);
        }
        Api.admin()
                .contentType("application/json")
                .body(Map.of("phase", "closed"))
                .patch("/api/arenas/" + slug);
        Api.admin().delete("/api/arenas/" + slug + "?confirm=" + slug).then().statusCode(204);
        return seen.toString();
    }

    private static void sayAllSortsOfThings(StringBuilder seen, String rater, String id, int turn) {
        String outcome = List.of("left", "right", "tie", "both_bad").get(turn % 4);
        keep(seen, Api.as(rater).put("/api/battles/" + id + "/lease"));
        keep(seen, Api.vote(rater, id, "sideways", 0));
        keep(seen, Api.vote(rater, id, outcome, 0));
        keep(seen, Api.vote(rater, id, outcome, 0));
        keep(seen, Api.vote(rater, id, "tie", turn % 2));
        keep(seen, Api.as(rater).delete("/api/battles/" + id + "/vote?version=" + turn % 3));
        keep(seen, Api.vote(rater, id, outcome, 2));
        keep(seen, Api.vote(rater, id, outcome, 3));
    }

    /** The deck is shuffled when texts come in; the twins are to lie in the same order. */
    private void shuffleByKey(String slug) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                    update prompt p set shuffle = substr(p.key, 2)::int / 100.0
                    from arena a where a.id = p.arena_id and a.slug = ?
                    """)) {
            update.setString(1, slug);
            update.executeUpdate();
        }
    }

    private static void keep(StringBuilder seen, Response response) {
        seen.append(response.headers()).append(response.asString()).append('\n');
    }
}
