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
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
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
    private static final Duration WARM_UP = LASTING.dividedBy(2);
    private static final int PROMPTS = 400;
    private static final int BATTLES_A_RATER = 4;
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
                Result result = vote(load, connections, lay());
                System.out.printf("votes, %3d connections   %s%n", connections, result);
                votes.put(connections, result);
            }
            for (int clients : CLIENTS) {
                double rate = pgbench(clients);
                System.out.printf("pgbench, %3d clients     %,9.0f/s%n", clients, rate);
                inserts.put(clients, rate);
            }
            QuarkusMock.installMockForType(new NoRecord(), Votes.class);
            KnownCallers.install();
            for (int connections : CONNECTIONS) {
                Laid one = new Laid("anybody", BattleId.drawn(new Random(1)).toString());
                Result result = load.run(connections, WARM_UP, LASTING, i -> last -> one.vote());
                System.out.printf("no database, %3d         %s%n", connections, result);
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

    /** Battles that lie before their raters: one for each vote that may be cast. */
    private record Laid(String token, String battle) {
        Request vote() {
            return new Request(HttpMethod.PUT, "/api/battles/" + battle + "/vote", token, "{\"outcome\":\"left\"}");
        }
    }

    /** As many sittings at once as there are connections; each takes the next battle that nobody has voted on. */
    private static Result vote(Load load, int connections, Deque<Laid> battles) throws Exception {
        return load.run(connections, WARM_UP, LASTING, i -> last -> {
            Laid next = battles.poll();
            return next == null ? null : next.vote();
        });
    }

    /** Raters of a new arena, each of whom has drawn a few battles. */
    private Deque<Laid> lay() throws Exception {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), PROMPTS, "A", "B", "C");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            LongWork.begin(connection);
            for (String sql : LAY.formatted(slug, VOTES / BATTLES_A_RATER, BATTLES_A_RATER)
                    .split(";")) {
                statement.execute(sql);
            }
            connection.commit();
        }
        List<Laid> battles = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select r.label, b.id from battle b
                        join account r on r.id = b.rater_id join arena a on a.id = b.arena_id
                        where a.slug = '%s' order by b.shown_at, r.label
                        """.formatted(slug))) {
            while (row.next()) {
                battles.add(new Laid(row.getString(1), new BattleId(row.getObject(2, UUID.class)).toString()));
            }
        }
        Collections.shuffle(battles, new Random(1));
        return new ArrayDeque<>(battles);
    }

    /** What inviting raters and drawing battles one by one would write; a rater's label is the token. */
    private static final String LAY = """
        insert into account (id, role, arena_id, label, invited, created_at)
        select gen_random_uuid(), 'rater', a.id, a.slug || '-' || n, true, evenhand_now()
        from arena a, generate_series(1, %2$d) n where a.slug = '%1$s';
        insert into token (id, hash, name, role, account_id, created_at)
        select gen_random_uuid(), sha256(r.label::bytea), r.label, 'rater', r.id, evenhand_now()
        from account r join arena a on a.id = r.arena_id where a.slug = '%1$s';
        insert into battle (id, arena_id, rater_id, prompt_id, left_response, right_response, probability,
                            shown_at, lease_until, version, state)
        with pair as (
            select p.id prompt, row_number() over (order by p.id) - 1 place, (array_agg(x.id order by x.id))[1] one,
                   (array_agg(x.id order by x.id))[2] other
            from arena a join prompt p on p.arena_id = a.id
            join lateral (select x.id from response x where x.prompt_id = p.id order by x.id limit 2) x on true
            where a.slug = '%1$s' group by p.id
        ), rater as (
            select r.id, r.arena_id, row_number() over (order by r.id) place
            from arena a join account r on r.arena_id = a.id where a.slug = '%1$s'
        )
        select gen_random_uuid(), rater.arena_id, rater.id, pair.prompt, pair.one, pair.other, 1.0 / 3,
               evenhand_now(), evenhand_now() + interval '60 minutes', 0, 'open'
        from rater
        join generate_series(1, %3$d) turn on true
        join pair on pair.place = (7 * rater.place + turn) %% (select count(*) from pair);
        analyze
        """;

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
