package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.battle.VoteBatch.Answer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

        assertEquals(201, vote.get(5, TimeUnit.SECONDS));
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
                    .get(3, TimeUnit.SECONDS);

            assertInstanceOf(Answer.Taken.class, answer);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
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
