package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.battle.Relay.Fate;
import dev.evenhand.postgres.Elsewhere;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application behind networks that fail: between it and those who vote, and between it and its database.
 *
 * <p>SECONDS=120 is the long form, in which each fault has the network for itself for so long.
 */
class NetworkIT {
    private static final boolean LONG = System.getenv("SECONDS") != null;
    private static final Duration LASTING =
            Duration.ofSeconds(Long.parseLong(System.getenv().getOrDefault("SECONDS", "6")));

    /** Each piece of so many meets with a fault. */
    private static final int PIECES_A_FAULT = 5;

    /** Every connection that answers requests, twice over. */
    private static final int DRAWS_AT_ONCE = 40;

    /** Until whatever waits for a database that will not answer any more is given up. */
    private static final Duration LONGEST_STUCK = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    @Test
    void betweenVotersAndTheServer() throws Exception {
        List<List<Fate>> storms = new ArrayList<>();
        EnumSet<Fate> faults = EnumSet.complementOf(EnumSet.of(Fate.ARRIVES));
        if (LONG) {
            faults.forEach(fault -> storms.add(List.of(fault)));
        } else {
            storms.add(List.copyOf(faults));
        }
        try (Ordeal ordeal = new Ordeal(folder.resolve("voters"), Map.of())) {
            for (List<Fate> storm : storms) {
                try (Relay relay = new Relay(RestAssured.port)) {
                    ordeal.lay(LONG ? 400_000 : 20_000);
                    AtomicInteger pieces = new AtomicInteger();
                    relay.weather((reply, piece) -> fault(storm, pieces, PIECES_A_FAULT));
                    ordeal.through(relay.port(), Duration.ofSeconds(3));

                    ordeal.under(() -> Thread.sleep(LASTING));

                    ordeal.through(RestAssured.port, Duration.ofSeconds(30));
                    ordeal.assertNothingBroken();
                    storm.forEach(fault -> assertTrue(relay.met(fault) > 0, fault + " did not happen"));
                    assertEquals(0, stuck(ordeal));
                    String other = Api.openArena(Map.of(), DRAWS_AT_ONCE, "A", "B");
                    assertTrue(askAtOnce(other, raters(other)).stream().allMatch(NetworkIT::isYes));
                    System.out.printf(
                            "{\"network\": \"%s\", \"faults\": %d, \"acknowledged\": %d}%n",
                            storm, storm.stream().mapToLong(relay::met).sum(), ordeal.witness.acknowledged());
                }
                ordeal.forget();
            }
        }
    }

    @Test
    void betweenTheServerAndItsDatabase() throws Exception {
        try (Elsewhere elsewhere = new Elsewhere(folder.resolve("elsewhere"));
                Relay relay = new Relay(elsewhere.port());
                Ordeal ordeal = Ordeal.beside(elsewhere, relay.port(), folder.resolve("link"), Map.of())) {
            ordeal.lay(LONG ? 400_000 : 20_000);
            String slug = Api.openArena(Map.of(), DRAWS_AT_ONCE, "A", "B");
            List<String> raters = raters(slug);

            ordeal.under(() -> {
                ordeal.more(100);
                AtomicInteger pieces = new AtomicInteger();
                relay.weather((reply, piece) -> fault(List.of(Fate.CUT, Fate.LOST), pieces, 50 * PIECES_A_FAULT));
                Thread.sleep(LASTING.dividedBy(2));

                // Nobody is told yes while it is not known whether a transaction was committed.
                relay.weather((reply, piece) -> reply && isCommit(piece) ? Fate.LOST : Fate.ARRIVES);
                long before = ordeal.settled();
                Thread.sleep(LASTING.dividedBy(3));
                assertEquals(before, ordeal.yes());

                relay.weather((reply, piece) -> Fate.ARRIVES);
                ordeal.more(100);

                // The way is gone and nobody is told; new connections find it open again.
                relay.weather((reply, piece) -> Fate.SWALLOWED);
                askAtOnce(slug, raters);
                Thread.sleep(2_000);
                relay.weather((reply, piece) -> Fate.ARRIVES);
                long open = System.nanoTime();
                await().atMost(LONGEST_STUCK)
                        .until(() -> askAtOnce(slug, raters).stream().allMatch(NetworkIT::isYes));
                System.out.printf(
                        "{\"link\": \"cut, lost and swallowed\", \"acknowledged\": %d, \"allBackMs\": %d}%n",
                        ordeal.witness.acknowledged(), (System.nanoTime() - open) / 1_000_000);
                ordeal.more(100);
            });

            ordeal.assertNothingBroken();
            assertEquals(0, stuck(ordeal));
        }
    }

    /** Every so many pieces one meets with the next of the faults. */
    private static Fate fault(List<Fate> storm, AtomicInteger pieces, int aFault) {
        int piece = pieces.incrementAndGet();
        return piece % aFault == 0 ? storm.get(piece / aFault % storm.size()) : Fate.ARRIVES;
    }

    /** What PostgreSQL says when it has committed. */
    private static boolean isCommit(byte[] piece) {
        return new String(piece, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
    }

    /** Sessions that hold a transaction although nobody waits for anything any more. */
    private static long stuck(Ordeal ordeal) throws Exception {
        Thread.sleep(1_000);
        try (Connection connection = ordeal.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select count(*) from pg_stat_activity where datname = 'evenhand' and pid <> pg_backend_pid()
                    and state <> 'idle' and state_change < statement_timestamp() - interval '1 second'
                    """)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<String> raters(String slug) {
        return IntStream.range(0, DRAWS_AT_ONCE).mapToObj(i -> Api.rater(slug)).toList();
    }

    /** How draws by all of them are answered; each needs a connection of its own. */
    private static List<Integer> askAtOnce(String slug, List<String> raters) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> draws = raters.stream()
                    .map(rater -> threads.submit(() -> Api.as(rater)
                            .post("/api/arenas/" + slug + "/battles")
                            .statusCode()))
                    .toList();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> draw : draws) {
                answers.add(draw.get());
            }
            return answers;
        }
    }

    private static boolean isYes(int status) {
        return status / 100 == 2;
    }
}
