package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.arena.Outcome;
import dev.evenhand.battle.VoteBatch.Answer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.eventbus.EventBus;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What goes on in one arena, or in other requests, holds up no vote elsewhere. */
@QuarkusTest
class NeighboursTest {
    @Inject
    DataSource database;

    @Inject
    VoteQueue queue;

    @Inject
    BattleConfig config;

    @Inject
    EventBus bus;

    @Inject
    Votes votes;

    @Inject
    Arenas arenas;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int connections;

    @Test
    void whileAFileComesIntoOneArenaTheOthersVote() throws Exception {
        String busy = Api.openArena(Map.of(), 3, "A", "B");
        String quiet = Api.openArena(Map.of(), 3, "A", "B");
        String waiting = Api.rater(busy);
        String other = Api.rater(quiet);
        String held = Api.battle(busy, waiting);
        CompletableFuture<Integer> vote;

        QuarkusTransaction.begin();
        Arena arena = arenas.called(busy);
        try (VoteIntake intake = votes.takeIn(arena)) {
            vote = CompletableFuture.supplyAsync(
                    () -> Api.vote(waiting, held, "left", 0).statusCode());
            for (int i = 0; i < 3; i++) {
                Api.vote(other, Api.battle(quiet, other), "left", 0).then().statusCode(201);
            }
            Api.as(Api.rater(busy))
                    .post("/api/arenas/" + busy + "/battles")
                    .then()
                    .statusCode(201);
            assertFalse(vote.isDone());
            intake.finish();
        }
        QuarkusTransaction.commit();

        assertEquals(201, vote.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aFirstFileIntoAnArenaHoldsUpNobodyEither() throws Exception {
        String fresh = Api.arena(Map.of());
        String quiet = Api.openArena(Map.of(), 1, "A", "B");
        String rater = Api.rater(quiet);
        String battle = Api.battle(quiet, rater);

        QuarkusTransaction.begin();
        try (VoteIntake intake = votes.takeIn(arenas.called(fresh))) {
            Api.vote(rater, battle, "left", 0).then().statusCode(201);
            intake.finish();
        }
        QuarkusTransaction.rollback();
    }

    @Test
    void votesAreWrittenWhileEveryOtherConnectionIsTaken() throws Exception {
        String slug = Api.openArena(Map.of(), 1, "A", "B");
        String rater = Api.rater(slug);
        UUID battle = BattleId.of(Api.battle(slug, rater)).bits();
        List<Connection> taken = new ArrayList<>();
        try {
            UUID account;
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("select rater_id from battle where id = '%s'".formatted(battle))) {
                row.next();
                account = row.getObject(1, UUID.class);
            }
            for (int i = 0; i < connections; i++) {
                taken.add(database.getConnection());
            }

            Answer answer = queue.submit(new Command.Skip(battle, account, 0, "other", null))
                    .get(10, TimeUnit.SECONDS);

            assertInstanceOf(Answer.Taken.class, answer);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    /** A comment with a character that cannot be stored never comes so far through HTTP. */
    @Test
    void aVoteThatCannotBeWrittenFailsNoneOfThoseThatShareItsTransaction() throws Exception {
        String slug = Api.openArena(Map.of(), 1, "A", "B");
        AtomicInteger transactions = new AtomicInteger();
        CountDownLatch gathered = new CountDownLatch(1);
        VoteQueue node = new VoteQueue(
                () -> {
                    transactions.incrementAndGet();
                    return openWhen(gathered);
                },
                config,
                bus);
        node.start(null);
        try {
            List<CompletableFuture<Answer>> good = new ArrayList<>();
            good.add(node.submit(cast(slug, null)));
            await().until(() -> transactions.get() == 1);
            for (int i = 0; i < 3; i++) {
                good.add(node.submit(cast(slug, null)));
            }
            CompletableFuture<Answer> bad = node.submit(cast(slug, "\0"));
            for (int i = 0; i < 3; i++) {
                good.add(node.submit(cast(slug, null)));
            }
            gathered.countDown();

            for (CompletableFuture<Answer> answer : good) {
                assertInstanceOf(Answer.Taken.class, answer.get(10, TimeUnit.SECONDS));
            }
            ExecutionException failure = assertThrows(ExecutionException.class, () -> bad.get(10, TimeUnit.SECONDS));
            assertInstanceOf(SQLException.class, failure.getCause());
            assertEquals(1 + 1 + 7, transactions.get(), "one alone, seven together, and those one by one");
            Integer counted = Api.admin().get("/api/arenas/" + slug).path("counts.votes");
            assertEquals(good.size(), counted);
        } finally {
            node.stop();
        }
    }

    private Command cast(String slug, String comment) throws SQLException {
        UUID battle = BattleId.of(Api.battle(slug, Api.rater(slug))).bits();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select rater_id from battle where id = '%s'".formatted(battle))) {
            row.next();
            return new Command.Cast(
                    battle, row.getObject(1, UUID.class), new Choice(Outcome.LEFT, 0, null, null, null, comment, null));
        }
    }

    private Connection openWhen(CountDownLatch gathered) throws SQLException {
        try {
            gathered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void readyMeansThatVotesAreWritten() {
        await().untilAsserted(() -> RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'votes are written' }.status", equalTo("UP")));
        assertTrue(queue.isWriting());
    }
}
