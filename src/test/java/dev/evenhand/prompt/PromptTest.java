package dev.evenhand.prompt;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PromptTest {
    @Test
    void whatAnArenaHoldsCanBeLookedThroughAPageAtATime() {
        String slug = Api.arena(Map.of());
        Api.upload(slug, Api.responses(5, "A", "B"));

        Api.admin()
                .get("/api/arenas/" + slug + "/prompts?limit=2&offset=1")
                .then()
                .statusCode(200)
                .body("total", equalTo(5))
                .body("prompts", hasSize(2))
                .body("prompts[0].id", equalTo("p2"))
                .body("prompts[0].responses", hasSize(2))
                .body("prompts[0].responses[1].model", equalTo("B"));
    }

    @Test
    void wordsAreFoundInTheText() {
        String slug = Api.arena(Map.of());
        Api.upload(slug, "prompt_id,prompt,model,response\np1,About 100% of it?,A,x\np2,About all of it?,A,y\n");

        Api.admin()
                .queryParam("q", "100%")
                .get("/api/arenas/" + slug + "/prompts")
                .then()
                .body("total", equalTo(1))
                .body("prompts[0].id", equalTo("p1"));
    }

    @Test
    void responsesCanBeTakenOutOfADraftOnly() {
        String slug = Api.arena(Map.of());
        Api.upload(slug, Api.responses(3, "A", "B", "C"));

        Api.admin().delete("/api/arenas/" + slug + "/responses?model=C").then().body("responses", equalTo(3));
        Api.admin()
                .get("/api/arenas/" + slug)
                .then()
                .body("counts.models", equalTo(2))
                .body("counts.pairs", equalTo(3));
        Api.open(slug);

        Api.admin().delete("/api/arenas/" + slug + "/responses?model=B").then().statusCode(409);
    }

    @Test
    void theRatersAreListedWithWhatTheyHaveDone() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        Api.rater(slug);
        Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);

        Api.admin()
                .get("/api/arenas/" + slug + "/raters")
                .then()
                .statusCode(200)
                .body("votes", equalTo(java.util.List.of(1, 0)));
    }
}
