package dev.evenhand.rating;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.arena.Arenas;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.websockets.next.OpenConnections;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BoardTest {
    @Inject
    Arenas arenas;

    @Inject
    EventBus bus;

    @Inject
    OpenConnections pages;

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
                .body("anytime.upper", rate(0.666536940, 1e-6))
                .body("anytime.decidedAt", equalTo(7))
                .body("anytime.fed", equalTo(10000))
                .body("anytime.fedBy", equalTo("vote"))
                .body("sentence", containsString("64.78 %"));
    }

    @Test
    void aWrongIntervalIsToldAllThatMayBeChosen() {
        String slug = Api.arena(Map.of());

        Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard?interval=wide")
                .then()
                .statusCode(422)
                .body(
                        "detail",
                        containsString("Choose one of two-way, rater, jackknife, bootstrap, iid, fisher, none."));
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

        for (String query : List.of(
                "method=guess",
                "method=elo&ties=davidson",
                "ties=maybe",
                "interval=wide",
                "level=2",
                "style=loud",
                "method=elo&style=length",
                "method=eqbench3",
                "anchor=A",
                "anchor=Z=1000",
                "anchor=A=1&anchor=B=2&anchor=A=3")) {
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

    /** Three models of which (wins, ties, losses) are A–B 12, 6, 7; B–C 10, 5, 5; A–C 9, 3, 3. */
    private static final String WITH_TIES = "model_a,model_b,winner,shown_first\n"
            + "A,B,a,a\n".repeat(12) + "A,B,tie,a\n".repeat(6) + "A,B,b,b\n".repeat(7)
            + "B,C,a,a\n".repeat(10) + "B,C,tie,b\n".repeat(5) + "B,C,b,a\n".repeat(5)
            + "A,C,a,b\n".repeat(9) + "A,C,tie,a\n".repeat(3) + "A,C,b,b\n".repeat(3);

    @Test
    void tiesCanHaveAModelOfTheirOwn() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, WITH_TIES);

        board(slug, "?ties=davidson")
                .body("standings[0].rating", rating(1000 + 173.717792761 * .5632711015))
                .body("standings[0].ties", equalTo(9))
                .body("estimated[0].effect", equalTo("ties"))
                .body("estimated[0].estimate", rate(Math.log(.6536120764), 1e-6));
        board(slug, "?ties=rao-kupper")
                .body("standings[0].rating", rating(1000 + 173.717792761 * .4527525037))
                .body("estimated[0].estimate", rate(.5198554610, 1e-6));
        board(slug, "?ties=drop").body("standings[0].rating", rating(1000 + 173.717792761 * .5561972266));
    }

    @Test
    void theEdgeOfBeingShownFirstIsEstimatedWhereItIsAskedFor() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, WITH_TIES);

        board(slug, "?position=true")
                .body("method.position", equalTo(true))
                .body("estimated.effect", equalTo(List.of("position")))
                .body("estimated[0].estimate", greaterThan(0f))
                .body("estimated[0].se", greaterThan(0f));
    }

    @Test
    void whatTheVotesCannotSayIsRefusedWithTheReason() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, "model_a,model_b,winner\nA,B,a\nB,A,a\nA,B,tie\n");

        Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard?position=true")
                .then()
                .statusCode(422)
                .body("code", equalTo("no-estimate"))
                .body("detail", containsString("shown first"));
    }

    @Test
    void oneOrTwoModelsCanBeGivenARating() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, WITH_TIES);

        board(slug, "?anchor=B=1200")
                .body("standings.find { it.model == 'B' }.rating", equalTo(1200f))
                .body("standings.find { it.model == 'B' }.se", equalTo(0f));
        board(slug, "?anchor=A=1500&anchor=C=200")
                .body("standings.find { it.model == 'A' }.rating", equalTo(1500f))
                .body("standings.find { it.model == 'C' }.rating", equalTo(200f));
        Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard?anchor=C=1500&anchor=A=200")
                .then()
                .statusCode(422)
                .body("code", equalTo("no-estimate"));
    }

    @Test
    void aTimeOutsideTheCalendarIsRefused() {
        String slug = Api.arena(Map.of());

        for (String parameter : List.of("from", "to", "asOf")) {
            for (String time : List.of(
                    "%2B999999999-12-31T23:59:59Z",
                    "%2B10000-01-01T00:00:00Z", "0000-12-31T23:59:59Z", "-4800-01-01T00:00:00Z")) {
                Api.admin()
                        .urlEncodingEnabled(false)
                        .get("/api/arenas/" + slug + "/leaderboard?" + parameter + "=" + time)
                        .then()
                        .statusCode(422)
                        .body("detail", startsWith(parameter + " is a time"));
            }
        }
        board(slug, "?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z&asOf=9999-12-31T23:59:59Z");
    }

    @Test
    void theRulesOfOthersAreNamedAndHaveNoInterval() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, "model_a,model_b,winner\nPizza,Sushi,b\nSushi,Pizza,tie\nPizza,Sushi,a\n");

        for (String method : List.of("elo", "glicko2", "trueskill", "win-rate", "arena-rank", "fastchat", "evalica")) {
            board(slug, "?method=" + method)
                    .body("method.method", equalTo(method))
                    .body("method.interval", equalTo("none"))
                    .body("standings", hasSize(2))
                    .body("standings[0].lower", nullValue())
                    .body("warnings[0].code", equalTo("for-comparison"));
        }
        // K = 4, from 1000 each: a loss, a tie and a win in this order.
        double first = 1000 - 2;
        double tied = first + 4 * (0.5 - 1 / (1 + Math.pow(10, (1002 - first) / 400)));
        double last = tied + 4 * (1 - 1 / (1 + Math.pow(10, (2000 - 2 * tied) / 400)));
        board(slug, "?method=elo").body("standings.find { it.model == 'Pizza' }.rating", rating(last));
    }

    @Test
    void aBootstrapIsTheSameEachTime() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, WITH_TIES);

        float lower = board(slug, "?interval=bootstrap").extract().path("standings[0].lower");
        board(slug, "?interval=bootstrap&level=0.9").body("standings[0].lower", greaterThan(lower));
        board(slug, "?interval=bootstrap").body("standings[0].lower", equalTo(lower));
        board(slug, "?interval=jackknife").body("method.interval", equalTo("jackknife"));
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
    void boardsThatNobodyWatchesAreNotMadeForEachVote() throws InterruptedException {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), 20, "A", "B");
        UUID arena = QuarkusTransaction.requiringNew().call(() -> arenas.idOf(slug));
        List<String> made = new CopyOnWriteArrayList<>();
        MessageConsumer<JsonObject> told =
                bus.consumer(LiveBoards.ADDRESS, board -> made.add(board.body().getString("arena")));
        String rater = Api.rater(slug);

        for (int i = 0; i < 10; i++) {
            Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);
            Thread.sleep(200);
        }

        told.unregister();
        assertFalse(made.contains(arena.toString()), made.toString());
    }

    @Test
    void watchersAreToldOfANewBoardWithinASecond() {
        String slug = Api.openArena(Map.of("publicBoard", true), 3, "A", "B");
        List<String> told = new CopyOnWriteArrayList<>();
        List<String> toldToEverybody = new CopyOnWriteArrayList<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer test-admin-token")
                .buildAsync(live(slug), listener(told))
                .join();
        WebSocket everybody = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(live(slug), listener(toldToEverybody))
                .join();
        UUID arena = QuarkusTransaction.requiringNew().call(() -> arenas.idOf(slug));
        await().until(() -> LiveSocket.watching(pages, arena).findAny().isPresent());
        String rater = Api.rater(slug);

        Api.vote(rater, Api.battle(slug, rater), "left", 0).then().statusCode(201);

        await().atMost(Duration.ofSeconds(5)).until(() -> !told.isEmpty());
        assertTrue(told.getFirst().contains("\"type\":\"leaderboard\""));
        assertTrue(told.getFirst().contains("\"votes\":1"));
        assertEquals(List.of(), toldToEverybody);
        socket.abort();
        everybody.abort();
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

    @Test
    void aPageOfAnotherSiteWatchesNothingWithABorrowedCookie() {
        String hidden = Api.openArena(Map.of("access", "open"), 2, "A", "B");
        String open = Api.openArena(Map.of("access", "open", "publicBoard", true), 2, "A", "B");
        String admin = "evenhand-session=" + adminsSession();
        String here = "http://" + server.getAuthority();
        String elsewhere = "https://elsewhere.example";

        for (String slug : List.of(hidden, open)) {
            assertEquals(403, answer(slug, Map.of("Cookie", admin, "Origin", elsewhere)));
            assertEquals(403, answer(slug, Map.of("Cookie", admin, "Origin", "null")));
            assertEquals(101, answer(slug, Map.of("Cookie", admin, "Origin", here)));
            assertEquals(101, answer(slug, Map.of("Cookie", admin)));
            assertEquals(101, answer(slug, Map.of("Authorization", "Bearer test-admin-token", "Origin", elsewhere)));
        }
        assertEquals(101, answer(open, Map.of("Origin", elsewhere)));
    }

    private static String adminsSession() {
        Map<String, String> person =
                Map.of("username", "watcher-" + Long.toString(System.nanoTime(), 36), "password", "a long password");
        Map<String, String> account = new HashMap<>(person);
        account.put("role", "admin");
        Api.admin()
                .contentType("application/json")
                .body(account)
                .post("/api/accounts")
                .then()
                .statusCode(201);
        return given().contentType("application/json")
                .body(person)
                .post("/api/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("evenhand-session");
    }

    private int refusal(String slug, String token) {
        return answer(slug, token == null ? Map.of() : Map.of("Authorization", "Bearer " + token));
    }

    /** The status with which a socket is refused; 101 where it is opened. */
    private int answer(String slug, Map<String, String> headers) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
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

    private static org.hamcrest.Matcher<Float> rating(double expected) {
        return rate(expected, 1e-3);
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
