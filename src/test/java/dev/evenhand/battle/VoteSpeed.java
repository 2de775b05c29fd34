package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import dev.evenhand.account.KnownCallers;
import dev.evenhand.battle.Load.Request;
import dev.evenhand.battle.Load.Result;
import dev.evenhand.postgres.RoomyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * How many durable votes a second come through HTTP, beside what the same machine does at the same hour without them:
 * single inserts by PostgreSQL's own pgbench, and the same address with nothing behind it.
 *
 * <p>{@code ./mvnw test -Dfrontend.skip -Dtest=VoteSpeed}; pgbench is to be on the PATH, or named by PGBENCH.
 */
@QuarkusTest
@TestProfile(VoteSpeed.Roomy.class)
@QuarkusTestResource(value = RoomyServer.class, restrictToAnnotatedClass = true)
class VoteSpeed {
    /** As it is installed, without a proxy. */
    public static class Roomy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.proxy.proxy-address-forwarding", "false");
        }
    }

    private static final Duration LASTING =
            Duration.ofSeconds(Long.parseLong(System.getenv().getOrDefault("SECONDS", "20")));
    /** As long as the compilers of a fresh JVM take to become quiet: a server that runs for months has this behind it. */
    private static final Duration WARM_UP = LASTING.multipliedBy(3);
    /** More than are cast in the time. */
    private static final int VOTES = 300_000;

    private static final List<Integer> CONNECTIONS = List.of(256, 32);
    private static final List<Integer> CLIENTS = List.of(8, 32, 64, 128, 256);

    @Inject
    DataSource database;

    @Test
    void votesThroughHttpBesidePgbenchAndBesideNoDatabase() throws Exception {
        Map<Integer, Result> votes = new TreeMap<>();
        Map<Integer, Result> without = new TreeMap<>();
        Map<Integer, Double> inserts = new TreeMap<>();
        try (Load load = new Load(RestAssured.port)) {
            for (int connections : CONNECTIONS) {
                Deque<Laid> battles = lay();
                Processors before = Processors.now();
                int laid = battles.size();
                Result result = vote(load, connections, battles);
                System.out.printf("votes, %3d connections   %s%n", connections, result);
                say(Processors.now().since(before), laid - battles.size());
                votes.put(connections, result);
            }
            for (int clients : CLIENTS) {
                Processors before = Processors.now();
                double rate = pgbench(clients);
                System.out.printf("pgbench, %3d clients     %,9.0f/s%n", clients, rate);
                say(Processors.now().since(before), rate * LASTING.toSeconds());
                inserts.put(clients, rate);
            }
            QuarkusMock.installMockForType(new NoRecord(), Votes.class);
            KnownCallers.install();
            for (int connections : CONNECTIONS) {
                Laid one = new Laid("anybody", BattleId.drawn(new Random(1)).toString());
                Processors before = Processors.now();
                Result result = load.run(connections, WARM_UP, LASTING, i -> last -> request(one));
                System.out.printf("no database, %3d         %s%n", connections, result);
                say(
                        Processors.now().since(before),
                        result.perSecond() * WARM_UP.plus(LASTING).toSeconds());
                without.put(connections, result);
            }
        }
        double best = inserts.values().stream().mapToDouble(x -> x).max().orElseThrow();
        for (int connections : CONNECTIONS) {
            System.out.printf(
                    "{\"connections\": %d, \"votes\": %.0f, \"p50\": %.2f, \"p99\": %.2f, \"ofPgbench\": %.2f, \"ofNoDatabase\": %.2f}%n",
                    connections,
                    votes.get(connections).perSecond(),
                    votes.get(connections).percentile(.5),
                    votes.get(connections).percentile(.99),
                    votes.get(connections).perSecond() / best,
                    votes.get(connections).perSecond()
                            / without.get(connections).perSecond());
            assertEquals(Set.of(201), votes.get(connections).statuses().keySet());
        }
    }

    /** What one of so many cost: the crowd itself works in this JVM too. */
    private static void say(Processors worked, double requests) {
        System.out.printf(
                "    microseconds of a processor for each: %.0f here, %.0f in the database%n",
                1e6 * worked.jvm() / requests, 1e6 * worked.database() / requests);
    }

    /** As many sittings at once as there are connections; each takes the next battle that nobody has voted on. */
    private static Result vote(Load load, int connections, Deque<Laid> battles) throws Exception {
        return load.run(connections, WARM_UP, LASTING, i -> last -> {
            Laid next = battles.poll();
            return next == null ? null : request(next);
        });
    }

    /** Battles in a new arena. */
    private Deque<Laid> lay() throws SQLException {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), Laid.PROMPTS, "A", "B", "C");
        try (Connection connection = database.getConnection()) {
            return new ArrayDeque<>(Laid.lay(connection, slug, VOTES));
        }
    }

    private static Request request(Laid laid) {
        return new Request(
                HttpMethod.PUT, "/api/battles/" + laid.battle() + "/vote", laid.token(), "{\"outcome\":\"left\"}");
    }

    /** Single inserts of a vote's row a second, each in a transaction of its own. */
    private double pgbench(int clients) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists peer_vote");
            statement.execute("create table peer_vote (like vote including all)");
        }
        Path script = Files.writeString(Path.of("target/peer.sql"), """
            insert into peer_vote (arena_id, id, battle_id, prompt_key, model_a, model_b, outcome, shown_first, rater,
                                   rater_kind, shown_at, voted_at, duration_ms, probability, weight, counted, source, event)
            values ('11111111-1111-1111-1111-111111111111', gen_random_uuid()::text, gen_random_uuid(), 'p1',
                    '22222222-2222-2222-2222-222222222222', '33333333-3333-3333-3333-333333333333', 'left', 'a',
                    '44444444-4444-4444-4444-444444444444', 'person', now(), now(), 1234, 0.3333333, 1, true, 'battle', 1);
            """);
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        Matcher address = Pattern.compile("//([^:]+):(\\d+)/(\\w+)").matcher(url);
        address.find();
        ProcessBuilder builder = new ProcessBuilder(
                        System.getenv().getOrDefault("PGBENCH", "pgbench"),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=2",
                        "--time=" + LASTING.toSeconds(),
                        "--file=" + script,
                        "--host=" + address.group(1),
                        "--port=" + address.group(2),
                        "--username=evenhand",
                        address.group(3))
                .redirectErrorStream(true);
        builder.environment()
                .put("PGPASSWORD", ConfigProvider.getConfig().getValue("quarkus.datasource.password", String.class));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        Matcher rate = Pattern.compile("tps = ([0-9.]+)").matcher(output);
        rate.find();
        return Double.parseDouble(rate.group(1));
    }
}
