package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.Api;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crowd shares out what there is to judge while many walk away from what they were given and come back late or never,
 * and the server itself stands still for a while.
 *
 * <p>RATERS=200 is the long form: 1,000 prompts, leases of 10 seconds, and 20 seconds of standing still.
 */
class CrowdIT {
    private static final int RATERS = Integer.parseInt(System.getenv().getOrDefault("RATERS", "16"));
    private static final boolean LONG = RATERS >= 200;
    private static final int PROMPTS = LONG ? 1_000 : 60;
    private static final int QUOTA = 3;
    private static final Duration LEASE = Duration.ofSeconds(LONG ? 10 : 1);
    /** Longer than a lease: what was lent before has lapsed after. */
    private static final Duration FROZEN = LEASE.multipliedBy(2);

    private static final Duration PATIENCE = Duration.ofMinutes(LONG ? 8 : 2);
    private static final Duration A_SAMPLE = Duration.ofMillis(100);

    /** Of a hundred battles so many are walked away from. */
    private static final int ABANDONED_OF_A_HUNDRED = 30;

    /** After its lease a battle may lie for so long before it is somebody else's. */
    private static final Duration LONGEST_LAPSE = Duration.ofSeconds(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger abandoned = new AtomicInteger();
    private volatile boolean over;

    @Test
    void everyPairGetsItsVotesAndNoMore() throws Exception {
        try (Ordeal ordeal = new Ordeal(folder, Map.of(), "-Devenhand.battle.lease=" + LEASE);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection connection = ordeal.connect()) {
            String slug = Api.openArena(Map.of("votesPerPair", QUOTA, "votesPerMinute", 0), PROMPTS, "A", "B");
            long samples = 0;
            long until = System.nanoTime() + PATIENCE.toNanos();
            List<Future<Void>> crowd = IntStream.range(0, RATERS).mapToObj(i -> Api.rater(slug)).toList().stream()
                    .map(rater -> threads.submit(() -> sit(slug, rater)))
                    .toList();
            Future<Void> standstill = threads.submit(() -> standStill(ordeal, slug));
            try {
                while (number(connection, UNFINISHED, slug) > 0) {
                    assertTrue(System.nanoTime() < until, "not every pair has its votes");
                    assertEquals(0, number(connection, OVERFULL, slug));
                    assertTrue(crowd.stream().noneMatch(Future::isDone), "somebody left");
                    samples++;
                    Thread.sleep(A_SAMPLE);
                }
            } finally {
                over = true;
            }
            for (Future<Void> rater : crowd) {
                rater.get();
            }
            standstill.get();

            assertEquals(PROMPTS, number(connection, FINISHED, slug));
            assertEquals(0, number(connection, OVERFULL, slug));
            assertEquals(0, number(connection, TWICE, slug));
            theSamplesSeeWhatIsWrong(connection, slug);
            long lapse = lapse();
            System.out.printf(
                    "{\"raters\": %d, \"pairs\": %d, \"quota\": %d, \"abandoned\": %d, \"samples\": %d, \"late\": %d,"
                            + " \"freeAgainMs\": %d}%n",
                    RATERS, PROMPTS, QUOTA, abandoned.get(), samples, number(connection, LATE, slug), lapse);
            assertTrue(samples > 20 && abandoned.get() > PROMPTS / 4);
            assertTrue(lapse <= LEASE.plus(LONGEST_LAPSE).toMillis(), "free again after " + lapse + " ms");
        }
    }

    /** Votes, or walks away and comes back when the lease is over: half of them then vote late, half look for another. */
    private Void sit(String slug, String rater) throws IOException, InterruptedException {
        Random chance = new Random(rater.hashCode());
        Set<String> judged = new HashSet<>();
        while (!over) {
            JsonNode drawn = send(rater, "POST", "/api/arenas/" + slug + "/battles", "");
            String battle = drawn.path("id").asText(null);
            if (battle == null) {
                Thread.sleep(LEASE.dividedBy(4));
                continue;
            }
            boolean walksAway = chance.nextInt(100) < ABANDONED_OF_A_HUNDRED;
            if (walksAway) {
                abandoned.incrementAndGet();
                Thread.sleep(LEASE.plusMillis(chance.nextInt(500)));
            }
            if (!walksAway || chance.nextBoolean()) {
                send(
                        rater,
                        "PUT",
                        "/api/battles/" + battle + "/vote",
                        "{\"outcome\":\"left\",\"version\":%d}"
                                .formatted(drawn.path("version").asInt()));
                assertTrue(judged.add(drawn.path("prompt").toString()), "the same pair came twice");
            }
        }
        return null;
    }

    /** Stops the application in the middle of its work. */
    private Void standStill(Ordeal ordeal, String slug) throws Exception {
        try (Connection connection = ordeal.connect()) {
            while (!over && number(connection, VOTES, slug) < PROMPTS) {
                Thread.sleep(A_SAMPLE);
            }
        }
        List<ProcessHandle> application = List.of(ordeal.server().toHandle());
        Ordeal.signal("STOP", application);
        try {
            Thread.sleep(FROZEN);
        } finally {
            Ordeal.signal("CONT", application);
        }
        return null;
    }

    /** How many milliseconds after everybody walked away the one pair there is was somebody else's. */
    private long lapse() throws Exception {
        String slug = Api.openArena(Map.of("votesPerPair", QUOTA, "votesPerMinute", 0), 1, "A", "B");
        List<String> raters =
                IntStream.rangeClosed(0, QUOTA).mapToObj(i -> Api.rater(slug)).toList();
        long first = System.nanoTime();
        for (String rater : raters.subList(0, QUOTA)) {
            assertFalse(isNothingLeft(slug, rater));
        }
        long last = System.nanoTime();
        while (isNothingLeft(slug, raters.getLast())) {
            assertTrue(since(last) < PATIENCE.toMillis(), "it never lapsed");
            Thread.sleep(A_SAMPLE);
        }
        assertTrue(since(first) >= LEASE.toMillis(), "it lapsed too soon");
        return since(last);
    }

    private boolean isNothingLeft(String slug, String rater) throws IOException, InterruptedException {
        return send(rater, "POST", "/api/arenas/" + slug + "/battles", "")
                .path("id")
                .isNull();
    }

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private JsonNode send(String rater, String method, String path, String body)
            throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                            .header("Authorization", "Bearer " + rater)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 503) {
                assertEquals(2, answer.statusCode() / 100, answer.body());
                return JSON.readTree(answer.body());
            }
            // The server stood still, and what waited for it was let go.
            Thread.sleep(A_SAMPLE);
        }
    }

    /** Pairs with more votes and live leases than they have places. */
    private static final String OVERFULL = """
        select count(*) from (
            select from battle b join arena a on a.id = b.arena_id left join vote v on v.battle_id = b.id
            where a.slug = ? and (v.counted or b.state = 'open' and b.lease_until > evenhand_now())
            group by b.prompt_id, a.votes_per_pair having count(*) > a.votes_per_pair) overfull
        """;

    private static final String OF_PAIRS = """
        select count(*) from prompt p join arena a on a.id = p.arena_id
        where a.slug = ? and (select count(*) from vote v
                              where v.arena_id = a.id and v.prompt_key = p.key and v.counted)
        """;

    private static final String UNFINISHED = OF_PAIRS + " < a.votes_per_pair";
    private static final String FINISHED = OF_PAIRS + " = a.votes_per_pair";

    private static final String VOTES =
            "select count(*) from vote v join arena a on a.id = v.arena_id where a.slug = ? and v.counted";

    private static final String LATE =
            "select count(*) from event e join arena a on a.id = e.arena_id where a.slug = ? and e.kind = 'late'";

    /** Raters who were given the same pair as two battles. */
    private static final String TWICE = """
        select count(*) from (
            select from battle b join arena a on a.id = b.arena_id
            where a.slug = ? group by b.rater_id, b.prompt_id having count(*) > 1) twice
        """;

    /** What the samples are for: each of these must be seen. */
    private static void theSamplesSeeWhatIsWrong(Connection connection, String slug) throws SQLException {
        Map<String, String> damages = Map.of(
                OVERFULL, "update arena set votes_per_pair = votes_per_pair - 1",
                UNFINISHED, "update vote set counted = false where id = (select id from vote limit 1)",
                TWICE, "update battle set rater_id = (select rater_id from battle limit 1)");
        for (Map.Entry<String, String> damage : damages.entrySet()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(damage.getValue());
                assertTrue(number(connection, damage.getKey(), slug) > 0, damage.getValue());
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static long number(Connection connection, String sql, String slug) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
