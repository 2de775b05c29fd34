package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** An arena is erased while something is still going on in it: whoever was first ends first, and nobody waits in a ring. */
@QuarkusTest
class ErasureTest {
    @Inject
    DataSource database;

    @Test
    void aVoteThatIsBeingWrittenIsWrittenFirst() throws Exception {
        String slug = Api.openArena(Map.of(), 1, "A", "B");
        UUID arena = one("select id from arena where slug = ?", slug);
        try (Connection writer = database.getConnection()) {
            writer.setAutoCommit(false);
            Chain.of(writer, arena);
            close(slug);
            CompletableFuture<Integer> erased = erase(slug);
            awaitWaiting("delete from arena|from chain where arena_id");

            // As a foreign key does.
            lock(writer, "select 1 from arena where id = ? for key share", arena);
            writer.commit();
            writer.setAutoCommit(true);

            assertEquals(204, end(erased));
        }
    }

    @Test
    void aBattleThatIsBeingDrawnIsDrawnFirst() throws Exception {
        String slug = Api.openArena(Map.of("votesPerPair", 3), 1, "A", "B");
        String token = Api.rater(slug);
        UUID rater = one("select a.id from account a join arena r on r.id = a.arena_id where r.slug = ?", slug);
        CompletableFuture<Integer> drawn;
        CompletableFuture<Integer> erased;
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            lock(other, "select 1 from account where id = ? for no key update", rater);
            drawn = ask(
                    () -> Api.as(token).post("/api/arenas/" + slug + "/battles").statusCode());
            awaitWaiting("from account.*for no key update");
            close(slug);
            erased = erase(slug);
            awaitWaiting("delete from arena");
            other.commit();
            other.setAutoCommit(true);
        }

        assertEquals(201, end(drawn));
        assertEquals(204, end(erased));
    }

    /** In a thread of its own: the common ones are as many as there are processors. */
    private static CompletableFuture<Integer> ask(Supplier<Integer> question) {
        return CompletableFuture.supplyAsync(
                question, task -> Thread.ofVirtual().start(task));
    }

    private static int end(CompletableFuture<Integer> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static void close(String slug) {
        Api.change(slug, Map.of("phase", "closed")).body("phase", equalTo("closed"));
    }

    private static CompletableFuture<Integer> erase(String slug) {
        return ask(() ->
                Api.admin().delete("/api/arenas/" + slug + "?confirm=" + slug).statusCode());
    }

    /** Until a statement like this one waits for a lock. */
    private void awaitWaiting(String pattern) {
        await().until(() -> {
            String sql = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ~* ?";
            try (Connection connection = database.getConnection();
                    PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, pattern);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1) > 0;
                }
            }
        });
    }

    private static void lock(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, id);
            assertTrue(select.executeQuery().next());
        }
    }

    private UUID one(String sql, String parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }
}
