package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    private static final int CLIENTS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Until the first vote is taken again; much of it is the start of a JVM, on a machine that does other things too. */
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(60);

    private enum Victim {
        SERVER,
        DATABASE,
        BOTH
    }

    @TempDir
    static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random chance = new Random(20_261_124);
    private final Witness witness = new Witness();
    private final Queue<Laid> battles = new ConcurrentLinkedQueue<>();
    private Process server;
    private String slug;
    private volatile boolean over;

    @BeforeEach
    void begin() throws Exception {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = freePort();
        start();
        int laid = 400 * Math.ceilDiv(3 * ROUNDS * VOTES_A_KILL * 5 / 2, 400) + 4000;
        slug = Api.openArena(Map.of("votesPerMinute", 0, "votesPerPair", Laid.aPair(laid)), Laid.PROMPTS, "A", "B");
        try (Connection connection = connect()) {
            battles.addAll(Laid.lay(connection, slug, laid));
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        server.waitFor();
    }

    @Test
    void killsLoseNothingAndCountNothingTwice() throws Exception {
        Map<Victim, Long> longest = new java.util.EnumMap<>(Victim.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> threads.submit(() -> vote(new Random(i))))
                    .toList();
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    for (Victim victim : Victim.values()) {
                        long enough = witness.acknowledged() + VOTES_A_KILL;
                        await().atMost(PATIENCE).until(() -> witness.acknowledged() >= enough || anyDone(clients));
                        Thread.sleep(700 + chance.nextInt(1500));
                        longest.merge(victim, kill(victim), Math::max);
                    }
                }
                long enough = witness.acknowledged() + VOTES_A_KILL;
                await().atMost(PATIENCE).until(() -> witness.acknowledged() >= enough || anyDone(clients));
            } finally {
                over = true;
            }
            for (Future<Void> client : clients) {
                client.get();
            }
        }

        SortedMap<String, Long> broken = broken();
        broken.put("I10 answers that changed", changedAnswers());
        System.out.printf(
                "{\"kills\": %d, \"acknowledged\": %d, \"longestUntilAVoteMs\": \"%s\", \"broken\": \"%s\"}%n",
                3 * ROUNDS, witness.acknowledged(), longest, broken);
        assertNothing(broken);
        assertTrue(witness.acknowledged() >= (long) 3 * ROUNDS * VOTES_A_KILL);
        assertTrue(longest.values().stream().allMatch(ms -> ms < LONGEST_ABSENCE.toMillis()), longest.toString());
        theWitnessSeesWhatIsWrong();
    }

    /** What the witness is for: each of these must be seen. */
    private void theWitnessSeesWhatIsWrong() throws Exception {
        assertTrue(after("delete from vote where battle_id = (select max(battle_id::text)::uuid from vote)")
                        .get("I1 acknowledged and missing")
                > 0);
        assertTrue(after("update pairing set votes = votes + 1").get("I7 counts that differ") > 0);
        assertTrue(after("update vote set outcome = 'both_bad' where outcome = 'left'")
                        .get("I3, I5 refused, or not what was last said")
                > 0);
        assertTrue(after("update vote set model_a = model_b, model_b = model_a").get("I6 on the wrong side") > 0);
        assertTrue(
                after("update event_person set person = '{}' where number = 7").get("I8 links that do not hold") > 0);
        assertTrue(after("update arena set votes_per_pair = 1").get("I9 pairs over their places") > 0);
    }

    private SortedMap<String, Long> after(String damage) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(damage);
            SortedMap<String, Long> broken = witness.broken(connection, slug, -1);
            connection.rollback();
            return broken;
        }
    }

    @Test
    void aDatabaseThatStandsStillIsSaidToBeAndGoesOnByItself() throws Exception {
        Duration frozen = Duration.ofSeconds(ROUNDS == 1 ? 20 : 30);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> threads.submit(() -> vote(new Random(i))))
                    .toList();
            await().atMost(PATIENCE).until(() -> witness.acknowledged() >= 100);
            List<ProcessHandle> processes = database();
            signal("STOP", processes);
            try {
                Thread.sleep(500);
                long before = witness.acknowledged();
                Laid laid = battles.remove();
                long sent = System.nanoTime();
                int status = put(laid, "left", 0, Duration.ofSeconds(25)).statusCode();
                Duration waited = Duration.ofNanos(System.nanoTime() - sent);
                assertEquals(503, status);
                assertTrue(waited.toMillis() < 17_000, "answered after " + waited);
                assertEquals(before, witness.acknowledged());
                assertTrue(readiness() != 200);
                Thread.sleep(Math.max(0, frozen.toMillis() - waited.toMillis()));
            } finally {
                signal("CONT", processes);
            }
            await().atMost(Duration.ofSeconds(15)).until(() -> readiness() == 200);
            long enough = witness.acknowledged() + 100;
            await().atMost(PATIENCE).until(() -> witness.acknowledged() >= enough || anyDone(clients));
            over = true;
            for (Future<Void> client : clients) {
                client.get();
            }
        }
        assertNothing(broken());
    }

    private static void assertNothing(SortedMap<String, Long> broken) {
        assertTrue(broken.values().stream().allMatch(n -> n == 0), broken.toString());
    }

    private SortedMap<String, Long> broken() throws SQLException {
        long exported = Api.admin()
                .get("/api/arenas/" + slug + "/votes.jsonl")
                .asString()
                .lines()
                .count();
        try (Connection connection = connect()) {
            return witness.broken(connection, slug, exported);
        }
    }

    /** Sends acknowledged votes once more. */
    private long changedAnswers() throws IOException, InterruptedException {
        long changed = 0;
        for (Map.Entry<String, String[]> one :
                first.entrySet().stream().limit(200).toList()) {
            String[] vote = one.getValue();
            HttpResponse<String> again = put(new Laid(vote[0], one.getKey()), vote[1], 0, Duration.ofSeconds(20));
            changed += again.statusCode() == 200 && again.body().equals(vote[2]) ? 0 : 1;
        }
        return changed;
    }

    /** Battle → token, outcome and receipt of its first acknowledged vote. */
    private final Map<String, String[]> first = new java.util.concurrent.ConcurrentHashMap<>();

    /** Votes, changes some votes, and sends each until it is answered; any answer but those that are due is a failure. */
    private Void vote(Random mine) throws IOException, InterruptedException {
        while (!over) {
            Laid laid = battles.poll();
            if (laid == null) {
                throw new IllegalStateException("no battles left");
            }
            String outcome = outcome(mine);
            String receipt = send(laid, outcome, 0);
            if (receipt == null) {
                return null;
            }
            first.put(laid.battle(), new String[] {laid.token(), outcome, receipt});
            if (mine.nextInt(10) == 0 && send(laid, outcome(mine), 1) == null) {
                return null;
            }
        }
        return null;
    }

    private static String outcome(Random mine) {
        return List.of("left", "right", "tie").get(mine.nextInt(3));
    }

    /** The answer; null where the end came first. */
    private String send(Laid laid, String outcome, int version) throws IOException, InterruptedException {
        Witness.Sent sent = witness.sent.computeIfAbsent(laid.battle(), id -> new Witness.Sent());
        sent.unknown.add(outcome);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            try {
                HttpResponse<String> answer = put(laid, outcome, version, Duration.ofSeconds(30));
                if (answer.statusCode() == 200 || answer.statusCode() == 201) {
                    sent.acknowledged = outcome;
                    sent.unknown.clear();
                    return answer.body();
                }
                if (answer.statusCode() == 409 && version > 0) {
                    // The rater has voted on another battle meanwhile; this change must not be there.
                    sent.unknown.remove(outcome);
                    return answer.body();
                }
                if (answer.statusCode() != 503) {
                    throw new IllegalStateException(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException gone) {
                // Nothing is known; the same vote is sent again.
            }
            if (over) {
                return null;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("not answered in " + PATIENCE);
    }

    private HttpResponse<String> put(Laid laid, String outcome, int version, Duration patience)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address("/api/battles/" + laid.battle() + "/vote"))
                        .timeout(patience)
                        .header("Authorization", "Bearer " + laid.token())
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(
                                "{\"outcome\":\"%s\",\"version\":%d}".formatted(outcome, version)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Kills, and returns how many milliseconds later votes could be taken again. */
    private long kill(Victim victim) throws Exception {
        List<ProcessHandle> processes = database();
        long pid = server.pid();
        long killed = System.nanoTime();
        switch (victim) {
            case SERVER -> server.destroyForcibly().waitFor();
            case DATABASE -> processes.forEach(ProcessHandle::destroyForcibly);
            case BOTH -> {
                processes.forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly().waitFor();
            }
        }
        if (victim != Victim.DATABASE) {
            start();
        } else {
            assertTrue(server.isAlive() && server.pid() == pid);
        }
        long before = witness.acknowledged();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> witness.acknowledged() > before);
        return (System.nanoTime() - killed) / 1_000_000;
    }

    private void start() throws IOException {
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dquarkus.http.port=" + RestAssured.port,
                        "-Devenhand.data-dir=" + folder.resolve("data"),
                        "-Devenhand.admin.token=test-admin-token",
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
        await().atMost(PATIENCE).until(() -> readiness() == 200);
    }

    private int readiness() {
        try {
            return http.send(
                            HttpRequest.newBuilder(address("/q/health/ready"))
                                    .timeout(Duration.ofSeconds(3))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException none) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static URI address(String path) {
        return URI.create(RestAssured.baseURI + ":" + RestAssured.port + path);
    }

    /** The database's processes: the first one, and its children. */
    private static List<ProcessHandle> database() throws IOException {
        ProcessHandle postmaster =
                ProcessHandle.of(Long.parseLong(pidFile().getFirst().strip())).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    private static void signal(String name, Collection<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(String.valueOf(process.pid())));
        new ProcessBuilder(command).start().waitFor();
    }

    private static Connection connect() throws SQLException {
        try {
            String line =
                    Files.readString(folder.resolve("data/postgresql/password")).strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%s/evenhand"
                            .formatted(pidFile().get(3).strip()),
                    "evenhand",
                    line.substring(line.lastIndexOf(':') + 1));
        } catch (IOException e) {
            throw new SQLException("the database's files could not be read", e);
        }
    }

    private static List<String> pidFile() throws IOException {
        return Files.readAllLines(folder.resolve("data/postgresql/data/postmaster.pid"));
    }

    private static boolean anyDone(List<Future<Void>> clients) {
        return clients.stream().anyMatch(Future::isDone);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
