package dev.evenhand.battle;

import static org.hamcrest.Matchers.equalTo;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bodies that cannot be stored are refused with a name, and never with a 500 that would be sent again for ever. */
@QuarkusTest
class BodyTest {
    @Test
    void noTagAndNoCriterionIsNull() {
        String slug = Api.openArena(Map.of("criteria", new String[] {"Tone"}), 2, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);

        vote(rater, battle, "{\"outcome\": \"left\", \"tags\": {\"left\": [null]}}")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid"));
        vote(rater, battle, "{\"outcome\": \"left\", \"criteria\": {\"Tone\": null}}")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid"));
    }

    @Test
    void aNulCharacterIsRefusedByName() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);

        vote(rater, battle, "{\"outcome\": \"left\", \"comment\": \"a\\u0000b\"}")
                .then()
                .statusCode(422)
                .body("code", equalTo("nul"))
                .body("violations[0].field", equalTo("comment"));
        admin("{\"slug\": \"nul\", \"name\": \"a\\u0000\"}", "/api/arenas")
                .then()
                .statusCode(422)
                .body("code", equalTo("nul"));
        admin("{\"label\": \"a\\u0000\"}", "/api/arenas/" + slug + "/raters")
                .then()
                .statusCode(422)
                .body("code", equalTo("nul"));
        admin("{\"username\": \"a\\u0000\", \"password\": \"long enough for this\"}", "/api/session")
                .then()
                .statusCode(422)
                .body("code", equalTo("nul"));
        admin("{\"name\": \"m\", \"parameters\": {\"stop\": [\"\\u0000\"]}}", "/api/arenas/" + slug + "/models")
                .then()
                .statusCode(422)
                .body("code", equalTo("nul"));
        admin("{\"name\": \"m\", \"parameters\": {\"st\\u0000p\": 1}}", "/api/arenas/" + slug + "/models")
                .then()
                .statusCode(422)
                .body("code", equalTo("nul"));
    }

    @Test
    void halfOfASurrogatePairIsRefusedByName() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);

        for (String half : new String[] {"\\ud800", "\\udc00x", "x\\ud800x", "\\udc00\\ud800"}) {
            vote(rater, battle, "{\"outcome\": \"left\", \"comment\": \"" + half + "\"}")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("surrogate"));
        }
        vote(rater, battle, "{\"outcome\": \"left\", \"comment\": \"\\ud83d\\ude00\"}")
                .then()
                .statusCode(201);
    }

    @Test
    void aVersionIsAWholeNumberThatFits() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);

        for (String version : new String[] {"2147483648", "-99999999999999999999", "1.5", "0.0", "1e3"}) {
            vote(rater, battle, "{\"outcome\": \"left\", \"version\": " + version + "}")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("invalid"))
                    .body("violations[0].field", equalTo("version"));
        }
        vote(rater, battle, "{\"outcome\": \"left\", \"version\": 0").then().statusCode(400);
    }

    private static Response vote(String rater, String battle, String body) {
        return Api.as(rater).contentType(ContentType.JSON).body(body).put("/api/battles/" + battle + "/vote");
    }

    private static Response admin(String body, String path) {
        return Api.admin().contentType(ContentType.JSON).body(body).post(path);
    }
}
