package dev.evenhand.battle;

import static org.hamcrest.Matchers.equalTo;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** How long, how far and how often a rater may change what was said. */
@QuarkusTest
class SecondThoughtsTest {
    @Inject
    DataSource database;

    @Test
    void onlyTheLastDecisionIsTakenBack() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String first = voted(slug, rater);
        String second = voted(slug, rater);

        undo(rater, second, 1).then().statusCode(200);
        undo(rater, first, 1).then().statusCode(409).body("code", equalTo("already-voted"));
        Api.vote(rater, first, "tie", 1).then().statusCode(409);

        Api.vote(rater, second, "tie", 2).then().statusCode(201);
        undo(rater, second, 3).then().statusCode(200);
        undo(rater, first, 1).then().statusCode(409);
    }

    @Test
    void aVoteMadeAfterAnUndoneOneCanItselfBeUndone() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String first = voted(slug, rater);
        String second = Api.battle(slug, rater);
        undo(rater, first, 1).then().statusCode(200);

        Api.vote(rater, second, "left", 0).then().statusCode(201);

        undo(rater, second, 1).then().statusCode(200);
    }

    @Test
    void aVoteStandsAfterTenMinutes() throws SQLException {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String battle = voted(slug, rater);

        try (Clock clock = new Clock(database)) {
            clock.forward(Duration.ofMinutes(9));
            Api.vote(rater, battle, "tie", 1).then().statusCode(201);
            clock.forward(Duration.ofMinutes(9));
            undo(rater, battle, 2).then().statusCode(200);
            Api.vote(rater, battle, "right", 3).then().statusCode(201);
            clock.forward(Duration.ofMinutes(10).plusSeconds(1));

            Api.vote(rater, battle, "left", 4).then().statusCode(409).body("code", equalTo("already-voted"));
            undo(rater, battle, 4).then().statusCode(409);
        }
    }

    @Test
    void everyWriteCountsTowardsTheVotesOfAMinute() throws SQLException {
        String slug = Api.openArena(Map.of("votesPerMinute", 3), 5, "A", "B");
        String rater = Api.rater(slug);
        String battle = voted(slug, rater);
        Api.vote(rater, battle, "tie", 1).then().statusCode(201);
        undo(rater, battle, 2).then().statusCode(200);

        Api.vote(rater, battle, "left", 3).then().statusCode(429).body("code", equalTo("too-fast"));
        skip(rater, battle, 3).then().statusCode(429);
        Api.vote(rater, battle, "tie", 1).then().statusCode(200).body("version", equalTo(2));

        try (Clock clock = new Clock(database)) {
            clock.forward(Duration.ofSeconds(61));
            Api.vote(rater, battle, "left", 3).then().statusCode(201);
            Api.vote(rater, battle, "tie", 4).then().statusCode(201);
            Api.vote(rater, battle, "right", 5).then().statusCode(201);
            Api.vote(rater, battle, "left", 6).then().statusCode(429);
            undo(rater, battle, 6).then().statusCode(429);
        }
    }

    private static String voted(String slug, String rater) {
        String battle = Api.battle(slug, rater);
        Api.vote(rater, battle, "left", 0).then().statusCode(201);
        return battle;
    }

    private static Response undo(String rater, String battle, int version) {
        return Api.as(rater).delete("/api/battles/" + battle + "/vote?version=" + version);
    }

    private static Response skip(String rater, String battle, int version) {
        return Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "other", "version", version))
                .post("/api/battles/" + battle + "/skip");
    }
}
