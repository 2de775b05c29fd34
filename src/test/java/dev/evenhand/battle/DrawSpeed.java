package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.battle.Load.Request;
import dev.evenhand.battle.Load.Result;
import dev.evenhand.postgres.RoomyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * How long a rater waits for the next battle in an arena of a thousand responses, of a hundred thousand, and of a
 * million with a million votes: the limit is 20 ms for 99 of 100, and it must not grow with the arena.
 *
 * <p>{@code ./mvnw test -Dfrontend.skip -Dtest=DrawSpeed}
 */
@QuarkusTest
@TestProfile(VoteSpeed.Roomy.class)
@QuarkusTestResource(value = RoomyServer.class, restrictToAnnotatedClass = true)
class DrawSpeed {
    /** Each draws once, so that each draw is of a new battle. */
    private static final int RATERS = 10_000;

    private static final Duration LASTING =
            Duration.ofSeconds(Long.parseLong(System.getenv().getOrDefault("SECONDS", "20")));
    private static final int CONNECTIONS = 4;
    private static final List<Integer> RESPONSES = List.of(1_000, 1_000, 100_000, 1_000_000);

    @Inject
    DataSource database;

    @Test
    void drawingCostsTheSameInALargeArena() throws Exception {
        boolean warm = false;
        try (Load load = new Load(RestAssured.port)) {
            for (int responses : RESPONSES) {
                Result result = draw(load, responses);
                System.out.printf(
                        "{\"responses\": %d, \"votes\": %d, \"draws\": %d, \"perSecond\": %.0f, \"p50\": %.2f, \"p99\": %.2f, \"warm\": %b}%n",
                        responses,
                        votes(responses),
                        result.nanos().length,
                        result.perSecond(),
                        result.percentile(.5),
                        result.percentile(.99),
                        warm);
                assertEquals(Set.of(201), result.statuses().keySet());
                warm = true;
            }
        }
    }

    private Result draw(Load load, int responses) throws Exception {
        Bulk bulk;
        try (Connection connection = database.getConnection()) {
            bulk = Bulk.lay(connection, responses, votes(responses), RATERS);
        }
        Deque<String> tokens = new ArrayDeque<>(bulk.tokens());
        return load.run(CONNECTIONS, Duration.ofSeconds(2), LASTING, i -> last -> {
            String token = tokens.poll();
            return token == null
                    ? null
                    : new Request(HttpMethod.POST, "/api/arenas/" + bulk.slug() + "/battles", token, "");
        });
    }

    /** Every rater has voted before. */
    private static int votes(int responses) {
        return Math.max(responses, RATERS);
    }
}
