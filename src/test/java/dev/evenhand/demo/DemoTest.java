package dev.evenhand.demo;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(DemoTest.Wanted.class)
class DemoTest {
    public static class Wanted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("evenhand.demo", "true");
        }
    }

    @Test
    void everybodySeesTheHeadline() {
        given().queryParam("candidate", "Heron 4.1")
                .queryParam("baseline", "Heron 4")
                .get("/api/arenas/demo/comparison")
                .then()
                .statusCode(200)
                .body("wins", equalTo(618))
                .body("n", equalTo(954))
                .body("sentence", containsString("64.78 %"))
                .body("lower", greaterThan(0.5f))
                .body("interval", equalTo("two-way"));
    }

    @Test
    void itsAnalystsSeeWhereTheHeadlineHolds() {
        Api.admin()
                .queryParam("candidate", "Heron 4.1")
                .queryParam("baseline", "Heron 4")
                .get("/api/arenas/demo/comparison")
                .then()
                .body("slices.findAll { it.by == 'category' }", hasSize(6));
    }

    @Test
    void someVotesCarryTags() {
        Api.admin()
                .get("/api/arenas/demo/votes.jsonl")
                .then()
                .body(containsString("\"tags\":{\"left\": [\"too long\"]}"))
                .body(containsString("\"tags\":{\"right\": [\"clear\"]}"));
    }

    @Test
    void everyModelIsRated() {
        given().get("/api/arenas/demo/leaderboard")
                .then()
                .body("standings", hasSize(4))
                .body("standings[0].model", equalTo("Heron 4.1"))
                .body("standings[3].model", equalTo("Otter 2"))
                .body("unrated", hasSize(0))
                .body("raters", equalTo(60));
    }

    @Test
    void whoeverComesCanVote() {
        String session = given().contentType("application/json")
                .body(Map.of())
                .post("/api/arenas/demo/join")
                .then()
                .statusCode(200)
                .extract()
                .cookie("evenhand-session");

        given().cookie("evenhand-session", session)
                .post("/api/arenas/demo/battles")
                .then()
                .statusCode(201)
                .body("tags", hasItem("too long"));
    }
}
