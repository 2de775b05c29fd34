package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VoteTest {
    @Test
    void theSameWriteGetsTheSameReceipt() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);

        String first = Api.vote(rater, battle, "left", 0)
                .then()
                .statusCode(201)
                .extract()
                .asString();
        String again = Api.vote(rater, battle, "left", 0)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertEquals(first, again);
        assertEquals(1, votes(slug));
    }

    @Test
    void anotherWriteOnAVersionThatHasPassedIsToldWhatStands() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);
        Api.vote(rater, battle, "left", 0);

        Api.vote(rater, battle, "right", 0)
                .then()
                .statusCode(409)
                .body("code", equalTo("already-voted"))
                .body("receipt.outcome", equalTo("left"))
                .body("receipt.version", equalTo(1));
    }

    @Test
    void whatStandsAfterAnUndoHasNoOutcome() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String undone = Api.battle(slug, rater);
        Api.vote(rater, undone, "left", 0);
        Api.as(rater).delete("/api/battles/" + undone + "/vote?version=1");

        Api.vote(rater, undone, "right", 0)
                .then()
                .statusCode(409)
                .body("receipt.version", equalTo(2))
                .body("receipt.outcome", nullValue());
    }

    @Test
    void aVoteIsReplacedUntilTheRatersNextVote() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String first = Api.battle(slug, rater);
        Api.vote(rater, first, "left", 0);

        Api.vote(rater, first, "tie", 1).then().statusCode(201).body("version", equalTo(2));
        Api.vote(rater, Api.battle(slug, rater), "right", 0).then().statusCode(201);
        Api.vote(rater, first, "right", 2).then().statusCode(409);

        assertEquals(2, votes(slug));
    }

    @Test
    void anUndoneBattleComesNext() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String first = Api.battle(slug, rater);
        Api.vote(rater, first, "left", 0);
        String second = Api.battle(slug, rater);

        Api.as(rater).delete("/api/battles/" + first + "/vote?version=1").then().body("version", equalTo(2));

        assertEquals(first, Api.battle(slug, rater));
        assertEquals(0, votes(slug));
        Api.vote(rater, first, "right", 2).then().statusCode(201).body("version", equalTo(3));
        assertEquals(second, Api.battle(slug, rater));
    }

    @Test
    void aSkipIsRecordedAndCanBeTakenBack() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);

        Api.as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "cannot-judge", "version", 0))
                .post("/api/battles/" + battle + "/skip")
                .then()
                .statusCode(204);
        assertNotEquals(battle, Api.battle(slug, rater));
        Api.as(rater)
                .delete("/api/battles/" + battle + "/vote?version=1")
                .then()
                .statusCode(200);

        assertEquals(battle, Api.battle(slug, rater));
    }

    @Test
    void nobodyVotesOnSomebodyElsesBattle() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String battle = Api.battle(slug, Api.rater(slug));

        Api.vote(Api.rater(slug), battle, "left", 0).then().statusCode(404).body("code", equalTo("battle-unknown"));
    }

    @Test
    void anUnansweredBattleIsGivenAgainAndNoPairTwice() {
        String slug = Api.openArena(Map.of(), 2, "A", "B", "C");
        String rater = Api.rater(slug);
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 6; i++) {
            String battle = Api.battle(slug, rater);
            assertEquals(battle, Api.battle(slug, rater));
            assertTrue(seen.add(battle));
            Api.vote(rater, battle, "left", 0).then().statusCode(201);
        }

        Api.as(rater)
                .post("/api/arenas/" + slug + "/battles")
                .then()
                .statusCode(200)
                .body("id", nullValue())
                .body("reason", equalTo("nothing-left"));
    }

    @Test
    void tooManyVotesAMinuteHaveToWait() {
        String slug = Api.openArena(Map.of("votesPerMinute", 2), 5, "A", "B");
        String rater = Api.rater(slug);
        for (int i = 0; i < 2; i++) {
            Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);
        }

        Api.vote(rater, Api.battle(slug, rater), "left", 0)
                .then()
                .statusCode(429)
                .header("Retry-After", not(nullValue()))
                .body("code", equalTo("too-fast"));
    }

    @Test
    void identicalTextsAreRecordedAndNotAsked() {
        String slug = Api.arena(Map.of());
        Api.upload(slug, "prompt_id,prompt,model,response\np1,Q?,A,same\np1,Q?,B,same\np2,Q?,A,one\np2,Q?,B,other\n");
        Api.open(slug);
        String rater = Api.rater(slug);

        for (int i = 0; i < 3; i++) {
            Api.as(rater)
                    .post("/api/arenas/" + slug + "/battles")
                    .then()
                    .statusCode(201)
                    .body("left.text", not(equalTo("same")));
        }
        Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);

        Api.as(rater).post("/api/arenas/" + slug + "/battles").then().body("reason", equalTo("nothing-left"));
        await().untilAsserted(() -> assertEquals(
                1,
                Api.admin()
                        .get("/api/arenas/" + slug + "/events.jsonl")
                        .asString()
                        .lines()
                        .filter(line -> line.contains("\"kind\":\"identical\""))
                        .count()));
    }

    @Test
    void eightRatersWhoSendEveryVoteTwiceAreEachCountedOnce() {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), 12, "A", "B", "C");
        List<String> raters =
                IntStream.range(0, 8).mapToObj(i -> Api.rater(slug)).toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> sittings = new ArrayList<>();
            for (String rater : raters) {
                sittings.add(CompletableFuture.runAsync(() -> sit(slug, rater, threads), threads));
            }
            sittings.forEach(CompletableFuture::join);
        }

        assertEquals(8 * 12, votes(slug));
    }

    private static void sit(String slug, String rater, ExecutorService threads) {
        for (int i = 0; i < 12; i++) {
            String battle = Api.battle(slug, rater);
            List<CompletableFuture<Integer>> twice = IntStream.range(0, 2)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> Api.vote(rater, battle, "left", 0).statusCode(), threads))
                    .toList();
            Set<Integer> statuses =
                    new HashSet<>(twice.stream().map(CompletableFuture::join).toList());
            assertEquals(Set.of(200, 201), statuses);
        }
    }

    private static int votes(String slug) {
        return Api.admin().get("/api/arenas/" + slug).then().extract().path("counts.votes");
    }
}
