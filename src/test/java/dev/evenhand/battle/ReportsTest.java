package dev.evenhand.battle;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** A response that tells who wrote it is reported with a vote or a skip, and shown to who runs the arena. */
@QuarkusTest
class ReportsTest {
    @Inject
    DataSource database;

    @Test
    void aReportGoesWithAVoteAndNamesTheResponse() {
        String slug = Api.openArena(Map.of(), 1, "Alpha", "Beta");
        String rater = Api.rater(slug);
        Response battle = Api.as(rater).post("/api/arenas/" + slug + "/battles");
        String right = battle.path("right.text");

        vote(rater, battle.path("id"), Map.of("outcome", "left", "identified", List.of("right")))
                .statusCode(201);

        reports(slug)
                .body("text", equalTo(List.of(right)))
                .body("prompt", equalTo(List.of("p1")))
                .body("reports", equalTo(List.of(1)))
                .body("skipped", equalTo(List.of(0)))
                .body("unclear", equalTo(List.of(0)));
    }

    @Test
    void aReportGoesWithASkip() {
        String slug = Api.openArena(Map.of(), 1, "Alpha", "Beta");
        String rater = Api.rater(slug);
        Response battle = Api.as(rater).post("/api/arenas/" + slug + "/battles");
        String left = battle.path("left.text");
        Map<String, Object> skip = Map.of("reason", "reveals-identity", "identified", List.of("left"));

        skip(rater, battle.path("id"), skip).statusCode(204);
        skip(rater, battle.path("id"), skip).statusCode(204);
        skip(rater, battle.path("id"), Map.of("reason", "reveals-identity", "identified", List.of("right")))
                .statusCode(409);

        reports(slug).body("text", equalTo(List.of(left))).body("skipped", equalTo(List.of(1)));
    }

    @Test
    void aSkipThatDoesNotSayWhichReportsBothAsUnclear() {
        String slug = Api.openArena(Map.of(), 1, "Alpha", "Beta");
        String rater = Api.rater(slug);

        skip(rater, Api.battle(slug, rater), Map.of("reason", "reveals-identity"))
                .statusCode(204);

        reports(slug)
                .body("model", hasItems("Alpha", "Beta"))
                .body("size()", equalTo(2))
                .body("unclear", equalTo(List.of(1, 1)));
    }

    /** As when both were written together. */
    @Test
    void reportsOfTheSameMomentAreEachCounted() throws SQLException {
        String slug = Api.openArena(Map.of(), 1, "Alpha", "Beta");
        try (Clock clock = new Clock(database)) {
            clock.stand(Instant.parse("2040-01-01T00:00:00Z"));
            for (int i = 0; i < 2; i++) {
                String rater = Api.rater(slug);
                skip(rater, Api.battle(slug, rater), Map.of("reason", "reveals-identity"))
                        .statusCode(204);
            }
        }

        reports(slug).body("reports", equalTo(List.of(2, 2)));
    }

    @Test
    void whatWasTakenBackOrSaidAnewWithoutItIsNoReport() {
        String slug = Api.openArena(Map.of(), 2, "Alpha", "Beta");
        String rater = Api.rater(slug);
        String one = Api.battle(slug, rater);
        vote(rater, one, Map.of("outcome", "left", "identified", List.of("left")))
                .statusCode(201);
        vote(rater, one, Map.of("outcome", "left", "version", 1)).statusCode(201);
        String other = Api.battle(slug, rater);
        vote(rater, other, Map.of("outcome", "left", "identified", List.of("left", "right")))
                .statusCode(201);
        Api.as(rater).delete("/api/battles/" + other + "/vote?version=1").then().statusCode(200);

        reports(slug).body("size()", equalTo(0));
        Assertions.assertEquals(
                2,
                Api.admin()
                        .get("/api/arenas/" + slug + "/events.jsonl")
                        .asString()
                        .lines()
                        .filter(line -> line.contains("identified"))
                        .count());
    }

    @Test
    void theMostReportedComesFirst() {
        String slug = Api.openArena(Map.of(), 1, "Alpha", "Beta");
        String text = "Answer 1 to question 1";
        for (int i = 0; i < 3; i++) {
            String rater = Api.rater(slug);
            Response battle = Api.as(rater).post("/api/arenas/" + slug + "/battles");
            String side = battle.path("left.text").equals(text) == i < 2 ? "left" : "right";
            vote(rater, battle.path("id"), Map.of("outcome", "tie", "identified", List.of(side)))
                    .statusCode(201);
        }

        reports(slug).body("text[0]", equalTo(text)).body("reports", equalTo(List.of(2, 1)));
    }

    @Test
    void onlyWhoMayReadTheArenaSeesThemAndOnlySidesAreTaken() {
        String slug = Api.openArena(Map.of(), 1, "Alpha", "Beta");
        String rater = Api.rater(slug);

        Api.as(rater).get("/api/arenas/" + slug + "/reports").then().statusCode(403);
        for (List<String> sides : List.of(List.of("both"), List.<String>of(), List.of("left", "left", "left"))) {
            Map<String, Object> choice = Map.of("outcome", "left", "identified", sides);
            Assertions.assertTrue(List.of(400, 422)
                    .contains(vote(rater, Api.battle(slug, rater), choice)
                            .extract()
                            .statusCode()));
        }
    }

    /** An arena has a million events and a few reports. */
    @Test
    void theyAreFoundByAnIndex() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local enable_seqscan = off");
            StringBuilder plan = new StringBuilder();
            try (ResultSet row = statement.executeQuery("""
                    explain select at from event where arena_id = gen_random_uuid()
                    and (body like '%"identified":[%' or body like '%"reason":"reveals-identity"%')""")) {
                while (row.next()) {
                    plan.append(row.getString(1)).append('\n');
                }
            }
            connection.rollback();
            connection.setAutoCommit(true);
            Assertions.assertTrue(plan.toString().contains("event_identified"), plan.toString());
        }
    }

    private static ValidatableResponse vote(String rater, String battle, Map<String, Object> choice) {
        return Api.as(rater)
                .contentType(ContentType.JSON)
                .body(choice)
                .put("/api/battles/" + battle + "/vote")
                .then();
    }

    private static ValidatableResponse skip(String rater, String battle, Map<String, Object> reason) {
        return Api.as(rater)
                .contentType(ContentType.JSON)
                .body(reason)
                .post("/api/battles/" + battle + "/skip")
                .then();
    }

    private static ValidatableResponse reports(String slug) {
        return Api.admin().get("/api/arenas/" + slug + "/reports").then().statusCode(200);
    }
}
