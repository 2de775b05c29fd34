package dev.evenhand.upload;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadTest {
    private static final int MORE_THAN_CONNECTIONS = 25;

    @TestHTTPResource
    URI server;

    @Inject
    Inbox inbox;

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
        byte[] packed = packed(Api.responses(20, "A", "B"));
        byte[] cut = java.util.Arrays.copyOf(packed, packed.length / 2);

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
    void theSameFileOfVotesAgainBringsNothingNewEvenWithoutIds() throws IOException {
        String slug = Api.arena(Map.of());
        String file = "model_a,model_b,winner\nNew,Old,a\nNew,Old,a\nOld,New,tie\n";

        votes(slug, file).statusCode(200).body("accepted", equalTo(3));
        votes(slug, file, "?dryRun=true").body("accepted", equalTo(0)).body("repeated", equalTo(3));
        votes(slug, file).statusCode(200).body("accepted", equalTo(0)).body("repeated", equalTo(3));
        packedVotes(slug, file).statusCode(200).body("repeated", equalTo(3));
        counts(slug).body("counts.votes", equalTo(3));

        votes(slug, file + "New,Old,b\n").statusCode(200).body("accepted", equalTo(4));
        counts(slug).body("counts.votes", equalTo(7));
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

    @Test
    void everyRowIsAcceptedRejectedOrRepeatedAndEveryBadLineIsNamed() {
        String slug = Api.arena(Map.of());
        Api.upload(slug, "prompt_id,prompt,model,response,organization\np1,Q?,Alpha,one,Org\np1,Q?,Beta,two,Org\n");

        String file = "prompt_id,prompt,model,response,organization\n"
                + "p2,R?,Alpha,x,Other\np3,S?,Alpha,y,Other\np2,R?,alpha,z,Org\np3,S?,alpha,z,Org\n"
                + "p1,Q?,Beta,two,Org\np2,R?,Beta,new,Org\n";
        send(slug, file, "?mode=skip")
                .statusCode(200)
                .body("rows", equalTo(6))
                .body("accepted", equalTo(1))
                .body("rejected", equalTo(4))
                .body("repeated", equalTo(1))
                .body("violations.line", equalTo(List.of(2, 3, 4, 5)))
                .body(
                        "violations.code",
                        equalTo(List.of("model-differs", "model-differs", "model-confusable", "model-confusable")));
    }

    @Test
    void aRowOfTwoResponsesIsTakenWholeOrNotAtAll() {
        String slug = Api.arena(Map.of());
        String header = "prompt_id,prompt,model_a,response_a,model_b,response_b\n";
        send(slug, header + "p1,Q?,A,one,B,two\n", "").statusCode(200).body("accepted", equalTo(1));

        send(slug, header + "p1,Q?,A,one,C,three\np1,Q?,A,one,B,two\np1,Q?,B,other,D,four\n", "?mode=skip")
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("repeated", equalTo(1))
                .body("rejected", equalTo(1))
                .body("responses", equalTo(1));
        counts(slug).body("counts.responses", equalTo(3)).body("counts.models", equalTo(3));
    }

    @Test
    void aFileWithoutAGoodRowIsRefusedInEveryMode() {
        String slug = Api.arena(Map.of());

        send(slug, "prompt_id,prompt,model,response\np1,Q?,A\n", "?mode=skip")
                .statusCode(422)
                .body("code", equalTo("upload-refused"));
        votes(slug, "model_a,model_b,winner\nA,A,a\n", "?mode=skip").statusCode(422);
    }

    @Test
    void aThousandPromptsWithoutAPairAreOneWarning() {
        String slug = Api.arena(Map.of());

        String answer = send(slug, Api.responses(1000, "A"), "")
                .statusCode(200)
                .body("warnings.code", equalTo(List.of("unpaired", "no-pairs")))
                .body("warnings[0].line", equalTo(2))
                .body("warnings[0].message", containsString("p1 (line 2)"))
                .body("warnings[0].message", containsString("and 980 more"))
                .extract()
                .asString();
        assertTrue(answer.length() < 5000);
    }

    @Test
    void aDryRunOfVotesSaysWhatWouldBeStored() {
        String slug = Api.arena(Map.of());
        votes(slug, "vote_id,model_a,model_b,winner\n1,New,Old,a\n").statusCode(200);

        votes(slug, "vote_id,model_a,model_b,winner\n1,New,Old,a\n2,New,Other,b\n", "?dryRun=true")
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("repeated", equalTo(1))
                .body("models", equalTo(1))
                .body("dryRun", equalTo(true));
        counts(slug).body("counts.votes", equalTo(1)).body("counts.models", equalTo(2));
    }

    @Test
    void aFileThatIsRefusedWholeWasADryRunAllTheSame() {
        String slug = Api.arena(Map.of());

        for (String file : List.of("", "nothing,known\n1,2\n", "prompt_id;prompt;model;response\n1;2;3;4\n")) {
            for (boolean dry : List.of(true, false)) {
                send(slug, file, "?dryRun=" + dry).statusCode(422).body("dryRun", equalTo(dry));
                votes(slug, file, "?dryRun=" + dry).statusCode(422).body("dryRun", equalTo(dry));
                Api.admin()
                        .multiPart("file", "x.csv", file.getBytes(StandardCharsets.UTF_8), "text/csv")
                        .post("/api/arenas/" + slug + "/votes?dryRun=" + dry)
                        .then()
                        .statusCode(422)
                        .body("dryRun", equalTo(dry));
            }
        }
        Api.admin()
                .contentType(ContentType.JSON)
                .body("[{]")
                .post("/api/arenas/" + slug + "/responses?dryRun=true")
                .then()
                .statusCode(422)
                .body("dryRun", equalTo(true));
    }

    @Test
    void filesThatComeSlowlyStopNobodyAndAreGivenUp() throws Exception {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
                slow.add(begin(slug, "votes", 100_000, "model_a,model_b,winner\n"));
            }

            Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);

            String answer = trickle(slow.getFirst());
            assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
            assertTrue(answer.contains("\"code\":\"timeout\""), answer);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(UploadTest::nothingIsSpooled);
    }

    /** A request with a body that has begun. */
    private Socket begin(String slug, String what, int length, String start) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.getOutputStream().write("""
                        POST /api/arenas/%s/%s HTTP/1.1\r
                        Host: localhost\r
                        Authorization: Bearer test-admin-token\r
                        Content-Type: text/csv\r
                        Content-Length: %d\r
                        \r
                        %s""".formatted(slug, what, length, start).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Sends a byte now and then until there is an answer, and waits for the end of the connection. */
    private static String trickle(Socket socket) throws IOException, InterruptedException {
        socket.setSoTimeout(20_000);
        while (socket.getInputStream().available() == 0) {
            socket.getOutputStream().write('a');
            Thread.sleep(200);
        }
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean nothingIsSpooled() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target/test-data/uploads"))) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void aFileThatFindsNoPlaceIsToldWhenToComeAgain() {
        String slug = Api.arena(Map.of());

        nested(3, () -> send(slug, Api.responses(1, "A", "B"), "")
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("code", equalTo("busy")));

        send(slug, Api.responses(1, "A", "B"), "").statusCode(200);
    }

    private void nested(int files, Runnable inside) {
        if (files == 0) {
            inside.run();
            return;
        }
        inbox.body(null, Reading.bytes("x"), new Manner(false, false), file -> {
            nested(files - 1, inside);
            return null;
        });
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws IOException {
        String slug = Api.arena(Map.of());

        try (Socket socket = begin(slug, "responses", 65 << 20, "prompt_id,prompt,model,response\n")) {
            socket.setSoTimeout(20_000);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
            assertTrue(answer.contains("\"code\":\"limit-body\""), answer);
        }
    }

    private static ValidatableResponse send(String slug, String csv, String query) {
        return Api.admin()
                .contentType("text/csv")
                .body(csv)
                .post("/api/arenas/" + slug + "/responses" + query)
                .then();
    }

    private static ValidatableResponse votes(String slug, String csv) {
        return votes(slug, csv, "");
    }

    private static ValidatableResponse votes(String slug, String csv, String query) {
        return Api.admin()
                .contentType("text/csv")
                .body(csv)
                .post("/api/arenas/" + slug + "/votes" + query)
                .then();
    }

    private static ValidatableResponse packedVotes(String slug, String csv) throws IOException {
        return Api.admin()
                .contentType("text/csv")
                .header("Content-Encoding", "gzip")
                .body(packed(csv))
                .post("/api/arenas/" + slug + "/votes")
                .then();
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static ValidatableResponse counts(String slug) {
        return Api.admin().get("/api/arenas/" + slug).then();
    }
}
