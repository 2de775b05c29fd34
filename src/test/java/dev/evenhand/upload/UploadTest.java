package dev.evenhand.upload;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadTest {
    @Test
    void theSameFileAgainStoresNothingNew() {
        String slug = Api.arena(Map.of());
        String file = Api.responses(4, "A", "B");

        send(slug, file, "").statusCode(200).body("accepted", equalTo(8)).body("prompts", equalTo(4));
        send(slug, file, "").statusCode(200).body("accepted", equalTo(0)).body("repeated", equalTo(8));
    }

    @Test
    void oneBadRowMeansThatNothingIsStored() {
        String slug = Api.arena(Map.of());
        String file = Api.responses(2, "A", "B") + "p9,Question 9?,A\n";

        send(slug, file, "")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("upload-refused"))
                .body("violations[0].line", equalTo(6))
                .body("violations[0].code", equalTo("columns"));

        counts(slug).body("counts.responses", equalTo(0)).body("counts.models", equalTo(0));
    }

    @Test
    void theGoodRowsAreStoredWhereThatIsAskedFor() {
        String slug = Api.arena(Map.of());
        String file = Api.responses(2, "A", "B") + "p9,Question 9?,A\n";

        send(slug, file, "?mode=skip")
                .statusCode(200)
                .body("accepted", equalTo(4))
                .body("rejected", equalTo(1));
        counts(slug).body("counts.responses", equalTo(4));
    }

    @Test
    void aDryRunStoresNothing() {
        String slug = Api.arena(Map.of());

        send(slug, Api.responses(2, "A", "B"), "?dryRun=true").statusCode(200).body("accepted", equalTo(4));
        counts(slug).body("counts.responses", equalTo(0));
    }

    @Test
    void anotherTextForWhatIsStoredIsAConflict() {
        String slug = Api.arena(Map.of());
        Api.upload(slug, "prompt_id,prompt,model,response\np1,Q?,A,one\np1,Q?,B,two\n");

        send(slug, "prompt_id,prompt,model,response\np1,Q?,A,other\n", "")
                .statusCode(422)
                .body("violations[0].code", equalTo("dup-key"))
                .body("violations[0].line", equalTo(2));
        send(slug, "prompt_id,prompt,model,response\np1,Other?,C,three\n", "")
                .statusCode(422)
                .body("violations[0].code", equalTo("prompt-conflict"));
        send(slug, "prompt_id,prompt,model,response\np1,Q?,a,three\n", "")
                .statusCode(422)
                .body("violations[0].code", equalTo("model-confusable"));
    }

    @Test
    void oneModelAloneIsStoredWithAWarningAndCannotOpen() {
        String slug = Api.arena(Map.of());

        send(slug, Api.responses(2, "A"), "").statusCode(200).body("warnings.code", hasItem("no-pairs"));
        Api.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("phase", "open"))
                .patch("/api/arenas/" + slug)
                .then()
                .statusCode(409)
                .body("code", equalTo("no-pairs"));
    }

    @Test
    void aFileComesAsAFormToo() {
        String slug = Api.arena(Map.of());

        Api.admin()
                .multiPart("file", "x.csv", Api.responses(2, "A", "B").getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/arenas/" + slug + "/responses")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(4));
    }

    @Test
    void aBrokenCompressionIsSaid() throws IOException {
        String slug = Api.arena(Map.of());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(Api.responses(20, "A", "B").getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2);

        Api.admin()
                .contentType("text/csv")
                .header("Content-Encoding", "gzip")
                .body(cut)
                .post("/api/arenas/" + slug + "/responses")
                .then()
                .statusCode(400)
                .body("code", equalTo("content-encoding"));
    }

    @Test
    void votesAloneTeachAnArenaItsModels() {
        String slug = Api.arena(Map.of());

        votes(slug, "vote_id,model_a,model_b,winner\n1,New,Old,a\n2,New,Old,b\n3,Old,New,tie\n")
                .statusCode(200)
                .body("accepted", equalTo(3))
                .body("models", equalTo(2));
        votes(slug, "vote_id,model_a,model_b,winner\n1,New,Old,a\n4,New,Old,both_bad\n")
                .body("accepted", equalTo(1))
                .body("repeated", equalTo(1));
        counts(slug).body("counts.votes", equalTo(4));
    }

    @Test
    void anUnknownWinnerIsRefusedAndNeverATie() {
        String slug = Api.arena(Map.of());

        votes(slug, "model_a,model_b,winner\nNew,Old,a\nNew,Old,draw?\n")
                .statusCode(422)
                .body("violations", hasSize(1))
                .body("violations[0].line", equalTo(3))
                .body("violations[0].code", equalTo("winner"));
        counts(slug).body("counts.votes", equalTo(0));
    }

    @Test
    void aVoteWeighsSomethingAndNotTheWorld() {
        String slug = Api.arena(Map.of());

        votes(slug, "model_a,model_b,winner,weight\nNew,Old,a,0\nNew,Old,b,1000001\nNew,Old,a,1e-400\nNew,Old,a,2.5\n")
                .statusCode(422)
                .body("violations.code", equalTo(List.of("weight", "weight", "weight")))
                .body("violations.line", equalTo(List.of(2, 3, 4)));
    }

    @Test
    void anArenaWithResponsesKnowsItsModelsAndPrompts() {
        String slug = Api.arena(Map.of());
        Api.upload(slug, Api.responses(2, "alpha", "beta"));

        votes(slug, "prompt_id,model_a,model_b,winner\np1,Alpha,beta,a\n")
                .statusCode(422)
                .body("violations[0].code", equalTo("unknown-model"));
        votes(slug, "prompt_id,model_a,model_b,winner\np9,alpha,beta,a\n")
                .statusCode(422)
                .body("violations[0].code", equalTo("unknown-prompt"));
    }

    private static ValidatableResponse send(String slug, String csv, String query) {
        return Api.admin()
                .contentType("text/csv")
                .body(csv)
                .post("/api/arenas/" + slug + "/responses" + query)
                .then();
    }

    private static ValidatableResponse votes(String slug, String csv) {
        return Api.admin()
                .contentType("text/csv")
                .body(csv)
                .post("/api/arenas/" + slug + "/votes")
                .then();
    }

    private static ValidatableResponse counts(String slug) {
        return Api.admin().get("/api/arenas/" + slug).then();
    }
}
