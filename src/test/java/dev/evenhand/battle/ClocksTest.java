package dev.evenhand.battle;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the clocks of the application and its database differ, the database's decides: its nodes share that one. */
@QuarkusTest
class ClocksTest {
    private static final Duration LEASE = Duration.ofMinutes(20);
    private static final Duration CHANGEABLE = Duration.ofMinutes(10);

    /** Between a question to the database and one to the application. */
    private static final Duration A_MOMENT = Duration.ofMinutes(1);

    @Inject
    DataSource database;

    @ParameterizedTest
    @ValueSource(ints = {3, -3})
    void clocksMayDifferByDays(int days) throws SQLException {
        try (Clock clock = new Clock(database);
                Connection connection = database.getConnection()) {
            clock.forward(Duration.ofDays(days));
            theDatabasesClockDecides(connection);
        }
    }

    /** Leases, limits and what can be taken back, of an application whose clock may say anything. */
    private static void theDatabasesClockDecides(Connection connection) throws SQLException {
        String slug = Api.openArena(Map.of("votesPerPair", 1, "votesPerMinute", 3), 4, "A", "B");
        String rater = Api.rater(slug);
        Response drawn = Api.as(rater).post("/api/arenas/" + slug + "/battles");
        String battle = drawn.path("id");
        assertNear(now(connection).plus(LEASE), drawn.path("expiresAt"));

        Response vote = Api.vote(rater, battle, "left", 0);
        vote.then().statusCode(201);
        assertNear(now(connection), vote.path("votedAt"));
        assertNear(now(connection).plus(CHANGEABLE), vote.path("changeableUntil"));
        Api.vote(rater, battle, "right", 1).then().statusCode(201);
        undo(rater, battle, 2).then().statusCode(200);
        Response tooFast = Api.vote(rater, battle, "left", 3);
        tooFast.then().statusCode(429).body("code", equalTo("too-fast"));
        int wait = Integer.parseInt(tooFast.header("Retry-After"));
        assertTrue(wait >= 1 && wait <= 60, "to wait " + wait + " s");

        // The lease of the one that is left holds, and holds no longer than it should.
        String only = Api.openArena(Map.of("votesPerPair", 1), 1, "A", "B");
        String one = Api.rater(only);
        String lent = Api.battle(only, one);
        String other = Api.rater(only);
        assertNull(Api.battle(only, other));
        end(connection, lent);
        Api.vote(other, Api.battle(only, other), "left", 0).then().statusCode(201);
        Api.vote(one, lent, "left", 0).then().statusCode(200).body("counted", equalTo(false));

        // And so does what is past.
        String decided = Api.openArena(Map.of(), 1, "A", "B");
        String late = Api.rater(decided);
        String longAgo = Api.battle(decided, late);
        Api.vote(late, longAgo, "left", 0).then().statusCode(201);
        age(connection, longAgo);
        undo(late, longAgo, 1).then().statusCode(409).body("code", equalTo("already-voted"));
    }

    private static void assertNear(Instant expected, String said) {
        Duration between = Duration.between(expected, Instant.parse(said)).abs();
        assertTrue(between.compareTo(A_MOMENT) < 0, said + " instead of about " + expected);
    }

    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select evenhand_now()")) {
            row.next();
            return Times.of(row, 1);
        }
    }

    private static void end(Connection connection, String battle) throws SQLException {
        change(connection, "lease_until = evenhand_now() - interval '1 second'", battle);
    }

    private static void age(Connection connection, String battle) throws SQLException {
        change(connection, "decided_at = decided_at - interval '11 minutes'", battle);
    }

    private static void change(Connection connection, String change, String battle) throws SQLException {
        try (var update = connection.prepareStatement("update battle set " + change + " where id = ?")) {
            update.setObject(1, BattleId.of(battle).bits());
            assertTrue(update.executeUpdate() == 1);
        }
    }

    private static Response undo(String rater, String battle, int version) {
        return Api.as(rater).delete("/api/battles/" + battle + "/vote?version=" + version);
    }
}
