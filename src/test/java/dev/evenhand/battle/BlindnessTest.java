package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntBinaryOperator;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BlindnessTest {
    @Inject
    DataSource database;

    @Inject
    Battles issuer;

    @Inject
    VoteQueue queue;

    @Inject
    Arenas arenas;

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

        String one = sittingIn(slug, matchmaking, Api.responses(4, CANARIES.toArray(String[]::new)));
        String other =
                sittingIn(slug, matchmaking, Api.responses(4, CANARIES.get(2), CANARIES.get(0), CANARIES.get(1)));

        assertEquals(one, other);
        assertTrue(one.contains("nothing-left") && one.contains("already-voted"));
    }

    /** Where pairs are drawn evenly, not even a model's texts need belong together. */
    @Test
    void whoWroteATextOfOnePromptAndWhoOfAnotherChangesNothingEither() throws SQLException {
        String slug = "twins-" + Long.toString(System.nanoTime(), 36);

        String one = sittingIn(slug, "uniform", responses((prompt, text) -> text, ""));
        String other = sittingIn(slug, "uniform", responses((prompt, text) -> (text + prompt) % 3, ""));

        assertEquals(one, other);
    }

    /** The twins are worth something only where they are seen to differ if a name does come through. */
    @Test
    void twinsWhoseTextsNameTheirModelsAreToldApart() throws SQLException {
        String slug = "twins-" + Long.toString(System.nanoTime(), 36);

        String one = sittingIn(slug, "uniform", responses((prompt, text) -> text, "I am %s. "));
        String other = sittingIn(slug, "uniform", responses((prompt, text) -> (text + 1) % 3, "I am %s. "));

        assertNotEquals(one, other);
        assertTrue(CANARIES.stream().anyMatch(one::contains));
    }

    /** Three texts for each of four prompts, and which model is said to have written each of them. */
    private static String responses(IntBinaryOperator writer, String opening) {
        StringBuilder rows = new StringBuilder("prompt_id,prompt,model,response\n");
        for (int prompt = 1; prompt <= 4; prompt++) {
            for (int text = 0; text < 3; text++) {
                String model = CANARIES.get(writer.applyAsInt(prompt, text));
                rows.append("p%1$d,Question %1$d?,%2$s,%3$sAnswer %4$d to question %1$d\n"
                        .formatted(prompt, model, opening.formatted(model), text));
            }
        }
        return rows.toString();
    }

    /**
     * No side is anybody's: how often each model stands on the left is as chance has it, and so is how often the left
     * changes from one battle to the next.
     */
    @Test
    void everyModelStandsOnTheLeftAsOftenAsOnTheRight() throws SQLException {
        String slug = Api.openArena(Map.of("matchmaking", "uniform", "votesPerMinute", 0), 40, "A", "B", "C", "D");
        QuarkusMock.installMockForType(new Random(12), RandomGenerator.class);
        try {
            Api.rater(slug);
            UUID rater = onlyRater(slug);
            Arena arena = QuarkusTransaction.requiringNew().call(() -> arenas.called(slug));
            for (int i = 0; i < 240; i++) {
                UUID battle = issuer.issue(arena, rater).orElseThrow().id();
                queue.submit(new Command.Skip(battle, rater, 0, "other", null)).join();
            }
            judge(slug);
        } finally {
            QuarkusMock.installMockForType(new SecureRandom(), RandomGenerator.class);
            // The same luck draws the same ids: they must not be there the next time.
            erase(slug);
        }
    }

    private void judge(String slug) throws SQLException {
        Map<String, int[]> sides = new TreeMap<>();
        int runs = 0;
        String before = "";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                    select l.name, r.name, b.left_response < b.right_response from battle b
                    join arena a on a.id = b.arena_id
                    join response x on x.id = b.left_response join model l on l.id = x.model_id
                    join response y on y.id = b.right_response join model r on r.id = y.model_id
                    where a.slug = ? order by b.shown_at
                    """)) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sides.computeIfAbsent(row.getString(1), name -> new int[2])[0]++;
                    sides.computeIfAbsent(row.getString(2), name -> new int[2])[1]++;
                    String first = row.getString(3);
                    runs += first.equals(before) ? 0 : 1;
                    before = first;
                }
            }
        }

        double chiSquare = sides.values().stream()
                .mapToDouble(n -> Math.pow(n[0] - n[1], 2) / (n[0] + n[1]))
                .sum();
        assertEquals(2 * 240, sides.values().stream().mapToInt(n -> n[0] + n[1]).sum());
        // The quantile of 1 - 1e-4 with four degrees of freedom; a battle has two sides, so that three are right, and
        // the bound is wide by one.
        assertTrue(chiSquare < 23.5, "chi square " + chiSquare);
        // Half of 240 in the mean, a standard deviation of 7.7; four of them are passed once in 16,000 times.
        assertTrue(Math.abs(runs - 120) < 31, runs + " runs");
    }

    private UUID onlyRater(String slug) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select r.id from account r join arena a on a.id = r.arena_id where a.slug = ?")) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    /** All bytes of one rater's sitting in an arena that is made for it and erased after it. */
    private String sittingIn(String slug, String matchmaking, String responses) throws SQLException {
        Api.admin()
                .contentType("application/json")
                .body(Map.of("slug", slug, "matchmaking", matchmaking))
                .post("/api/arenas")
                .then()
                .statusCode(201);
        Api.upload(slug, responses);
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
        erase(slug);
        return seen.toString();
    }

    private static void erase(String slug) {
        Api.admin()
                .contentType("application/json")
                .body(Map.of("phase", "closed"))
                .patch("/api/arenas/" + slug);
        Api.admin().delete("/api/arenas/" + slug + "?confirm=" + slug).then().statusCode(204);
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
