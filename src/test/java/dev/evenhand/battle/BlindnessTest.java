package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BlindnessTest {
    private static final List<String> CANARIES = List.of("CNRY-9f3a61c04d", "CNRY-77be20e518", "CNRY-c40d85aa23");

    @Test
    void noModelsNameReachesARater() {
        String slug = Api.openArena(Map.of("access", "open"), 6, CANARIES.toArray(String[]::new));
        String rater = Api.rater(slug);
        StringBuilder seen = new StringBuilder();

        for (int i = 0; i < 12; i++) {
            Response battle = Api.as(rater).post("/api/arenas/" + slug + "/battles");
            String id = battle.path("id");
            keep(seen, battle);
            keep(seen, Api.vote(rater, id, "left", 0));
            keep(seen, Api.vote(rater, id, "right", 0));
            keep(seen, Api.as(rater).delete("/api/battles/" + id + "/vote?version=1"));
            keep(seen, Api.vote(rater, id, "tie", 2));
        }
        for (String path : List.of("", "/models", "/prompts", "/raters", "/leaderboard", "/win-rates", "/comparison")) {
            keep(seen, Api.as(rater).get("/api/arenas/" + slug + path));
        }
        keep(seen, Api.as(rater).get("/api/arenas"));
        keep(seen, Api.as(rater).get("/api/me"));

        CANARIES.forEach(canary -> assertFalse(seen.toString().contains(canary), canary));
        assertTrue(seen.length() > 10_000);
    }

    @Test
    void everyBattleCarriesTheSameHeadersAndFields() {
        String slug = Api.openArena(Map.of(), 6, CANARIES.toArray(String[]::new));
        String rater = Api.rater(slug);
        Set<Object> shapes = new HashSet<>();

        for (int i = 0; i < 6; i++) {
            Response battle = Api.as(rater).post("/api/arenas/" + slug + "/battles");
            shapes.add(List.of(
                    battle.headers().asList().stream()
                            .map(io.restassured.http.Header::getName)
                            .sorted()
                            .toList(),
                    battle.<Map<String, Object>>path("").keySet()));
            assertEquals("no-store", battle.header("Cache-Control"));
            Api.vote(rater, battle.path("id"), "left", 0);
        }

        assertEquals(1, shapes.size());
    }

    @Test
    void aReceiptNamesTheModelsOnlyWhereTheArenaReveals() {
        String slug = Api.openArena(Map.of("reveal", "after_vote"), 2, CANARIES.toArray(String[]::new));
        String rater = Api.rater(slug);

        Response receipt = Api.vote(rater, Api.battle(slug, rater), "left", 0);

        assertTrue(CANARIES.contains(receipt.<String>path("reveal.left")));
        assertEquals(409, Api.vote(rater, receipt.path("battle"), "right", 1).statusCode());
    }

    private static void keep(StringBuilder seen, Response response) {
        seen.append(response.headers()).append(response.asString()).append('\n');
    }
}
