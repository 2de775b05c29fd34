package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import dev.evenhand.problem.UnsafeDatabase;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database changes its mind under a server that runs. What it has of the writer is ended, and nothing else. */
@QuarkusTest
class OwnConnectionTest {
    @Inject
    AgroalDataSource database;

    @Inject
    Instance<AgroalPoolInterceptor> watchers;

    @Inject
    Connections writers;

    private Connection operator;

    @BeforeEach
    void comeIn() throws SQLException {
        operator = database.getConnection();
    }

    @AfterEach
    void putBack() throws SQLException {
        say("alter role current_user reset all");
        operator.close();
        writers.renew();
        await().until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void noVoteIsAcknowledgedByAConnectionThatMayLoseIt() throws SQLException {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        String rater = Api.rater(slug);
        Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);
        String battle = Api.battle(slug, rater);
        say("alter role current_user set synchronous_commit = off");
        endTheWriters();

        await().untilAsserted(() -> Api.vote(rater, battle, "left", 0)
                .then()
                .statusCode(503)
                .header("Retry-After", not(nullValue()))
                .body("code", equalTo("database-unsafe")));
        assertEquals(503, RestAssured.get("/q/health/ready").statusCode());

        say("alter role current_user reset synchronous_commit");
        await().until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Api.vote(rater, battle, "left", 0).then().statusCode(201);
    }

    /** The same for a connection that nobody ends: it does not stay for long. */
    @Test
    void whatIsSwitchedOffUnderAnOpenConnectionIsFoundSoon() throws SQLException {
        Duration soon = Duration.ofMillis(200);
        OwnConnection own = new OwnConnection(database, watchers.stream().toList(), soon);
        try {
            own.open().close();
            say("alter role current_user set synchronous_commit = off");
            own.open().close();

            await().until(() -> refusal(own) instanceof UnsafeDatabase);
        } finally {
            own.close();
        }
    }

    /** As after a failover to a server that only follows, or of one that was demoted. */
    @Test
    void aServerThatCanOnlyReadSaysSoUntilItCanWriteAgainThoughNobodyVotes() throws SQLException {
        String slug = Api.openArena(Map.of(), 1, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);
        say("alter role current_user set default_transaction_read_only = on");
        endTheWriters();

        await().ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> ofTheWriter("show transaction_read_only").equals("on"));

        Api.vote(rater, battle, "left", 0)
                .then()
                .statusCode(503)
                .header("Retry-After", not(nullValue()))
                .body("code", equalTo("database-unavailable"));
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 503);

        say("alter role current_user reset default_transaction_read_only");
        await().until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        Api.vote(rater, battle, "left", 0).then().statusCode(201);
    }

    private void say(String sql) throws SQLException {
        try (Statement statement = operator.createStatement()) {
            statement.execute(sql);
        }
    }

    private void endTheWriters() throws SQLException {
        say("select pg_terminate_backend(%s)".formatted(ofTheWriter("select pg_backend_pid()")));
    }

    private String ofTheWriter(String sql) throws SQLException {
        try (Connection connection = writers.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Throwable refusal(Connections own) {
        try {
            own.open().close();
            return null;
        } catch (SQLException e) {
            return e.getCause();
        }
    }
}
