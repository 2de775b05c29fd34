package dev.evenhand.arena;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.evenhand.Api;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ArenaTest {
    @Inject
    Arenas arenas;

    @Test
    void aRenameDoesNotOpenAnArenaThatIsBeingClosed() throws Exception {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        UUID id = arenas.called(slug).id();
        AtomicReference<CompletableFuture<Integer>> rename = new AtomicReference<>();

        QuarkusTransaction.requiringNew().call(() -> {
            arenas.change(id, Rules.UNSAID, Phase.CLOSED);
            rename.set(CompletableFuture.supplyAsync(
                    () -> change(slug, Map.of("name", "Renamed")).extract().statusCode()));
            Thread.sleep(Duration.ofSeconds(1));
            assertFalse(rename.get().isDone());
            return null;
        });

        rename.get().join();
        get(slug).body("phase", equalTo("closed")).body("name", equalTo("Renamed"));
    }

    @Test
    void anArenaThatIsNotOpenToSomebodyLooksLikeNone() {
        String hidden = Api.openArena(Map.of(), 2, "A", "B");
        String draft = Api.arena(Map.of("access", "open", "publicBoard", true));
        String other = Api.rater(Api.openArena(Map.of(), 2, "A", "B"));

        for (String slug : List.of(hidden, draft, "there-is-none")) {
            for (String path : List.of("", "/leaderboard", "/prompts", "/models")) {
                boolean board = path.equals("/leaderboard") && slug.equals(draft);
                if (!board) {
                    given().get("/api/arenas/" + slug + path)
                            .then()
                            .statusCode(401)
                            .body("detail", equalTo("Sign in to see this."));
                    Api.as(other)
                            .get("/api/arenas/" + slug + path)
                            .then()
                            .statusCode(404)
                            .body("code", equalTo("arena-unknown"));
                }
            }
        }
        for (String slug : List.of(hidden, "there-is-none")) {
            given().contentType(ContentType.JSON)
                    .body(Map.of())
                    .post("/api/arenas/" + slug + "/join")
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("invitation-needed"));
        }
        Api.as(Api.rater(hidden))
                .get("/api/arenas/" + hidden)
                .then()
                .statusCode(200)
                .body("counts", nullValue());
    }

    @Test
    void aRuleThatNobodyWouldFollowIsRefused() {
        String slug = Api.arena(Map.of());

        for (Map<String, Object> rule : List.<Map<String, Object>>of(Map.of("reveal", "at_close"))) {
            change(slug, rule).statusCode(422).body("code", equalTo("not-offered"));
            Map<String, Object> draft = new HashMap<>(rule);
            draft.put("slug", "never-made");
            Api.admin()
                    .contentType(ContentType.JSON)
                    .body(draft)
                    .post("/api/arenas")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("not-offered"));
        }
        change(slug, Map.of("reveal", "never")).statusCode(200);
        change(slug, Map.of("practice", true, "languages", List.of("en", " ja ")))
                .statusCode(200)
                .body("practice", equalTo(true))
                .body("links", equalTo(false))
                .body("images", equalTo(false))
                .body("languages", equalTo(List.of("en", "ja")));
    }

    @Test
    void anAddressThatIsAPageOfItsOwnIsNoArenas() {
        for (String slug : List.of("new", "New", "a--b")) {
            Api.admin()
                    .contentType(ContentType.JSON)
                    .body(Map.of("slug", slug))
                    .post("/api/arenas")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("invalid"))
                    .body("violations.field", equalTo(List.of("slug")));
        }
        Api.arena(Map.of());
    }

    @Test
    void aRefusalNamesTheFieldAsItWasSent() {
        String slug = Api.arena(Map.of());

        change(slug, Map.of("votesPerMinute", -1))
                .statusCode(422)
                .body("violations.field", equalTo(List.of("votesPerMinute")))
                .body("detail", equalTo("votesPerMinute must be greater than or equal to 0."));
        change(slug, Map.of("votesPerMinute", "many"))
                .statusCode(422)
                .body("violations.field", equalTo(List.of("votesPerMinute")));
        change(slug, Map.of("criteria", List.of("Tone", " ")))
                .statusCode(422)
                .body("violations.field", equalTo(List.of("criteria[1].<list element>")));
        Api.admin()
                .get("/api/arenas/" + slug + "/prompts?limit=-1")
                .then()
                .statusCode(422)
                .body("violations.field", equalTo(List.of("limit")))
                .body("detail", equalTo("limit must be greater than or equal to 1."));
        Api.admin()
                .contentType(ContentType.JSON)
                .patch("/api/arenas/" + slug)
                .then()
                .statusCode(422)
                .body("detail", equalTo("The body must not be null."));
    }

    @Test
    void whoIsToVoteIsToldWhetherAVoteCanBeTakenBack() {
        for (String reveal : List.of("never", "after_vote")) {
            String slug = Api.openArena(Map.of("access", "open", "reveal", reveal), 1, "A", "B");

            given().get("/api/arenas/" + slug)
                    .then()
                    .statusCode(200)
                    .body("changeable", equalTo(!reveal.equals("after_vote")))
                    .body("reveal", nullValue());
        }
    }

    @Test
    void anArenaOfLanguagesThatNoPromptIsInDoesNotOpen() {
        String slug = Api.arena(Map.of("languages", List.of("ja")));
        Api.upload(slug, Api.responses(2, "A", "B"));

        change(slug, Map.of("phase", "open")).statusCode(409).body("code", equalTo("no-pairs"));
        change(slug, Map.of("phase", "open", "languages", List.of("ja", "EN"))).statusCode(200);
    }

    @Test
    void deletingAnArenaAsksForItsName() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");

        erase(slug, slug).statusCode(409).body("code", equalTo("arena-open"));
        change(slug, Map.of("phase", "closed")).statusCode(200);
        erase(slug, "another").statusCode(422).body("code", equalTo("confirm"));
        erase(slug, slug).statusCode(204);
        Api.admin().get("/api/arenas/" + slug).then().statusCode(404);
    }

    @Test
    void aModelIsMadeOnceUnderItsCanonicalName() {
        String slug = Api.arena(Map.of());

        model(slug, Map.of("name", " Ne\u0301on 2 ", "organization", "Org", "parameters", Map.of("b", 1, "a", 2)))
                .statusCode(201)
                .body("name", equalTo("N\u00e9on 2"))
                .body("parameters.a", equalTo(2));
        model(slug, Map.of("name", "N\u00e9on 2", "organization", "Org", "parameters", Map.of("a", 2, "b", 1)))
                .statusCode(201);
        model(slug, Map.of("name", "N\u00e9on 2", "organization", "Other"))
                .statusCode(409)
                .body("code", equalTo("model-differs"));
        for (String bad : List.of("   ", "Neon\u200d2", "Neon\ufe0f", "a|b", "x".repeat(129))) {
            model(slug, Map.of("name", bad)).statusCode(422).body("code", equalTo("model-name"));
        }
        Api.admin()
                .get("/api/arenas/" + slug + "/models")
                .then()
                .statusCode(200)
                .body("name", equalTo(List.of("N\u00e9on 2")));
    }

    @Test
    void aModelThatVotesAreAboutStaysWhenItsResponsesGo() {
        String slug = Api.arena(Map.of());
        Api.upload(slug, Api.responses(2, "A", "B", "C"));
        Api.admin()
                .contentType("text/csv")
                .body("model_a,model_b,winner\nA,B,a\n")
                .post("/api/arenas/" + slug + "/votes")
                .then()
                .statusCode(200);

        for (String name : List.of("B", "C")) {
            Api.admin()
                    .delete("/api/arenas/" + slug + "/responses?model=" + name)
                    .then()
                    .statusCode(200)
                    .body("responses", equalTo(2));
        }

        Api.admin().get("/api/arenas/" + slug + "/models").then().body("name", equalTo(List.of("A", "B")));
        get(slug).body("counts.votes", equalTo(1)).body("counts.pairs", equalTo(0));
    }

    @Test
    void aQueryThatCannotBeReadIsRefusedByName() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        for (String query : List.of(
                "leaderboard?level=abc",
                "leaderboard?level=NaN",
                "leaderboard?position=yes",
                "prompts?limit=abc",
                "prompts?offset=99999999999")) {
            String name = query.replaceAll(".*\\?(.*)=.*", "$1");
            Api.admin()
                    .get("/api/arenas/" + slug + "/" + query)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("invalid"))
                    .body("violations", hasSize(1))
                    .body("violations[0].field", equalTo(name));
        }

        Api.admin()
                .contentType("text/csv")
                .body("model_a,model_b,winner\nA,B,a\n")
                .post("/api/arenas/" + slug + "/votes?dryRun=yes")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("dryRun"));
        get(slug).body("counts.votes", equalTo(0));
    }

    @Test
    void whatIsCountedIsWhatThereIs() {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), 4, "A", "B", "C");
        String rater = Api.rater(slug);
        get(slug)
                .body("counts.prompts", equalTo(4))
                .body("counts.responses", equalTo(12))
                .body("counts.pairs", equalTo(12))
                .body("counts.models", equalTo(3))
                .body("counts.raters", equalTo(1));

        Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);
        String second = Api.battle(slug, rater);
        Api.vote(rater, second, "tie", 0).then().statusCode(201);
        get(slug).body("counts.votes", equalTo(2)).body("counts.skips", equalTo(0));
        Api.as(rater)
                .delete("/api/battles/" + second + "/vote?version=1")
                .then()
                .statusCode(200);
        get(slug).body("counts.votes", equalTo(1));
        Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "other", "version", 2))
                .post("/api/battles/" + second + "/skip")
                .then()
                .statusCode(204);
        get(slug).body("counts.votes", equalTo(1)).body("counts.skips", equalTo(1));
        Api.vote(rater, second, "right", 3).then().statusCode(201);
        get(slug).body("counts.votes", equalTo(2)).body("counts.skips", equalTo(0));
    }

    private static ValidatableResponse get(String slug) {
        return Api.admin().get("/api/arenas/" + slug).then().statusCode(200);
    }

    private static ValidatableResponse change(String slug, Map<String, Object> change) {
        return Api.admin()
                .contentType(ContentType.JSON)
                .body(change)
                .patch("/api/arenas/" + slug)
                .then();
    }

    private static ValidatableResponse erase(String slug, String confirmation) {
        return Api.admin()
                .queryParam("confirm", confirmation)
                .delete("/api/arenas/" + slug)
                .then();
    }

    private static ValidatableResponse model(String slug, Map<String, Object> model) {
        return Api.admin()
                .contentType(ContentType.JSON)
                .body(model)
                .post("/api/arenas/" + slug + "/models")
                .then();
    }
}
