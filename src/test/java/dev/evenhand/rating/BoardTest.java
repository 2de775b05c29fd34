package dev.evenhand.rating;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BoardTest {
    @TestHTTPResource
    URI server;

    @Test
    void aRateIsQuotedWithItsInterval() {
        String slug = Api.arena(Map.of());
        StringBuilder file = new StringBuilder("model_a,model_b,winner\n");
        file.repeat("New,Old,a\n", 6478).repeat("New,Old,b\n", 3522);
        Api.importVotes(slug, file.toString());

        Api.admin()
                .get("/api/arenas/" + slug + "/comparison?candidate=New&baseline=Old")
                .then()
                .statusCode(200)
                .body("n", equalTo(10000))
                .body("winRate", rate(0.6478, 1e-6))
                .body("lower", rate(0.638382987, 1e-6))
                .body("upper", rate(0.657103503, 1e-6))
                .body("eloGap", rate(105.86, 0.01))
                .body("anytime.lower", rate(0.628754730, 1e-6))
                .body("anytime.fedBy", equalTo("vote"))
                .body("sentence", containsString("64.78 %"));
    }

    @Test
    void whatCannotBeRatedIsSaid() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, "model_a,model_b,winner\nA,B,a\nA,B,a\nB,C,a\nB,C,b\n");

        Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard")
                .then()
                .statusCode(200)
                .body("standings", hasSize(2))
                .body("unrated[0].model", equalTo("A"))
                .body("unrated[0].reason", containsString("never lost"))
                .body("warnings[0].code", equalTo("unconnected"));
    }

    @Test
    void winsLossesTiesAndBothBadAddUpToTheVotes() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, "model_a,model_b,winner\nA,B,a\nB,A,a\nA,B,tie\nA,B,both_bad\nB,A,both_bad\n");

        board(slug, "").body("votes", equalTo(5)).body("standings[0].votes", equalTo(5));
        board(slug, "").body("standings[0].ties", equalTo(1)).body("standings[0].bothBad", equalTo(2));
        board(slug, "?bothBad=drop").body("standings[0].votes", equalTo(3)).body("standings[0].bothBad", equalTo(2));
    }

    @Test
    void anObservedWinRateFollowsTheRulesThatWereAskedFor() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, "model_a,model_b,winner\nA,B,a\nA,B,a\nA,B,b\nA,B,tie\nA,B,both_bad\n");

        for (Map.Entry<String, Double> rule :
                Map.of("", 0.6, "?bothBad=drop", 0.625, "?ties=drop", 2 / 3.0).entrySet()) {
            Api.admin()
                    .get("/api/arenas/" + slug + "/win-rates" + rule.getKey())
                    .then()
                    .body("cells.find { it.model == 'A' }.observed", rate(rule.getValue(), 1e-6));
        }
    }

    @Test
    void anEmptyBoardIsNoError() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");

        Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard")
                .then()
                .statusCode(200)
                .body("standings", hasSize(0))
                .body("unrated", hasSize(2));
    }

    @Test
    void aSettingThatIsNotOfferedIsRefused() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");

        for (String query : List.of("method=elo", "ties=maybe", "interval=wide", "level=2", "position=true")) {
            Api.admin()
                    .get("/api/arenas/" + slug + "/leaderboard?" + query)
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    void aTimeThatEndsBeforeItBeginsIsRefused() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");

        for (String address : List.of("leaderboard", "win-rates", "leaderboard.csv")) {
            Api.admin()
                    .get("/api/arenas/" + slug + "/" + address + "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z")
                    .then()
                    .statusCode(422)
                    .body("detail", containsString("from is after to"));
        }
        board(slug, "?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z").body("votes", equalTo(0));
    }

    @Test
    void aBoardIsOpenOnlyToThoseWhoMayReadIt() {
        String hidden = Api.openArena(Map.of(), 2, "A", "B");
        String open = Api.openArena(Map.of("publicBoard", true), 2, "A", "B");

        given().get("/api/arenas/" + hidden + "/leaderboard").then().statusCode(401);
        Api.as(Api.rater(hidden))
                .get("/api/arenas/" + hidden + "/leaderboard")
                .then()
                .statusCode(403);
        given().get("/api/arenas/" + open + "/leaderboard").then().statusCode(200);
    }

    @Test
    void watchersAreToldOfANewBoardWithinASecond() {
        String slug = Api.openArena(Map.of("publicBoard", true), 3, "A", "B");
        List<String> told = new CopyOnWriteArrayList<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(live(slug), listener(told))
                .join();
        String rater = Api.rater(slug);

        Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);

        await().atMost(Duration.ofSeconds(5)).until(() -> !told.isEmpty());
        assertTrue(told.getFirst().contains("\"type\":\"leaderboard\""));
        assertTrue(told.getFirst().contains("\"votes\":1"));
        socket.abort();
    }

    @Test
    void aLiveBoardIsOpenOnlyToThoseWhoMayReadIt() {
        String hidden = Api.openArena(Map.of(), 2, "A", "B");
        String open = Api.openArena(Map.of("publicBoard", true), 2, "A", "B");

        assertEquals(401, refusal(hidden, null));
        assertEquals(401, refusal(hidden, "no-such-token"));
        assertEquals(403, refusal(hidden, Api.rater(hidden)));
        assertEquals(101, refusal(hidden, "test-admin-token"));
        assertEquals(101, refusal(open, null));
    }

    /** The status with which a socket is refused; 101 where it is opened. */
    private int refusal(String slug, String token) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        try {
            builder.buildAsync(live(slug), new WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private URI live(String slug) {
        return URI.create(server.toString().replaceFirst("^http", "ws") + "api/arenas/" + slug + "/live");
    }

    private static WebSocket.Listener listener(List<String> told) {
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                told.add(text.toString());
                socket.request(1);
                return null;
            }
        };
    }

    private static ValidatableResponse board(String slug, String query) {
        return Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard" + query)
                .then()
                .statusCode(200);
    }

    private static org.hamcrest.Matcher<Float> rate(double expected, double error) {
        return new org.hamcrest.CustomTypeSafeMatcher<>("about " + expected) {
            @Override
            protected boolean matchesSafely(Float actual) {
                return closeTo(expected, error).matches(actual.doubleValue());
            }
        };
    }
}
