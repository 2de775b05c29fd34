package dev.evenhand.battle;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LeaseTest {
    private static final Duration LEASE = Duration.ofMinutes(20);

    @Inject
    DataSource database;

    @Inject
    Battles battles;

    @Inject
    Session session;

    @Test
    void aLeaseThatIsRenewedWhileTheVoteIsWrittenLeavesTheVoteAsItIs() throws Exception {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);
        UUID account = raterOf(battle);

        QuarkusTransaction.begin();
        battles.renew(BattleId.of(battle), account);
        CompletableFuture<Integer> vote = CompletableFuture.supplyAsync(
                () -> Api.vote(rater, battle, "left", 0).statusCode());
        waitAMoment(vote);
        QuarkusTransaction.commit();

        assertEquals(201, vote.get());
        assertNotEquals(battle, Api.battle(slug, rater));
        Api.vote(rater, battle, "left", 0).then().statusCode(200).body("version", equalTo(1));
    }

    @Test
    void drawsAndRenewalsAroundAVoteLoseNothing() {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), 40, "A", "B");
        String rater = Api.rater(slug);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String battle = Api.battle(slug, rater);
                IntStream.range(0, 2)
                        .forEach(n -> threads.submit(() -> Api.as(rater).put("/api/battles/" + battle + "/lease")));
                threads.submit(() -> Api.battle(slug, rater));
                Api.vote(rater, battle, "left", 0).then().statusCode(201);
            }
        }

        assertNull(Api.battle(slug, rater));
        assertEquals(40, Api.admin().get("/api/arenas/" + slug).<Integer>path("counts.votes"));
    }

    @Test
    void aBattleThatNobodyAnswersGoesToAnotherWhenItsLeaseEnds() throws SQLException {
        String slug = Api.openArena(Map.of("votesPerPair", 1), 1, "A", "B");
        String one = Api.rater(slug);
        String other = Api.rater(slug);
        String battle = Api.battle(slug, one);

        assertNull(Api.battle(slug, other));
        try (Clock clock = new Clock(database)) {
            clock.forward(LEASE.minusSeconds(5));
            assertNull(Api.battle(slug, other));
            clock.forward(Duration.ofSeconds(10));

            String again = Api.battle(slug, other);

            assertNotEquals(battle, again);
            Api.vote(other, again, "left", 0).then().statusCode(201);
            assertNull(Api.battle(slug, one));
        }
    }

    @Test
    void aLeaseIsRenewedByWhoeverLooksAtItAndByNobodyElse() throws SQLException {
        String slug = Api.openArena(Map.of("votesPerPair", 1), 1, "A", "B");
        String one = Api.rater(slug);
        String other = Api.rater(slug);
        String battle = Api.battle(slug, one);

        try (Clock clock = new Clock(database)) {
            clock.forward(LEASE.minusMinutes(1));
            Api.as(one).put("/api/battles/" + battle + "/lease").then().statusCode(204);
            Api.as(other).put("/api/battles/" + battle + "/lease").then().statusCode(404);
            clock.forward(LEASE.minusMinutes(1));

            assertNull(Api.battle(slug, other));
            clock.forward(Duration.ofMinutes(2));
            Api.as(one).put("/api/battles/" + battle + "/lease").then().statusCode(204);
            assertTrue(Api.battle(slug, other) != null);
        }
    }

    private UUID raterOf(String battle) {
        return session.createNativeQuery("select rater_id from battle where id = ?1", UUID.class)
                .setParameter(1, BattleId.of(battle).bits())
                .getSingleResult();
    }

    /** Long enough for a vote that waits for nothing; whether it waits is open, what counts is its answer. */
    private static void waitAMoment(CompletableFuture<Integer> vote) throws Exception {
        try {
            vote.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException waits) {
            // It is answered later.
        }
    }
}
