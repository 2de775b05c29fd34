package dev.evenhand.arena;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelTest {
    @Test
    void aModelSaysHowManyResponsesItHasAndHowManyVotesItTookPartIn() {
        String slug = Api.arena(Map.of());
        Api.upload(slug, Api.responses(3, "A", "B"));
        Api.upload(slug, "prompt_id,prompt,model,response\np4,Question 4?,C,Alone\n");
        Api.open(slug);
        String rater = Api.rater(slug);
        Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);
        Api.vote(rater, Api.battle(slug, rater), "both_bad", 0).then().statusCode(201);

        Api.admin()
                .get("/api/arenas/" + slug + "/models")
                .then()
                .statusCode(200)
                .body("name", contains("A", "B", "C"))
                .body("responses", equalTo(List.of(3, 3, 1)))
                .body("votes", equalTo(List.of(2, 2, 0)));
    }

    @Test
    void aVoteIsOfItsTwoModelsOnly() {
        String slug = Api.arena(Map.of());
        Api.admin()
                .contentType("text/csv")
                .body("model_a,model_b,winner\nA,B,a\nC,A,tie\n")
                .post("/api/arenas/" + slug + "/votes")
                .then()
                .statusCode(200);

        Api.admin().get("/api/arenas/" + slug + "/models").then().body("votes", equalTo(List.of(2, 1, 1)));
    }

    @Test
    void whatIsNotKnownOfAModelIsLeftOut() {
        String slug = Api.arena(Map.of());

        Api.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Heron 4", "parameters", Map.of("temperature", 0)))
                .post("/api/arenas/" + slug + "/models")
                .then()
                .statusCode(201)
                .body("keySet()", equalTo(java.util.Set.of("name", "parameters", "responses", "votes")))
                .body("parameters", equalTo(Map.of("temperature", 0)))
                .body("responses", equalTo(0));
    }
}
