package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.Packaged;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application, its database, and both, killed again and again under full load: whatever was acknowledged
 * stays, whatever was not is found out by sending it again.
 *
 * <p>ROUNDS=30 is the long form: 90 kills and 100,000 votes.
 */
class FaultsIT {
    private static final int ROUNDS = Integer.parseInt(System.getenv().getOrDefault("ROUNDS", "1"));
    private static final int VOTES_A_KILL = ROUNDS == 1 ? 100 : 1_112;

    /** Until the first vote is taken again; much of it is the start of a JVM, on a machine that does other things too. */
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(60);

    private enum Victim {
        SERVER,
        DATABASE,
        BOTH
    }

    @TempDir
    static Path folder;

    private final Random chance = new Random(20_261_124);

    @Test
    void killsLoseNothingAndCountNothingTwice() throws Exception {
        Map<Victim, Long> longest = new EnumMap<>(Victim.class);
        try (Ordeal ordeal = new Ordeal(folder, Map.of())) {
            ordeal.lay(3 * ROUNDS * VOTES_A_KILL * 5 / 2 + 20_000);

            ordeal.under(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    for (Victim victim : Victim.values()) {
                        ordeal.more(VOTES_A_KILL);
                        Thread.sleep(700 + chance.nextInt(1500));
                        longest.merge(victim, kill(ordeal, victim), Math::max);
                    }
                }
                ordeal.more(VOTES_A_KILL);
            });

            SortedMap<String, Long> broken = ordeal.broken();
            long acknowledged = ordeal.witness.acknowledged();
            System.out.printf(
                    "{\"kills\": %d, \"acknowledged\": %d, \"longestUntilAVoteMs\": \"%s\", \"broken\": \"%s\"}%n",
                    3 * ROUNDS, acknowledged, longest, broken);
            assertTrue(broken.values().stream().allMatch(n -> n == 0), broken.toString());
            assertTrue(acknowledged >= (long) 3 * ROUNDS * VOTES_A_KILL);
            assertTrue(longest.values().stream().allMatch(ms -> ms < LONGEST_ABSENCE.toMillis()), longest.toString());
            theWitnessSeesWhatIsWrong(ordeal);
        }
    }

    /** What the witness is for: each of these must be seen. */
    private static void theWitnessSeesWhatIsWrong(Ordeal ordeal) throws Exception {
        Map<String, String> damages = Map.of(
                "I1 acknowledged and missing",
                "delete from vote where battle_id = (select max(battle_id::text)::uuid from vote)",
                "I2 present and never sent",
                COPY.formatted("(select b.id from battle b left join vote v on v.battle_id = b.id"
                        + " where v.id is null limit 1)"),
                "I3, I5 refused, or not what was last said",
                "update vote set outcome = 'both_bad' where outcome = 'left'",
                "I4 counted twice",
                "drop index vote_of_battle; " + COPY.formatted("battle_id"),
                "I6 on the wrong side",
                "update vote set model_a = model_b, model_b = model_a",
                "I7 counts that differ",
                "update pairing set votes = votes + 1",
                "I8 links that do not hold",
                "update event_person set person = '{}' where number = 7",
                "I9 pairs over their places",
                "update arena set votes_per_pair = 1");
        for (Map.Entry<String, String> damage : damages.entrySet()) {
            assertTrue(ordeal.after(damage.getValue()).get(damage.getKey()) > 0, damage.getKey());
        }
        // The application is to see this one, so it is done for good.
        try (Connection connection = ordeal.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table event disable trigger event_append_only");
            statement.execute("update event set at = at + interval '1 second'");
        }
        assertTrue(ordeal.changedAnswers() > 0);
    }

    /** One more vote, as another one is, on this battle. */
    private static final String COPY = """
        insert into vote (arena_id, id, battle_id, prompt_key, model_a, model_b, outcome, weight, counted, source, event)
        select arena_id, 'forged', %s, prompt_key, model_a, model_b, outcome, weight, counted, source, event
        from vote limit 1
        """;

    /** Kills, and returns how many milliseconds later votes could be taken again. */
    private static long kill(Ordeal ordeal, Victim victim) throws Exception {
        List<ProcessHandle> processes = ordeal.database();
        Process server = ordeal.server();
        long killed = System.nanoTime();
        if (victim != Victim.SERVER) {
            processes.forEach(ProcessHandle::destroyForcibly);
        }
        if (victim != Victim.DATABASE) {
            ordeal.kill();
            ordeal.start();
        }
        ordeal.more(1);
        assertEquals(victim == Victim.DATABASE, server.isAlive() && server == ordeal.server());
        return (System.nanoTime() - killed) / 1_000_000;
    }

    @Test
    void aDatabaseThatStandsStillIsSaidToBeAndGoesOnByItself() throws Exception {
        Duration frozen = Duration.ofSeconds(ROUNDS == 1 ? 20 : 30);
        try (Ordeal ordeal = new Ordeal(folder, Map.of())) {
            ordeal.lay(20_000);

            ordeal.under(() -> {
                ordeal.more(100);
                List<ProcessHandle> processes = ordeal.database();
                Ordeal.signal("STOP", processes);
                try {
                    long before = ordeal.settled();
                    long sent = System.nanoTime();
                    int status = ordeal.put(ordeal.spare(), "left", 0, Duration.ofSeconds(25))
                            .statusCode();
                    Duration waited = Duration.ofNanos(System.nanoTime() - sent);
                    assertEquals(503, status);
                    assertTrue(waited.toMillis() < 17_000, "answered after " + waited);
                    assertEquals(before, ordeal.yes());
                    assertTrue(Packaged.readiness() != 200);
                    Thread.sleep(Math.max(0, frozen.toMillis() - waited.toMillis()));
                } finally {
                    Ordeal.signal("CONT", processes);
                }
                await().atMost(Duration.ofSeconds(15)).until(() -> Packaged.readiness() == 200);
                ordeal.more(100);
            });

            ordeal.assertNothingBroken();
        }
    }

    /** Files come in by the hundred at once, more than the heap could hold, while votes do. */
    @Test
    void aHeapThatIsFullHurtsNoVote() throws Exception {
        int uploads = ROUNDS == 1 ? 40 : 200;
        byte[] file = largeFile();
        try (Ordeal ordeal = new Ordeal(folder.resolve("heap"), Map.of(), "-Xmx256m");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ordeal.lay(20_000);
            String other = Api.arena(Map.of());
            Map<Integer, Integer> answers = new ConcurrentHashMap<>();

            ordeal.under(() -> {
                ordeal.more(100);
                List<Future<?>> files = new ArrayList<>();
                for (int i = 0; i < uploads; i++) {
                    files.add(threads.submit(() -> answers.merge(upload(other, file), 1, Integer::sum)));
                }
                for (Future<?> one : files) {
                    one.get();
                }
                ordeal.more(100);
            });

            System.out.printf(
                    "{\"uploads\": %d, \"answers\": \"%s\", \"acknowledged\": %d}%n",
                    uploads, answers, ordeal.witness.acknowledged());
            assertTrue(ordeal.server().isAlive());
            assertEquals(Set.of(200, 503), answers.keySet());
            ordeal.assertNothingBroken();
        }
    }

    /** Ten of the largest texts that are taken, as many MiB as a file. */
    private static byte[] largeFile() {
        String text = "x".repeat((1 << 20) - 100);
        StringBuilder file = new StringBuilder("prompt_id,prompt,model,response\n");
        for (int i = 0; i < 10; i++) {
            file.append("p%d,Question?,M%d,%s\n".formatted(i, i, text));
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What a file was answered with; 0 where nothing was. */
    private static int upload(String slug, byte[] file) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("%s:%d/api/arenas/%s/responses"
                                            .formatted(RestAssured.baseURI, RestAssured.port, slug)))
                                    .timeout(Ordeal.PATIENCE)
                                    .header("Authorization", "Bearer test-admin-token")
                                    .header("Content-Type", "text/csv")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException gone) {
            return 0;
        }
    }
}
