package dev.evenhand.battle;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.arena.Outcome;
import dev.evenhand.battle.VoteBatch.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.eventbus.EventBus;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits hold however many ask at once, and of however many nodes: each of the two writers is a node's. */
@QuarkusTest
class LimitTest {
    private static final int CLIENTS = 64;
    private static final int OF_A_NETWORK = 30;
    private static final Instant NOW = Instant.parse("2021-05-06T07:08:09Z");

    @Inject
    DataSource database;

    @Inject
    EventBus bus;

    @Inject
    BattleConfig config;

    private final List<VoteQueue> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        for (int i = 0; i < 2; i++) {
            VoteQueue node = new VoteQueue(this::open, new Narrow(config), bus);
            node.start(null);
            nodes.add(node);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (VoteQueue node : nodes) {
            node.stop();
        }
    }

    @Test
    void oneRaterWithManyConnectionsVotesNoFasterThanAllowed() throws Exception {
        int limit = 20;
        try (Clock clock = new Clock(database)) {
            clock.stand(NOW);
            String slug = Api.openArena(Map.of("votesPerMinute", limit), 1, "A", "B");
            UUID battle = BattleId.of(Api.battle(slug, Api.rater(slug))).bits();
            UUID rater = one("select rater_id from battle where id = ?", battle);
            List<UUID> battles = moreLike(battle, 400);

            assertEquals(limit, accepted(battles.subList(0, 200), each -> rater, null, "too-fast"));

            clock.stand(NOW.plusSeconds(59));
            assertEquals(0, accepted(battles.subList(200, 210), each -> rater, null, "too-fast"));
            clock.stand(NOW.plusSeconds(61));
            assertEquals(limit, accepted(battles.subList(210, 400), each -> rater, null, "too-fast"));
            assertEquals(2 * limit, events(slug));
        }
    }

    /** The same through HTTP, from as many places as one can make up. */
    @Test
    void oneRaterWithManyConnectionsIsHeldByTheServerToo() throws Exception {
        int limit = 60;
        try (Clock clock = new Clock(database)) {
            clock.stand(NOW);

            Answers held = sendAll(limit);
            Answers free = sendAll(0);

            assertEquals(limit, held.accepted());
            assertEquals(held.refused(), held.toldWhen());
            assertTrue(held.refused() > limit);
            assertEquals(held.accepted() + held.refused(), free.accepted(), "all of them, where nothing holds them");
        }
    }

    private record Answers(int accepted, int refused, int toldWhen) {}

    /** What becomes of 400 votes of one rater in an arena that takes so many a minute. */
    private Answers sendAll(int votesPerMinute) throws Exception {
        String slug = Api.openArena(Map.of("votesPerMinute", votesPerMinute), 1, "A", "B");
        String token = Api.rater(slug);
        ConcurrentLinkedQueue<UUID> left = new ConcurrentLinkedQueue<>(
                moreLike(BattleId.of(Api.battle(slug, token)).bits(), 400));
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger toldWhen = new AtomicInteger();
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    for (UUID battle = left.poll(); battle != null; battle = left.poll()) {
                        HttpResponse<String> answer = http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/battles/%s/vote"
                                                .formatted(RestAssured.port, new BattleId(battle))))
                                        .header("Authorization", "Bearer " + token)
                                        .header("X-Forwarded-For", "203.0.%d.7".formatted(battle.hashCode() & 0xff))
                                        .header("Content-Type", "application/json")
                                        .PUT(HttpRequest.BodyPublishers.ofString("{\"outcome\":\"left\"}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                        if (answer.statusCode() == 201) {
                            accepted.incrementAndGet();
                        } else {
                            assertEquals(429, answer.statusCode(), answer.body());
                            refused.incrementAndGet();
                            answer.headers().firstValueAsLong("Retry-After").ifPresent(s -> toldWhen.incrementAndGet());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        assertEquals(accepted.get(), events(slug));
        return new Answers(accepted.get(), refused.get(), toldWhen.get());
    }

    @Test
    void aCrowdFromOneNetworkSharesOneLimit() throws Exception {
        try (Clock clock = new Clock(database)) {
            clock.stand(NOW);
            String slug = Api.openArena(Map.of("votesPerMinute", 0), 1, "A", "B");
            UUID battle = BattleId.of(Api.battle(slug, Api.rater(slug))).bits();
            Map<UUID, UUID> raters = new HashMap<>();
            List<UUID> battles = moreLike(battle, 200);
            for (UUID each : battles) {
                raters.put(each, newcomer(each));
            }
            byte[] network = random();

            assertEquals(
                    OF_A_NETWORK, accepted(battles.subList(0, 100), raters::get, network, "too-many-from-network"));

            assertEquals(10, accepted(battles.subList(100, 110), raters::get, random(), "too-many-from-network"));
            clock.stand(NOW.plus(Duration.ofHours(23)));
            assertEquals(0, accepted(battles.subList(110, 120), raters::get, network, "too-many-from-network"));
            clock.stand(NOW.plus(Duration.ofHours(25)));
            assertEquals(
                    OF_A_NETWORK, accepted(battles.subList(120, 200), raters::get, network, "too-many-from-network"));
            assertEquals(2 * OF_A_NETWORK + 10, events(slug));
        }
    }

    @Test
    void invitedRatersShareNoLimit() throws Exception {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), 1, "A", "B");
        UUID battle = BattleId.of(Api.battle(slug, Api.rater(slug))).bits();
        UUID rater = one("select rater_id from battle where id = ?", battle);

        assertEquals(100, accepted(moreLike(battle, 100), each -> rater, random(), "too-many-from-network"));
    }

    /** What was acknowledged is acknowledged again, however full the network is. */
    @Test
    void theSameVoteAgainCountsNothing() throws Exception {
        String slug = Api.openArena(Map.of("access", "open", "votesPerMinute", 0), 8, "A", "B");
        String network = "203.0.113.%d".formatted(System.nanoTime() % 250 + 1);
        String cookie = join(slug, network);
        String first = draw(slug, cookie);
        vote(first, cookie, network).then().statusCode(201);
        fill(config.networkVotes() - 2);
        vote(draw(slug, cookie), cookie, network).then().statusCode(201);

        vote(first, cookie, network).then().statusCode(200).body("version", equalTo(1));
        String third = draw(slug, cookie);
        vote(third, cookie, network)
                .then()
                .statusCode(429)
                .body("code", equalTo("too-many-from-network"))
                .header("Retry-After", not(nullValue()));
        vote(third, cookie, "198.51.100.77").then().statusCode(201);
    }

    // --------------------------------------------------------------------------------------------------------- clients

    private interface Whose {
        UUID rater(UUID battle);
    }

    /** How many votes on these battles are accepted, one each, of all clients at once; the rest is refused with this. */
    private int accepted(List<UUID> battles, Whose whose, byte[] network, String refusal) throws Exception {
        ConcurrentLinkedQueue<UUID> left = new ConcurrentLinkedQueue<>(battles);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> threads.submit(() -> {
                        int accepted = 0;
                        for (UUID battle = left.poll(); battle != null; battle = left.poll()) {
                            Choice choice = new Choice(Outcome.LEFT, 0, null, null, null, null, null);
                            Answer answer = nodes.get(i % nodes.size())
                                    .submit(new Command.Cast(battle, whose.rater(battle), choice), network)
                                    .get(20, TimeUnit.SECONDS);
                            if (answer instanceof Answer.Taken) {
                                accepted++;
                            } else {
                                assertEquals(
                                        refusal,
                                        assertInstanceOf(Answer.Refused.class, answer)
                                                .refusal()
                                                .code());
                            }
                        }
                        return accepted;
                    }))
                    .toList();
            int all = 0;
            for (Future<Integer> client : clients) {
                all += client.get();
            }
            return all;
        }
    }

    private static String join(String slug, String network) {
        return given().header("X-Forwarded-For", network)
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/api/arenas/" + slug + "/join")
                .then()
                .statusCode(200)
                .extract()
                .header("Set-Cookie")
                .split(";")[0];
    }

    private static String draw(String slug, String cookie) {
        return given().header("Cookie", cookie)
                .post("/api/arenas/" + slug + "/battles")
                .path("id");
    }

    private static Response vote(String battle, String cookie, String network) {
        return given().header("Cookie", cookie)
                .header("X-Forwarded-For", network)
                .contentType(ContentType.JSON)
                .body(Map.of("outcome", "left"))
                .put("/api/battles/" + battle + "/vote");
    }

    // -------------------------------------------------------------------------------------------------------- database

    private Connection open() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** So many battles more of the same rater on the same pair. */
    private List<UUID> moreLike(UUID battle, int many) throws SQLException {
        List<UUID> battles = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                    insert into battle (id, arena_id, rater_id, prompt_id, left_response, right_response, probability,
                                        shown_at, lease_until, state)
                    select gen_random_uuid(), arena_id, rater_id, prompt_id, left_response, right_response, probability,
                           shown_at, lease_until, state
                    from battle, generate_series(1, ?) where id = ?
                    returning id
                    """)) {
            insert.setInt(1, many);
            insert.setObject(2, battle);
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    battles.add(row.getObject(1, UUID.class));
                }
            }
        }
        return battles;
    }

    /** A rater without an invitation, who gets this battle. */
    private UUID newcomer(UUID battle) throws SQLException {
        return one("""
            with newcomer as (
                insert into account (id, role, arena_id, invited, created_at)
                select gen_random_uuid(), 'rater', arena_id, false, evenhand_now() from battle where id = ?
                returning id
            )
            update battle set rater_id = (select id from newcomer) where id = ? returning rater_id
            """, battle, battle);
    }

    /** Counts so many more votes from the network that voted last. */
    private void fill(int votes) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                    insert into attempt (key, at, forgotten_at)
                    select key, at, forgotten_at
                    from (select * from attempt order by at desc limit 1) last, generate_series(1, ?)
                    """)) {
            insert.setInt(1, votes);
            assertEquals(votes, insert.executeUpdate());
        }
    }

    private int events(String slug) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(*) from event e join arena a on a.id = e.arena_id where a.slug = ?")) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private UUID one(String sql, UUID... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    private static byte[] random() {
        return Chain.sha256(UUID.randomUUID().toString().getBytes());
    }

    /** The server's own settings, but for a network's limit that a test can reach. */
    private record Narrow(BattleConfig usual) implements BattleConfig {
        @Override
        public Duration lease() {
            return usual.lease();
        }

        @Override
        public Duration changeable() {
            return usual.changeable();
        }

        @Override
        public int networkVotes() {
            return OF_A_NETWORK;
        }

        @Override
        public Duration patience() {
            return usual.patience();
        }

        @Override
        public int queue() {
            return usual.queue();
        }

        @Override
        public int batch() {
            return usual.batch();
        }
    }
}
