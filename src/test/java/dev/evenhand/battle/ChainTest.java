package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.arena.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChainTest {
    @Inject
    DataSource database;

    @Test
    void everyEventFollowsOnTheOneBefore() throws SQLException {
        String slug = arenaWithEvents();

        byte[] hash = Chain.beginning();
        long number = 0;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select e.number, e.body, e.commitment, e.hash, p.salt, p.person
                    from event e join arena a on a.id = e.arena_id left join event_person p using (arena_id, number)
                    where a.slug = '%s' order by e.number
                    """.formatted(slug))) {
            while (row.next()) {
                number++;
                assertEquals(number, row.getLong(1));
                byte[] commitment = Chain.sha256(row.getBytes(5), utf8(row.getString(6)));
                assertArrayEquals(commitment, row.getBytes(3));
                hash = Chain.sha256(hash, utf8(row.getString(2)), commitment);
                assertArrayEquals(hash, row.getBytes(4));
            }
        }
        assertEquals(3, number);
    }

    @Test
    void eventsAreNeverChangedOrDeleted() throws SQLException {
        arenaWithEvents();

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThrows(SQLException.class, () -> statement.executeUpdate("update event set body = '{}'"));
            assertThrows(SQLException.class, () -> statement.executeUpdate("delete from event"));
        }
    }

    @Test
    void anArenaIsErasedWithItsRecord() {
        String slug = arenaWithEvents();
        Api.admin()
                .contentType("application/json")
                .body(Map.of("phase", "closed"))
                .patch("/api/arenas/" + slug);

        Api.admin().delete("/api/arenas/" + slug).then().statusCode(422);
        Api.admin().delete("/api/arenas/" + slug + "?confirm=" + slug).then().statusCode(204);

        Api.admin().get("/api/arenas/" + slug).then().statusCode(404);
    }

    @Test
    void whatNamesAPersonIsNotInTheBody() throws SQLException {
        String slug = arenaWithEvents();

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select bool_or(position(b.rater_id::text in e.body) > 0), count(*) > 0
                    from event e join battle b on b.id = e.battle_id join arena a on a.id = e.arena_id
                    where a.slug = '%s'
                    """.formatted(slug))) {
            row.next();
            assertTrue(!row.getBoolean(1) && row.getBoolean(2));
        }
    }

    @Test
    void whatWasSaidGoesWithThePerson() throws SQLException {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);
        Api.as(rater)
                .contentType("application/json")
                .body(Map.of("outcome", "left", "comment", "I know who wrote this"))
                .put("/api/battles/" + battle + "/vote")
                .then()
                .statusCode(201);
        Choice said = new Choice(Outcome.LEFT, 0, null, null, null, "I know who wrote this", null);
        byte[] fingerprint = new Command.Cast(null, null, said).fingerprint();

        assertTrue(stored("event_person", slug).contains(HexFormat.of().formatHex(fingerprint)));
        assertFalse(stored("event", slug).contains(HexFormat.of().formatHex(fingerprint)));
    }

    @Test
    void aDraftHasItsChainBeforeAnythingIsRecorded() throws SQLException {
        assertTrue(stored("chain", Api.arena(Map.of())).contains(HexFormat.of().formatHex(Chain.beginning())));
    }

    /** All rows of an arena in a table, as JSON. */
    private String stored(String table, String slug) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select coalesce(jsonb_agg(t), '[]') from %s t join arena a on a.id = t.arena_id where a.slug = '%s'
                    """.formatted(table, slug))) {
            row.next();
            return row.getString(1);
        }
    }

    /** Three events: a vote, its undoing, and a vote again. */
    private static String arenaWithEvents() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);
        Api.vote(rater, battle, "left", 0).then().statusCode(201);
        Api.as(rater)
                .delete("/api/battles/" + battle + "/vote?version=1")
                .then()
                .statusCode(200);
        Api.vote(rater, battle, "right", 2).then().statusCode(201);
        return slug;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
