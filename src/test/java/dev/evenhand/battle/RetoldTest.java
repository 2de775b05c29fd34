package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Raters change their minds at random, and what then stands is what the log says, told once more from its beginning by
 * somebody who knows nothing else.
 *
 * <p>SEQUENCES=5000 is the long form.
 */
@QuarkusTest
class RetoldTest {
    private static final int SEQUENCES = Integer.parseInt(System.getenv().getOrDefault("SEQUENCES", "250"));
    private static final long SEED = 20_261_124;
    private static final int LONGEST_SEQUENCE = 8;

    /** A board is looked at after every so many writes. */
    private static final int WRITES_A_LOOK = 20;

    private static final Duration PAST_THE_WINDOW = Duration.ofMinutes(10).plusSeconds(1);

    @Inject
    DataSource database;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random chance = new Random(SEED);

    /** What a rater has been told of a battle: how often it was written to, and which vote stands, if any. */
    private record Told(int version, String state, String outcome) {}

    @Test
    void whatStandsIsWhatTheLogSays() throws Exception {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), Laid.PROMPTS, "A", "B");
        List<Laid> battles;
        try (Connection connection = database.getConnection()) {
            battles = Laid.lay(connection, slug, SEQUENCES).subList(0, SEQUENCES / 4 * 4);
        }
        Map<String, Told> told = new HashMap<>();
        long votes = 0;
        int writes = 0;
        int looks = 0;

        for (Laid battle : battles) {
            Told now = new Told(0, "open", null);
            int steps = 1 + chance.nextInt(LONGEST_SEQUENCE);
            for (int i = 0; i < steps; i++) {
                Told next = write(battle, now);
                votes += (next.outcome() == null ? 0 : 1) - (now.outcome() == null ? 0 : 1);
                now = next;
                if (++writes % WRITES_A_LOOK == 0) {
                    looks++;
                    assertEquals(votes, board(slug));
                }
            }
            told.put(battle.battle(), now);
        }

        assertEquals(votes, board(slug));
        try (Connection connection = database.getConnection()) {
            SortedMap<String, String> retold = retold(connection, slug);
            assertEquals(kept(connection, slug), retold);
            assertEquals(said(told), retold);
            theRetellingSeesWhatIsWrong(connection, slug, retold);
        }
        nothingIsTakenBackAfterTheWindow(battles, told);
        assertEquals(votes, board(slug));
        System.out.printf(
                "{\"seed\": %d, \"sequences\": %d, \"writes\": %d, \"boards\": %d, \"votes\": %d}%n",
                SEED, battles.size(), writes, looks, votes);
        assertTrue(looks > 0 && votes > 0 && votes < battles.size());
    }

    /** One step at random, of those that come to something and those that do not. */
    private Told write(Laid battle, Told now) throws IOException, InterruptedException {
        String outcome = List.of("left", "right", "tie").get(chance.nextInt(3));
        return switch (chance.nextInt(8)) {
            case 0, 1, 2, 3 -> {
                assertEquals(201, vote(battle, outcome, now.version()));
                yield new Told(now.version() + 1, "voted", outcome);
            }
            case 4, 5 -> {
                boolean open = now.state().equals("open");
                assertEquals(open ? 409 : 200, undo(battle, now.version()));
                yield open ? now : new Told(now.version() + 1, "open", null);
            }
            case 6 -> {
                assertEquals(204, skip(battle, now.version()));
                yield new Told(now.version() + 1, "skipped", null);
            }
            default -> {
                // As seen from a page that was left open.
                assertEquals(409, vote(battle, "both_bad", now.version() + 7));
                yield now;
            }
        };
    }

    private static SortedMap<String, String> said(Map<String, Told> told) {
        SortedMap<String, String> said = new TreeMap<>();
        told.forEach((battle, last) -> {
            if (last.version() > 0) {
                said.put(battle, last.version() + " " + last.state() + " " + last.outcome());
            }
        });
        return said;
    }

    /** What the log comes to, read event by event. */
    private static SortedMap<String, String> retold(Connection connection, String slug) throws SQLException {
        SortedMap<String, String> retold = new TreeMap<>();
        for (String[] event : rows(connection, """
                select e.vote_id, e.version, e.kind, e.outcome from event e join arena a on a.id = e.arena_id
                where a.slug = ? order by e.number
                """, slug)) {
            String state =
                    switch (event[2]) {
                        case "cast", "replaced" -> "voted " + event[3];
                        case "undone" -> "open null";
                        case "skipped" -> "skipped null";
                        default -> throw new IllegalStateException("nobody did that: " + event[2]);
                    };
            retold.put(event[0], event[1] + " " + state);
        }
        return retold;
    }

    /** What is kept beside the log; pairs and tallies must come to the same. */
    private static SortedMap<String, String> kept(Connection connection, String slug) throws SQLException {
        SortedMap<String, String> kept = new TreeMap<>();
        Map<String, Integer> ofPrompts = new HashMap<>();
        for (String[] row : rows(connection, """
                select rtrim(translate(encode(uuid_send(b.id), 'base64'), '+/', '-_'), '='), b.version, b.state,
                       v.outcome, b.prompt_id
                from battle b join arena a on a.id = b.arena_id left join vote v on v.battle_id = b.id and v.counted
                where a.slug = ? and b.version > 0
                """, slug)) {
            kept.put(row[0], row[1] + " " + row[2] + " " + row[3]);
            ofPrompts.merge(row[4], row[3] == null ? 0 : 1, Integer::sum);
        }
        for (String[] row : rows(connection, """
                select p.id, coalesce(q.votes, 0) from prompt p join arena a on a.id = p.arena_id
                left join pairing q on q.prompt_id = p.id where a.slug = ?
                """, slug)) {
            assertEquals(ofPrompts.getOrDefault(row[0], 0), Integer.valueOf(row[1]));
        }
        long votes = kept.values().stream().filter(one -> one.contains("voted")).count();
        long skips =
                kept.values().stream().filter(one -> one.contains("skipped")).count();
        assertEquals(
                List.of(votes + " " + skips),
                rows(connection, """
                        select t.votes, t.skips from vote_tally t join arena a on a.id = t.arena_id where a.slug = ?
                        """, slug).stream()
                        .map(row -> row[0] + " " + row[1])
                        .toList());
        return kept;
    }

    /** What the retelling is for: each of these must be seen. */
    private static void theRetellingSeesWhatIsWrong(
            Connection connection, String slug, SortedMap<String, String> retold) throws SQLException {
        String one = "(select v.battle_id from vote v join arena a on a.id = v.arena_id where a.slug = '%s' limit 1)"
                .formatted(slug);
        for (String damage : List.of(
                "update vote set outcome = 'both_bad' where battle_id = " + one,
                "update battle set version = version + 1 where id = " + one,
                "update vote set counted = false where battle_id = " + one)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                assertEquals(1, statement.executeUpdate(damage));
                boolean seen;
                try {
                    seen = !kept(connection, slug).equals(retold);
                } catch (AssertionError differs) {
                    seen = true;
                }
                assertTrue(seen, damage);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void nothingIsTakenBackAfterTheWindow(List<Laid> battles, Map<String, Told> told)
            throws SQLException, IOException, InterruptedException {
        List<Laid> decided = battles.stream()
                .filter(battle -> !told.get(battle.battle()).state().equals("open"))
                .limit(50)
                .toList();
        assertFalse(decided.isEmpty());
        try (Clock clock = new Clock(database)) {
            clock.forward(PAST_THE_WINDOW);
            for (Laid battle : decided) {
                int version = told.get(battle.battle()).version();
                assertEquals(409, undo(battle, version));
                assertEquals(409, vote(battle, "both_bad", version));
                assertEquals(409, skip(battle, version));
            }
        }
    }

    private static long board(String slug) {
        return Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard?interval=none")
                .jsonPath()
                .getLong("votes");
    }

    private int vote(Laid battle, String outcome, int version) throws IOException, InterruptedException {
        return send(battle, "PUT", "/vote", "{\"outcome\":\"%s\",\"version\":%d}".formatted(outcome, version));
    }

    private int undo(Laid battle, int version) throws IOException, InterruptedException {
        return send(battle, "DELETE", "/vote?version=" + version, "");
    }

    private int skip(Laid battle, int version) throws IOException, InterruptedException {
        return send(battle, "POST", "/skip", "{\"reason\":\"other\",\"version\":%d}".formatted(version));
    }

    private int send(Laid battle, String method, String address, String body) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/battles/%s%s"
                                        .formatted(RestAssured.port, battle.battle(), address)))
                                .header("Authorization", "Bearer " + battle.token())
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static List<String[]> rows(Connection connection, String sql, String slug) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                List<String[]> rows = new ArrayList<>();
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    String[] values = new String[columns];
                    for (int i = 0; i < columns; i++) {
                        values[i] = row.getString(i + 1);
                    }
                    rows.add(values);
                }
                return rows;
            }
        }
    }
}
