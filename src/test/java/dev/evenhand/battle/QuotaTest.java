package dev.evenhand.battle;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.arena.Arenas;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QuotaTest {
    private static final Duration PAST_THE_LEASE = Duration.ofMinutes(21);

    @Inject
    DataSource database;

    @Inject
    Deck deck;

    @Inject
    Arenas arenas;

    @Test
    void aPairGetsNoMoreVotesThanItIsTo() {
        String slug = Api.openArena(Map.of("votesPerPair", 2), 1, "A", "B");
        String one = Api.rater(slug);
        String other = Api.rater(slug);

        Api.vote(one, Api.battle(slug, one), "left", 0).then().statusCode(201);
        assertNotNull(Api.battle(slug, other));

        Api.as(Api.rater(slug)).post("/api/arenas/" + slug + "/battles").then().body("reason", equalTo("nothing-left"));
    }

    @Test
    void aSkipThatBecomesAVoteFindsItsPlaceTaken() {
        String slug = Api.openArena(Map.of("votesPerPair", 1), 1, "A", "B");
        String one = Api.rater(slug);
        String other = Api.rater(slug);
        String skipped = Api.battle(slug, one);
        skip(one, skipped, 0).then().statusCode(204);
        Api.vote(other, Api.battle(slug, other), "left", 0).then().statusCode(201);

        Api.vote(one, skipped, "right", 1).then().statusCode(200).body("counted", equalTo(false));

        assertEquals(1, most(slug, VOTES));
    }

    @Test
    void aSkipThatBecomesAVoteTakesAPlaceThatIsFree() {
        String slug = Api.openArena(Map.of("votesPerPair", 1), 1, "A", "B");
        String rater = Api.rater(slug);
        String skipped = Api.battle(slug, rater);
        skip(rater, skipped, 0).then().statusCode(204);

        Api.vote(rater, skipped, "right", 1).then().statusCode(201).body("counted", equalTo(true));
    }

    @Test
    void aLateVoteIsKeptAndCountsOnlyWhereAPlaceIsLeft() throws SQLException {
        String slug = Api.openArena(Map.of("votesPerPair", 2), 1, "A", "B");
        List<String> raters =
                IntStream.range(0, 3).mapToObj(i -> Api.rater(slug)).toList();
        String first = Api.battle(slug, raters.get(0));
        String second = Api.battle(slug, raters.get(1));

        try (Clock clock = new Clock(database)) {
            clock.forward(PAST_THE_LEASE);
            String third = Api.battle(slug, raters.get(2));

            Api.vote(raters.get(0), first, "left", 0).then().statusCode(201).body("counted", equalTo(true));
            Api.vote(raters.get(1), second, "left", 0)
                    .then()
                    .statusCode(200)
                    .body("counted", equalTo(false))
                    .body("version", equalTo(1));
            Api.vote(raters.get(2), third, "left", 0).then().statusCode(201);
        }

        assertEquals(2, most(slug, VOTES));
        assertTrue(Api.admin()
                .get("/api/arenas/" + slug + "/events.jsonl")
                .asString()
                .contains("\"late\""));
    }

    @Test
    void aLateVoteThatIsUndoneDoesNotComeBackWithAPlace() throws SQLException {
        String slug = Api.openArena(Map.of("votesPerPair", 1), 1, "A", "B");
        String late = Api.rater(slug);
        String quick = Api.rater(slug);
        String battle = Api.battle(slug, late);

        try (Clock clock = new Clock(database)) {
            clock.forward(PAST_THE_LEASE);
            Api.vote(quick, Api.battle(slug, quick), "left", 0).then().statusCode(201);
            Api.vote(late, battle, "left", 0).then().statusCode(200);
            undo(late, battle, 1).then().statusCode(200);

            Api.vote(late, battle, "right", 2).then().statusCode(200).body("counted", equalTo(false));
        }

        assertEquals(1, most(slug, VOTES));
    }

    @Test
    void aPairThatHasTooManySinceTheLimitWasLoweredTakesNoPlaceOfAnother() {
        String slug = Api.openArena(Map.of(), 1, "A", "B");
        for (int i = 0; i < 3; i++) {
            String rater = Api.rater(slug);
            Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);
        }
        IntStream.range(0, 3).forEach(i -> Api.battle(slug, Api.rater(slug)));
        Api.upload(slug, "prompt_id,prompt,model,response\np1,Question 1?,C,Another answer\n");
        Api.change(slug, Map.of("votesPerPair", 1));

        assertNotNull(Api.battle(slug, Api.rater(slug)));
    }

    @Test
    void aPromptWhosePlacesAreAllLentIsPassedOverUnseen() {
        String slug = Api.openArena(Map.of("votesPerPair", 1), 1, "A", "B");
        Api.battle(slug, Api.rater(slug));

        QuarkusTransaction.begin();
        Optional<UUID> found = deck.next(arenas.called(slug), UUID.randomUUID(), Set.of(), .5, Set.of());
        QuarkusTransaction.commit();

        assertEquals(Optional.empty(), found);
    }

    @Test
    void aDrawGoesPastAPromptThatSomebodyHoldsAndWaitsOnlyWhereThereIsNoOther() throws Exception {
        String slug = Api.openArena(Map.of("votesPerPair", 1), 2, "A", "B");
        String first = Api.rater(slug);
        String second = Api.rater(slug);
        UUID held;
        CompletableFuture<String> waiting;

        QuarkusTransaction.begin();
        held = deck.next(arenas.called(slug), UUID.randomUUID(), Set.of(), .5, Set.of())
                .orElseThrow();
        deck.hold(held);
        String passing =
                CompletableFuture.supplyAsync(() -> Api.battle(slug, first)).get(10, TimeUnit.SECONDS);
        waiting = CompletableFuture.supplyAsync(() -> Api.battle(slug, second));
        assertThrows(TimeoutException.class, () -> waiting.get(1, TimeUnit.SECONDS));
        QuarkusTransaction.rollback();

        assertNotNull(passing);
        assertNotNull(waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void sixteenRatersAtOnceNeverTakeMoreThanThereIs() throws Exception {
        int quota = 2;
        String slug = Api.openArena(Map.of("votesPerPair", quota, "votesPerMinute", 0), 24, "A", "B");
        List<String> raters =
                IntStream.range(0, 16).mapToObj(i -> Api.rater(slug)).toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sittings = new ArrayList<>();
            for (int i = 0; i < raters.size(); i++) {
                Random chance = new Random(i);
                String rater = raters.get(i);
                sittings.add(threads.submit(() -> sit(slug, rater, chance)));
            }
            while (!sittings.stream().allMatch(Future::isDone)) {
                assertTrue(most(slug, PLACES) <= quota);
            }
            for (Future<?> sitting : sittings) {
                sitting.get();
            }
        }

        assertTrue(most(slug, VOTES) <= quota);
        assertEquals(0, most(slug, MISCOUNTED));
    }

    /** A rater who votes late, skips, thinks again and takes back; none of it may take a place that is not there. */
    private Void sit(String slug, String rater, Random chance) throws SQLException {
        String battle;
        int turns = 0;
        while ((battle = Api.battle(slug, rater)) != null && turns++ < 60) {
            if (chance.nextInt(3) == 0) {
                endLease(battle);
            }
            int version = chance.nextInt(3) == 0 ? decided(skip(rater, battle, 0), 0) : 0;
            version = decided(Api.vote(rater, battle, "left", version), version);
            if (chance.nextInt(3) == 0) {
                version = decided(undo(rater, battle, version), version);
                if (chance.nextBoolean()) {
                    endLease(battle);
                }
                decided(Api.vote(rater, battle, "right", version), version);
            }
        }
        return null;
    }

    private static int decided(Response answer, int version) {
        assertTrue(answer.statusCode() < 300, answer.asString());
        return version + 1;
    }

    private void endLease(String battle) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update battle set lease_until = evenhand_now() - interval '1 second' where id = ?")) {
            update.setObject(1, BattleId.of(battle).bits());
            update.executeUpdate();
        }
    }

    /** The counted votes of a pair. */
    private static final String VOTES = """
        select coalesce(max(n), 0) from (select count(*) n from vote v join arena a on a.id = v.arena_id
        where a.slug = ? and v.counted group by v.prompt_key) of_pair
        """;

    /** The counted votes of a pair and the battles that hold a place of it. */
    private static final String PLACES = """
        select coalesce(max(n), 0) from (
            select count(*) n from battle b join arena a on a.id = b.arena_id left join vote v on v.battle_id = b.id
            where a.slug = ? and (v.counted or b.state = 'open' and b.lease_until > evenhand_now())
            group by b.prompt_id) of_pair
        """;

    /** Pairs whose number is not that of their counted votes. */
    private static final String MISCOUNTED = """
        select count(*) from pairing q join prompt p on p.id = q.prompt_id join arena a on a.id = p.arena_id
        where a.slug = ? and q.votes <> (select count(*) from vote v
                                         where v.arena_id = a.id and v.prompt_key = p.key and v.counted)
        """;

    private long most(String slug, String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response skip(String rater, String battle, int version) {
        return Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "other", "version", version))
                .post("/api/battles/" + battle + "/skip");
    }

    private static Response undo(String rater, String battle, int version) {
        return Api.as(rater).delete("/api/battles/" + battle + "/vote?version=" + version);
    }
}
