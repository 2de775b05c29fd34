package dev.evenhand.battle;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The record tells how the votes stood at any time. */
@QuarkusTest
class AsOfTest {
    private static final Map<String, Object> ASKING =
            Map.of("margin", true, "criteria", List.of("tone"), "tags", List.of("kind", "long"), "votesPerPair", 2);

    @Inject
    DataSource database;

    @Test
    void theEventsGiveTheVotesThatStand() throws SQLException {
        String slug = Api.openArena(ASKING, 6, "A", "B");
        String rater = Api.rater(slug);
        say(rater, Api.battle(slug, rater), 0, Map.of("outcome", "left", "margin", 2, "comment", "“So” \\ \u0001"));
        String changed = Api.battle(slug, rater);
        say(rater, changed, 0, Map.of("outcome", "tie", "criteria", Map.of("tone", "right")));
        say(
                rater,
                changed,
                1,
                Map.of("outcome", "right", "margin", 3, "tags", Map.of("left", List.of("kind", "long"))));
        String undone = Api.battle(slug, rater);
        Api.vote(rater, undone, "left", 0).then().statusCode(201);
        Api.as(rater)
                .delete("/api/battles/" + undone + "/vote?version=1")
                .then()
                .statusCode(200);
        // What was taken back comes next.
        String skipped = Api.battle(slug, rater);
        Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "other", "version", 2))
                .post("/api/battles/" + skipped + "/skip")
                .then()
                .statusCode(204);
        Api.importVotes(slug, """
                vote_id,prompt_id,model_a,model_b,winner,rater,timestamp,margin,duration_ms,language,category,comment,shown_first,weight
                v1,p1,A,B,a,r1,2026-01-02T03:04:05.678901Z,1,1234,de,x,"a, ""b"" c",b,0.1
                ,,B,A,both_bad,,,,,,,,,
                """);

        String standing = "select * from vote where arena_id = a.id";
        String told = "select * from votes_as_of(a.id, 'infinity')";
        assertEquals(4, count(slug, standing));
        assertEquals(0, count(slug, standing + " except " + told), "no vote stands that the events do not tell");
        assertEquals(0, count(slug, told + " except " + standing), "the events tell of none that does not stand");
    }

    @Test
    void aBoardCanBeMadeAsOfAnEarlierTime() throws SQLException {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), 3, "A", "B");
        String rater = Api.rater(slug);
        Instant start = Instant.now().plus(Duration.ofDays(1));
        try (Clock clock = new Clock(database)) {
            clock.stand(start);
            String first = Api.battle(slug, rater);
            Api.vote(rater, first, "tie", 0).then().statusCode(201);
            clock.stand(start.plusSeconds(60));
            Api.as(rater)
                    .delete("/api/battles/" + first + "/vote?version=1")
                    .then()
                    .statusCode(200);
            clock.stand(start.plusSeconds(120));
            Api.vote(rater, first, "both_bad", 2).then().statusCode(201);

            board(slug, start.minusSeconds(1)).body("votes", equalTo(0));
            board(slug, start)
                    .body("votes", equalTo(1))
                    .body("standings[0].ties", equalTo(1))
                    .body(
                            "snapshot",
                            not(equalTo(board(slug, start.plusSeconds(120))
                                    .extract()
                                    .path("snapshot"))));
            board(slug, start.plusSeconds(60)).body("votes", equalTo(0));
            board(slug, start.plusSeconds(120)).body("votes", equalTo(1)).body("standings[0].bothBad", equalTo(1));
        }
    }

    @Test
    void atTheSameMomentTheSameBoardKeepsItsNameWhateverFollows() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, "model_a,model_b,winner\nA,B,a\nA,B,b\n");
        Instant then = Instant.now();
        String named = board(slug, then).extract().path("snapshot");

        Api.importVotes(slug, "model_a,model_b,winner\nA,C,a\nC,A,a\nC,B,a\n");

        board(slug, then)
                .body("snapshot", equalTo(named))
                .body("votes", equalTo(2))
                .body("unrated.size()", equalTo(0));
        Api.admin()
                .get("/api/arenas/" + slug + "/comparison?candidate=A&baseline=B&asOf=" + then)
                .then()
                .body("n", equalTo(2));
    }

    private static ValidatableResponse board(String slug, Instant moment) {
        return Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard?asOf=" + moment)
                .then()
                .statusCode(200);
    }

    private static void say(String rater, String battle, int version, Map<String, Object> choice) {
        Map<String, Object> body = new HashMap<>(choice);
        body.put("version", version);
        Api.as(rater)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/battles/" + battle + "/vote")
                .then()
                .statusCode(201);
    }

    private long count(String slug, String votes) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(v) from arena a left join lateral (%s) v on true where slug = ?"
                                .formatted(votes))) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
