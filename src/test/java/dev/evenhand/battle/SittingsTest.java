package dev.evenhand.battle;

import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What raters are told of their own votes. */
@QuarkusTest
class SittingsTest {
    @Inject
    DataSource database;

    @Test
    void theLastDecisionIsThereUntilItIsTakenBackOrTooOld() throws SQLException {
        String slug = Api.openArena(Map.of(), 4, "A", "B");
        String rater = Api.rater(slug);
        me(rater).body("last", nullValue());

        String battle = Api.battle(slug, rater);
        Api.vote(rater, battle, "tie", 0).then().statusCode(201);
        me(rater)
                .body("last.battle", equalTo(battle))
                .body("last.version", equalTo(1))
                .body("last.outcome", equalTo("tie"));

        Api.as(rater)
                .delete("/api/battles/" + battle + "/vote?version=1")
                .then()
                .statusCode(200);
        me(rater).body("last", nullValue());

        Api.vote(rater, battle, "left", 2).then().statusCode(201);
        String skipped = Api.battle(slug, rater);
        Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "broken", "version", 0))
                .post("/api/battles/" + skipped + "/skip")
                .then()
                .statusCode(204);
        me(rater).body("last.battle", equalTo(skipped)).body("last.outcome", nullValue());
        try (Clock clock = new Clock(database)) {
            clock.forward(Duration.ofMinutes(11));
            me(rater).body("last", nullValue());
        }
    }

    @Test
    void nothingIsOfferedToBeTakenBackAfterAReveal() {
        String slug = Api.openArena(Map.of("reveal", "after_vote"), 2, "A", "B");
        String rater = Api.rater(slug);

        Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);

        me(rater).body("last", nullValue());
    }

    @Test
    void ownVotesAreSummedUp() throws SQLException {
        String slug = Api.openArena(Map.of(), 4, "A", "B");
        String rater = Api.rater(slug);
        record(rater).body("votes", equalTo(0)).body("medianSeconds", nullValue());

        for (String outcome : new String[] {"left", "tie", "both_bad"}) {
            String battle = Api.battle(slug, rater);
            try (Clock clock = new Clock(database)) {
                clock.forward(Duration.ofSeconds(30));
                Api.vote(rater, battle, outcome, 0).then().statusCode(201);
            }
        }

        record(rater)
                .body("votes", equalTo(3))
                .body("left", equalTo(1))
                .body("tie", equalTo(1))
                .body("bothBad", equalTo(1))
                .body("right", equalTo(0))
                .body("medianSeconds.toDouble()", closeTo(30, 5))
                .body("agreement", nullValue());
    }

    @Test
    void howOftenOthersAgreedIsToldOnceTheArenaIsClosed() {
        String slug = Api.openArena(Map.of(), 1, "A", "B");
        String one = Api.rater(slug);
        String like = Api.rater(slug);
        String unlike = Api.rater(slug);
        for (String rater : new String[] {one, like, unlike}) {
            String battle = Api.battle(slug, rater);
            String left = Api.as(rater)
                    .post("/api/arenas/" + slug + "/battles")
                    .then()
                    .extract()
                    .path("left.text");
            boolean first = left.startsWith("Answer 0");
            boolean wanted = !rater.equals(unlike);
            Api.vote(rater, battle, first == wanted ? "left" : "right", 0)
                    .then()
                    .statusCode(201);
        }
        record(one).body("agreement", nullValue());

        Api.change(slug, Map.of("phase", "closed"));

        // One other voted alike and one did not: there is no opinion of most others to agree with.
        record(one).body("agreement.compared", equalTo(0));
        record(unlike).body("agreement.compared", equalTo(1)).body("agreement.agreed", equalTo(0));
    }

    private static ValidatableResponse me(String rater) {
        return Api.as(rater).get("/api/me").then().statusCode(200);
    }

    private static ValidatableResponse record(String rater) {
        return Api.as(rater).get("/api/me/record").then().statusCode(200);
    }
}
