package dev.evenhand.rating;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CheckupTest {
    /** Each beats the next eight times of ten, and the last the first. */
    private static final String CIRCLE = "model_a,model_b,winner\n"
            + "A,B,a\n".repeat(8) + "A,B,b\n".repeat(2)
            + "B,C,a\n".repeat(8) + "B,C,b\n".repeat(2)
            + "C,A,a\n".repeat(8) + "C,A,b\n".repeat(2);

    private static final String ORDER = "model_a,model_b,winner\n"
            + "A,B,a\n".repeat(7) + "A,B,b\n".repeat(3)
            + "A,C,a\n".repeat(9) + "A,C,b\n".repeat(1)
            + "B,C,a\n".repeat(6) + "B,C,b\n".repeat(4);

    @Test
    void aCircleFitsNoOrder() {
        checks(imported(CIRCLE))
                .body("checks.fit.g2", number(11.56468542130545, 1e-6))
                .body("checks.fit.x2", number(10.8, 1e-6))
                .body("checks.fit.degreesOfFreedom", equalTo(1))
                .body("checks.fit.p", number(.00067216, 1e-7))
                .body("checks.fit.sentence", containsString("fewer than 1 in 1,000"))
                .body("checks.circles.share", number(1, 1e-6))
                .body("checks.circles.cyclicTriads", equalTo(1))
                .body("checks.circles.triads[0].weakest", number(.8, 1e-6))
                .body("checks.fit.standingOut", equalTo(3));
    }

    @Test
    void anOrderThatFitsLeavesNothingOut() {
        checks(imported(ORDER))
                .body("checks.models", equalTo(List.of("A", "B", "C")))
                .body("checks.scope", equalTo("All 3 rated models."))
                .body("checks.fit.g2", number(.4708021395, 1e-6))
                .body("checks.fit.x2", number(.4558575168, 1e-6))
                .body("checks.fit.standingOut", equalTo(0))
                .body("checks.circles.share", number(.0414408679, 1e-8))
                .body("checks.circles.cyclicTriads", equalTo(0))
                .body("checks.fragility.leader", equalTo("A"))
                .body("checks.fragility.votes.removed", equalTo(FEWEST_VOTES))
                .body("checks.thin.sparse", equalTo(3));
    }

    /** By fitting every rest of up to seven votes fewer: all seven of A against B must go. */
    private static final int FEWEST_VOTES = 7;

    @Test
    void whatCannotBeToldSaysWhy() {
        checks(imported("model_a,model_b,winner\nA,B,a\nA,B,b\nA,B,a\n"))
                .body("checks.fit.p", nullValue())
                .body("checks.fit.missing", containsString("further pairs"))
                .body("checks.circles.missing", containsString("three models"))
                .body("checks.influence.missing", equalTo("No vote names its rater."))
                .body("checks.fragility.raters.missing", equalTo("No vote names its rater."))
                .body("checks.agreement.missing", equalTo("No vote names its rater."))
                .body("checks.reliability.crowdBt", equalTo("No vote names its rater."))
                .body("checks.ties.rules.find { it.rule == 'davidson' }.standings", hasSize(2));
    }

    @Test
    void anArenaWithoutVotesHasNothingToCheck() {
        checks(Api.openArena(Map.of(), 2, "A", "B"))
                .body("checks.missing", containsString("Nothing can be checked"))
                .body("checks.models", hasSize(0))
                .body("checks.fit", nullValue());
    }

    @Test
    void ofSeveralGroupsTheLargestIsChecked() {
        checks(imported(ORDER + "X,Y,a\nX,Y,b\n"))
                .body("checks.models", equalTo(List.of("A", "B", "C")))
                .body("checks.scope", containsString("largest of 2 groups"))
                .body("checks.fit.g2", number(.4708021395, 1e-6))
                .body("checks.warnings.code", hasItem("components"));
    }

    /** Three raters on five pairs of responses: A A B, A A A, tie B B, B B, A tie A. */
    private static final String JUDGED = "model_a,model_b,winner,rater,prompt_id\n"
            + "A,B,a,r1,p1\nA,B,a,r2,p1\nB,A,a,r3,p1\n"
            + "A,B,a,r1,p2\nA,B,a,r2,p2\nA,B,a,r3,p2\n"
            + "A,B,tie,r1,p3\nA,B,b,r2,p3\nA,B,b,r3,p3\n"
            + "A,B,b,r1,p4\nA,B,b,r2,p4\n"
            + "A,B,a,r1,p5\nA,B,tie,r2,p5\nA,B,a,r3,p5\n";

    @Test
    void ratersAreHeldAgainstEachOther() {
        checks(imported(JUDGED))
                .body("checks.agreement.units", equalTo(5))
                .body("checks.agreement.ratedTwice", equalTo(5))
                .body("checks.agreement.judgements", equalTo(14))
                .body("checks.agreement.measures.find { it.name == 'krippendorff-nominal' }.value", number(ALPHA, 1e-6))
                .body(
                        "checks.agreement.measures.find { it.name == 'krippendorff-interval' }.value",
                        number(ALPHA_INTERVAL, 1e-6))
                .body("checks.agreement.measures.find { it.name == 'fleiss' }.of", equalTo(4))
                .body("checks.agreement.measures.find { it.name == 'fleiss' }.value", number(FLEISS, 1e-6))
                .body("checks.agreement.measures.find { it.name == 'cohen' }.missing", containsString("10 judgements"))
                .body("checks.reliability.dawidSkene", containsString("10 judgements"));
    }

    /** Of these units and the same turned round; computed by hand from the coincidences. */
    private static final double ALPHA = .325;

    private static final double ALPHA_INTERVAL = 29 / 56.0;
    private static final double FLEISS = .2;

    @Test
    void agreementDoesNotDependOnTheNamesOfModels() {
        JsonPath named = checks(imported(JUDGED)).extract().jsonPath();
        String turned = JUDGED.replace("A,", "Z,").replace(",A", ",Z");

        checks(imported(turned))
                .body(
                        "checks.agreement.measures.find { it.name == 'krippendorff-nominal' }.value",
                        equalTo(named.getFloat(
                                "checks.agreement.measures.find { it.name == 'krippendorff-nominal' }.value")));
    }

    @Test
    void whoeverVotesTheWrongWayRoundIsFound() {
        checks(imported(crowd()))
                .body("checks.reliability.raters[0].rater", equalTo("turned"))
                .body("checks.reliability.raters[0].doubtful", equalTo(true))
                .body("checks.reliability.doubtful", equalTo(1))
                .body("checks.influence.raters", hasSize(7))
                .body("checks.influence.raters.rater", hasItem("turned"));
    }

    /** Six raters who say what the strengths say of three models, four times of five, and one who says the opposite. */
    private static String crowd() {
        StringBuilder votes = new StringBuilder("model_a,model_b,winner,rater,prompt_id,category\n");
        for (int rater = 0; rater < 7; rater++) {
            for (int vote = 0; vote < 30; vote++) {
                String pair = List.of("A,B", "B,C", "A,C").get(vote % 3);
                boolean first = (vote % 5 > 0) == (rater > 0);
                votes.append("%s,%s,%s,p%d,%s\n"
                        .formatted(
                                pair,
                                first ? "a" : "b",
                                rater == 0 ? "turned" : "r" + rater,
                                vote,
                                vote % 2 == 0 ? "code" : "=art"));
            }
        }
        return votes.toString();
    }

    @Test
    void ratersAreNamedToThoseOnlyWhoMayReadVotes() {
        String slug = Api.arena(Map.of("publicBoard", true));
        Api.importVotes(slug, crowd());

        String seen = given().get("/api/arenas/" + slug + "/diagnostics")
                .then()
                .statusCode(200)
                .body("checks.influence.raters", hasSize(7))
                .extract()
                .asString();
        assertTrue(!seen.contains("turned") && seen.contains("\"rater 7\""), seen);
    }

    @Test
    void whoMayNotSeeTheBoardSeesNoChecks() {
        String slug = imported(ORDER);

        for (String address : List.of("diagnostics", "slices?by=category", "slices.csv?by=category")) {
            given().get("/api/arenas/" + slug + "/" + address).then().statusCode(401);
        }
    }

    @Test
    void settingsWithoutChecksAreRefusedWithWhatToDo() {
        String slug = imported(ORDER);

        for (Map.Entry<String, String> query : Map.of(
                        "method=elo", "method=bradley-terry",
                        "ties=davidson", "ties=half",
                        "position=true", "leave position=true out")
                .entrySet()) {
            for (String address : List.of("diagnostics?", "slices?by=category&")) {
                Api.admin()
                        .get("/api/arenas/" + slug + "/" + address + query.getKey())
                        .then()
                        .statusCode(422)
                        .body("code", equalTo("not-offered"))
                        .body("detail", containsString(query.getValue()));
            }
        }
        Api.admin().get("/api/arenas/" + slug + "/diagnostics?level=2").then().statusCode(422);
        for (String by : List.of("slices?by=mood", "slices.csv?by=RATER_KIND")) {
            Api.admin()
                    .get("/api/arenas/" + slug + "/" + by)
                    .then()
                    .statusCode(422)
                    .body("detail", containsString("category, language, raterKind, month"));
        }
        Api.admin()
                .get("/api/arenas/" + slug + "/slices.xml?by=category")
                .then()
                .statusCode(404);
    }

    @Test
    void theChecksFollowTheVotesAndTheSettings() {
        String slug = imported(ORDER);
        String before = checks(slug).extract().path("snapshot");
        Api.importVotes(slug, "model_a,model_b,winner\n" + "A,B,tie\n".repeat(5));

        ValidatableResponse after = checks(slug);
        after.body("checks.votes", equalTo(35)).body("snapshot", not(equalTo(before)));
        after.body("checks.ties.rules.find { it.rule == 'drop' }.ratingChange", greaterThan(1f));
        Api.admin()
                .get("/api/arenas/" + slug + "/diagnostics?ties=drop")
                .then()
                .body("checks.fit.g2", number(.4708021395, 1e-6))
                .body("checks.ties.rules.find { it.rule == 'half' }.ratingChange", greaterThan(1f))
                .body("checks.ties.rules.find { it.chosen }.rule", equalTo("drop"));
    }

    @Test
    void slicesAreDrawnTowardsTheBoard() {
        String slug = imported(crowd());
        JsonPath board = Api.admin().get("/api/arenas/" + slug + "/leaderboard").jsonPath();

        JsonPath slices = slices(slug, "category")
                .body("table.slices.value", equalTo(List.of("=art", "code")))
                .body("table.without", equalTo(0))
                .body("table.betweenVariance", notNullValue())
                .extract()
                .jsonPath();
        for (int i = 0; i < 3; i++) {
            String at = "table.slices[1].models[%d].".formatted(i);
            assertEquals(board.getString("standings[%d].model".formatted(i)), slices.getString(at + "model"));
            double whole = board.getDouble("standings[%d].rating".formatted(i));
            double raw = slices.getDouble(at + "raw");
            double drawn = slices.getDouble(at + "rating");
            double factor = slices.getDouble(at + "factor");
            assertEquals(whole, slices.getDouble(at + "board"), 1e-6);
            assertEquals(whole + factor * (raw - whole), drawn, 1e-3);
            assertEquals(105, slices.getLong("table.slices[1].votes"));
            assertEquals(
                    2 * 1.959963985 * slices.getDouble(at + "se"),
                    slices.getDouble(at + "upper") - slices.getDouble(at + "lower"),
                    1e-3);
        }
    }

    @Test
    void aSliceThatSpeaksOfOneThingOnlySaysSo() {
        slices(imported(ORDER), "category").body("table.missing", containsString("No vote says"));
        slices(imported(ORDER), "raterKind").body("table.missing", containsString("one part, “person”"));
        slices(imported(ORDER), "month").body("table.slices", hasSize(0));
        slices(Api.openArena(Map.of(), 2, "A", "B"), "month").body("table.missing", containsString("Nothing"));
        Api.admin()
                .get("/api/arenas/" + imported(crowd()) + "/slices?by=category&interval=none")
                .then()
                .body("table.missing", containsString("interval"));
    }

    @Test
    void monthsAndFilesAreToldApart() {
        String slug = imported("model_a,model_b,winner,timestamp\n"
                + "A,B,a,2026-01-31T23:30:00Z\nA,B,b,2026-01-05T00:00:00Z\nA,B,a,2026-02-01T00:30:00+01:00\n"
                + "A,B,a,2026-02-01T00:00:00Z\nA,B,b,2026-02-03T00:00:00Z\n");

        slices(slug, "month")
                .body("table.slices.value", equalTo(List.of("2026-01", "2026-02")))
                .body("table.slices.votes", equalTo(List.of(3, 2)));
        String csv = Api.admin()
                .get("/api/arenas/" + imported(crowd()) + "/slices.csv?by=category")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("-slices.csv"))
                .extract()
                .asString();
        assertEquals(
                "by,slice,model,votes,raw,raw_se,board,rating,se,lower,upper,factor",
                csv.lines().findFirst().orElseThrow());
        assertEquals(7, csv.lines().count());
        assertTrue(csv.contains("category,'=art,") || csv.contains("category,\"'=art\","), csv);
        Api.admin()
                .get("/api/arenas/" + slug + "/slices.json?by=month")
                .then()
                .statusCode(200)
                .body("table.by", equalTo("month"));
    }

    private static String imported(String votes) {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, votes);
        return slug;
    }

    private static ValidatableResponse checks(String slug) {
        return Api.admin()
                .get("/api/arenas/" + slug + "/diagnostics")
                .then()
                .statusCode(200)
                .body("checks.method.method", equalTo("bradley-terry"));
    }

    private static ValidatableResponse slices(String slug, String by) {
        return Api.admin()
                .get("/api/arenas/" + slug + "/slices?by=" + by)
                .then()
                .statusCode(200);
    }

    private static org.hamcrest.Matcher<Float> number(double expected, double error) {
        return new org.hamcrest.CustomTypeSafeMatcher<>("about " + expected) {
            @Override
            protected boolean matchesSafely(Float actual) {
                return closeTo(expected, error).matches(actual.doubleValue());
            }
        };
    }
}
