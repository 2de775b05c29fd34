package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import dev.evenhand.battle.Load.Member;
import dev.evenhand.battle.Load.Request;
import dev.evenhand.battle.Load.Result;
import dev.evenhand.postgres.RoomyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.sql.Connection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Five hundred raters who draw, look and vote, 200 votes a second together, while somebody watches the leaderboard of
 * all that; then faster and faster until half a second is not enough for 99 of 100 answers.
 *
 * <p>{@code MINUTES=10 ./mvnw test -Dfrontend.skip -Dtest=SittingSpeed}
 */
@QuarkusTest
@TestProfile(VoteSpeed.Roomy.class)
@QuarkusTestResource(value = RoomyServer.class, restrictToAnnotatedClass = true)
class SittingSpeed {
    private static final int RATERS = 500;
    private static final int RESPONSES = 100_000;
    private static final int VOTES_BEFORE = Integer.parseInt(System.getenv().getOrDefault("VOTES", "1000000"));
    private static final int RATE = 200;
    private static final int STEP = 100;
    private static final double TOO_SLOW_MILLIS = 500;
    private static final int HIGHEST_RATE = 3_000;
    private static final Duration LASTING =
            Duration.ofMinutes(Long.parseLong(System.getenv().getOrDefault("MINUTES", "1")));
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    /** What a server that has too much to do asks for. */
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private static final Duration A_STEP = Duration.ofSeconds(15);

    @Inject
    DataSource database;

    @Test
    void sittingsBesideALeaderboardThatFollows() throws Exception {
        Bulk bulk;
        try (Connection connection = database.getConnection()) {
            bulk = Bulk.lay(connection, RESPONSES, VOTES_BEFORE, RATERS);
        }
        try (Load load = new Load(RestAssured.port);
                Watcher watcher = new Watcher(bulk.slug())) {
            int rate = RATE;
            Result result = load.run(RATERS, WARM_UP, LASTING, i -> new Rater(bulk, i, RATE));
            say(rate, result, watcher);
            assertEquals(Set.of(201), result.statuses().keySet());
            while (result.percentile(.99) <= TOO_SLOW_MILLIS && rate < HIGHEST_RATE) {
                rate += STEP;
                int faster = rate;
                result = load.run(RATERS, Duration.ofSeconds(3), A_STEP, i -> new Rater(bulk, i, faster));
                say(rate, result, watcher);
            }
        }
    }

    private static void say(int rate, Result result, Watcher watcher) {
        System.out.printf(
                "{\"votesASecond\": %d, \"reached\": %.0f, \"p50\": %.2f, \"p95\": %.2f, \"p99\": %.2f, \"max\": %.2f, \"statuses\": \"%s\", \"boards\": %d}%n",
                rate,
                result.perSecond() / 2,
                result.percentile(.5),
                result.percentile(.95),
                result.percentile(.99),
                result.percentile(1),
                result.statuses(),
                watcher.boards.get());
    }

    /** Draws, looks at what was drawn, votes, and draws again. */
    private static final class Rater implements Member {
        private final Bulk bulk;
        private final String token;
        private final Duration looking;

        Rater(Bulk bulk, int place, int rate) {
            this.bulk = bulk;
            this.token = bulk.tokens().get(place);
            this.looking = Duration.ofMillis(1000L * RATERS / rate);
        }

        @Override
        public Request next(Buffer last) {
            if (last == null) {
                // They do not all come at once.
                return draw(Duration.ofMillis(ThreadLocalRandom.current().nextLong(looking.toMillis())));
            }
            JsonObject answer = last.toJsonObject();
            if (answer.containsKey("votedAt")) {
                return draw(Duration.ZERO);
            }
            if (!answer.containsKey("id")) {
                return draw(COME_AGAIN);
            }
            String battle = answer.getString("id");
            int version = answer.getInteger("version");
            return new Request(
                    HttpMethod.PUT,
                    "/api/battles/" + battle + "/vote",
                    token,
                    "{\"outcome\":\"left\",\"version\":%d}".formatted(version),
                    looking);
        }

        private Request draw(Duration after) {
            return new Request(HttpMethod.POST, "/api/arenas/" + bulk.slug() + "/battles", token, "", after);
        }
    }

    /** Whoever has the leaderboard open: told of every new board, and fetching it, as the page does. */
    private static final class Watcher implements AutoCloseable, WebSocket.Listener {
        final AtomicInteger boards = new AtomicInteger();
        private final String slug;
        private final ExecutorService fetching = Executors.newSingleThreadExecutor();
        private final HttpClient client = HttpClient.newHttpClient();
        private final WebSocket socket;

        Watcher(String slug) {
            this.slug = slug;
            this.socket = client.newWebSocketBuilder()
                    .header("Authorization", "Bearer test-admin-token")
                    .buildAsync(
                            URI.create("ws://127.0.0.1:%d/api/arenas/%s/live".formatted(RestAssured.port, slug)), this)
                    .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean whole) {
            fetching.execute(() -> {
                Api.admin().get("/api/arenas/" + slug + "/leaderboard").then().statusCode(200);
                boards.incrementAndGet();
            });
            from.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
            fetching.close();
            client.shutdownNow();
        }
    }
}
