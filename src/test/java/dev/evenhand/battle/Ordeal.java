package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.Packaged;
import dev.evenhand.postgres.Elsewhere;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The packaged application under full load while something is done to it, and its record held against what its clients
 * were told.
 *
 * <p>Clients send each vote until it is answered. Any answer but those that are due fails the ordeal.
 */
final class Ordeal implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int CLIENTS = 16;

    /** How many acknowledged votes are sent once more in the end. */
    private static final int SENT_AGAIN = 200;

    /** What is done to the application meanwhile. */
    interface Deed {
        void run() throws Exception;
    }

    final Witness witness = new Witness();
    private final Path folder;
    private final Path home;
    private final Map<String, String> environment;
    private final String[] options;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<Laid> battles = new ConcurrentLinkedQueue<>();
    /** Battle → token, outcome and receipt of its first acknowledged vote. */
    private final Map<String, String[]> first = new ConcurrentHashMap<>();

    private final AtomicLong yes = new AtomicLong();
    private final List<Future<Void>> clients = new ArrayList<>();
    private volatile boolean over;
    private volatile int door;
    private volatile Duration longestWait = Duration.ofSeconds(30);
    private String slug;
    private Process server;

    /** With the embedded database. */
    Ordeal(Path folder, Map<String, String> environment, String... options) throws IOException {
        this(folder, folder.resolve("data/postgresql"), environment, options);
    }

    /** With a database of the test's own, to which the application comes by this port. */
    static Ordeal beside(Elsewhere database, int port, Path folder, Map<String, String> environment)
            throws IOException {
        Map<String, String> secrets = new HashMap<>(environment);
        secrets.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        return new Ordeal(
                folder,
                database.home(),
                secrets,
                "-Dquarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:%d/evenhand".formatted(port),
                "-Dquarkus.datasource.username=evenhand");
    }

    private Ordeal(Path folder, Path home, Map<String, String> environment, String... options) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.home = home;
        this.environment = environment;
        this.options = options;
        Packaged.takePort();
        door = RestAssured.port;
        start();
    }

    // ------------------------------------------------------------------------------------------------- the application

    void start() throws IOException {
        server = Packaged.start(folder.resolve("data"), folder.resolve("server.log"), environment, options);
        assertTrue(server.isAlive(), "the application does not start; see its log");
    }

    Process server() {
        return server;
    }

    void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
        http.close();
    }

    /** The database's processes: the first one, and its children. */
    List<ProcessHandle> database() throws IOException {
        ProcessHandle postmaster =
                ProcessHandle.of(Long.parseLong(pidFile().getFirst().strip())).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    static void signal(String name, Collection<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(String.valueOf(process.pid())));
        new ProcessBuilder(command).start().waitFor();
    }

    Connection connect() throws SQLException {
        return Packaged.database(home);
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(home.resolve("data/postmaster.pid"));
    }

    // ------------------------------------------------------------------------------------------------------- the votes

    /** Opens an arena in which so many battles lie before raters, with as many places as that takes. */
    String lay(int wanted) throws SQLException {
        int laid = Laid.A_ROUND * Math.ceilDiv(wanted, Laid.A_ROUND);
        slug = Api.openArena(Map.of("votesPerMinute", 0, "votesPerPair", Laid.aPair(laid)), Laid.PROMPTS, "A", "B");
        try (Connection connection = connect()) {
            battles.addAll(Laid.lay(connection, slug, laid));
        }
        return slug;
    }

    /** Makes room for another arena: an ordeal is judged by one. */
    void forget() {
        witness.sent.clear();
        battles.clear();
        first.clear();
    }

    /** A battle that no client votes on. */
    Laid spare() {
        return battles.remove();
    }

    /** From now on clients come in by this port, and wait for so long at most before they send again. */
    void through(int port, Duration longest) {
        door = port;
        longestWait = longest;
    }

    /** How many votes were answered with yes, those included that had been before. */
    long yes() {
        return yes.get();
    }

    /** Waits until no more comes of what was under way. */
    long settled() {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            long now = yes();
            return before.getAndSet(now) == now;
        });
        return before.get();
    }

    /** Runs the deed while the clients vote. */
    void under(Deed deed) throws Exception {
        over = false;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            clients.clear();
            IntStream.range(0, CLIENTS)
                    .mapToObj(i -> threads.submit(() -> vote(new Random(i))))
                    .forEach(clients::add);
            try {
                deed.run();
            } finally {
                over = true;
            }
            for (Future<Void> client : clients) {
                client.get();
            }
        }
    }

    /** Waits until so many more votes are acknowledged. */
    void more(long votes) {
        long enough = witness.acknowledged() + votes;
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        witness.acknowledged() >= enough || clients.stream().anyMatch(Future::isDone));
    }

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
                HttpResponse<String> answer = put(door, laid, outcome, version, longestWait);
                if (answer.statusCode() == 200 || answer.statusCode() == 201) {
                    sent.acknowledged = outcome;
                    sent.unknown.clear();
                    yes.incrementAndGet();
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

    /** Sends a vote straight to the application. */
    HttpResponse<String> put(Laid laid, String outcome, int version, Duration longest)
            throws IOException, InterruptedException {
        return put(RestAssured.port, laid, outcome, version, longest);
    }

    private HttpResponse<String> put(int port, Laid laid, String outcome, int version, Duration longest)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                "%s:%d/api/battles/%s/vote".formatted(RestAssured.baseURI, port, laid.battle())))
                        .timeout(longest)
                        .header("Authorization", "Bearer " + laid.token())
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(
                                "{\"outcome\":\"%s\",\"version\":%d}".formatted(outcome, version)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    // ----------------------------------------------------------------------------------------------------- the
    // judgement

    /** How often each invariant is broken. */
    SortedMap<String, Long> broken() throws SQLException, IOException, InterruptedException {
        long exported = Api.admin()
                .get("/api/arenas/" + slug + "/votes.jsonl")
                .asString()
                .lines()
                .count();
        SortedMap<String, Long> broken;
        try (Connection connection = connect()) {
            broken = witness.broken(connection, slug, exported);
        }
        broken.put("I10 answers that changed", changedAnswers());
        return broken;
    }

    /** Nothing of what was acknowledged is lost or changed, and nothing else is there. */
    void assertNothingBroken() throws SQLException, IOException, InterruptedException {
        SortedMap<String, Long> broken = broken();
        assertTrue(broken.values().stream().allMatch(n -> n == 0), broken.toString());
    }

    /** How often each invariant is broken after such damage, which is then taken back. */
    SortedMap<String, Long> after(String damage) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(damage);
            SortedMap<String, Long> broken = witness.broken(connection, slug, -1);
            connection.rollback();
            return broken;
        }
    }

    /** Sends acknowledged votes once more. */
    long changedAnswers() throws IOException, InterruptedException {
        long changed = 0;
        for (Map.Entry<String, String[]> one :
                new HashMap<>(first).entrySet().stream().limit(SENT_AGAIN).toList()) {
            String[] vote = one.getValue();
            HttpResponse<String> again = put(new Laid(vote[0], one.getKey()), vote[1], 0, Duration.ofSeconds(20));
            changed += again.statusCode() == 200 && again.body().equals(vote[2]) ? 0 : 1;
        }
        return changed;
    }
}
