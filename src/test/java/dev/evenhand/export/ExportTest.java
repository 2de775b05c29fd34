package dev.evenhand.export;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.battle.RecordReader;
import dev.evenhand.problem.Turnstile;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExportTest {
    @Inject
    RecordReader record;

    @Test
    void theTableHasTheBoardsNumbersUnrounded() {
        String slug = voted();
        JsonPath board = Api.admin().get("/api/arenas/" + slug + "/leaderboard").jsonPath();

        String csv = Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard.csv")
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("text/csv;charset=UTF-8"))
                .header("Content-Disposition", containsString(slug + "-leaderboard.csv"))
                .extract()
                .asString();

        List<String> lines = csv.lines().toList();
        assertEquals(
                "rank,rank_low,rank_high,model,rating,se,lower,upper,votes,wins,losses,ties,both_bad,win_rate,expected_win_rate",
                lines.getFirst());
        for (int i = 0; i < 3; i++) {
            List<String> cells = List.of(lines.get(i + 1).split(","));
            assertEquals(board.getString("standings[%d].model".formatted(i)), cells.get(3));
            assertEquals(board.getFloat("standings[%d].rating".formatted(i)), Float.parseFloat(cells.get(4)));
            assertEquals(board.getInt("standings[%d].votes".formatted(i)), Integer.parseInt(cells.get(8)));
        }
    }

    @Test
    void whatVotesGivesVotesTakesBackWithoutLoss() {
        String slug = voted();
        for (String format : List.of("csv", "jsonl")) {
            String out =
                    Api.admin().get("/api/arenas/" + slug + "/votes." + format).asString();
            String other = Api.arena(Map.of());
            Api.admin()
                    .contentType(format.equals("csv") ? "text/csv" : "application/x-ndjson")
                    .body(out.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .post("/api/arenas/" + other + "/votes")
                    .then()
                    .statusCode(200)
                    .body("accepted", equalTo(9));

            String again =
                    Api.admin().get("/api/arenas/" + other + "/votes." + format).asString();
            assertEquals(out.replace(slug, "arena"), again.replace(other, "arena"));
            assertEquals(ratings(slug), ratings(other));
        }
    }

    @Test
    void votesOfBattlesComeBackAsVotesOfBattles() {
        String slug = Api.openArena(Map.of("margin", true, "votesPerMinute", 0), 3, "A", "B");
        String rater = Api.rater(slug);
        for (String outcome : List.of("left", "tie")) {
            Api.vote(rater, Api.battle(slug, rater), outcome, 0).then().statusCode(201);
        }
        String out = Api.admin().get("/api/arenas/" + slug + "/votes.jsonl").asString();
        assertTrue(out.contains("\"source\":\"battle\""), out);

        for (String restore : List.of("false", "true")) {
            String other = Api.arena(Map.of());
            Api.admin()
                    .contentType("application/x-ndjson")
                    .body(out.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .post("/api/arenas/" + other + "/votes?restore=" + restore)
                    .then()
                    .statusCode(200)
                    .body("accepted", equalTo(2));
            assertEquals(
                    out.replace(slug, "arena"),
                    Api.admin()
                            .get("/api/arenas/" + other + "/votes.jsonl")
                            .asString()
                            .replace(other, "arena"));
        }
    }

    @Test
    void anExcludedVoteIsRestoredAsOne() {
        String slug = Api.arena(Map.of());
        String vote = "vote_id,model_a,model_b,winner,counted,exclusion\n1,A,B,a,false,spam\n";

        Api.importVotes(slug, vote);
        Api.admin().get("/api/arenas/" + slug + "/votes").then().body(containsString("\"counted\":true"));
        String restored = Api.arena(Map.of());
        Api.admin()
                .contentType("text/csv")
                .body(vote)
                .post("/api/arenas/" + restored + "/votes?restore=true")
                .then()
                .statusCode(200);

        Api.admin()
                .get("/api/arenas/" + restored + "/votes")
                .then()
                .header("Content-Type", startsWith("application/x-ndjson"))
                .body(containsString("\"counted\":false"), containsString("\"exclusion\":\"spam\""));
    }

    @Test
    void anExportThatFindsNoPlaceIsToldWhenToComeAgain() {
        String slug = voted();
        List<Turnstile.Place> places = new ArrayList<>();
        try {
            for (int reader = 0; reader < 4; reader++) {
                places.add(record.enter());
            }
            for (String file : List.of("votes.csv", "votes", "events.jsonl")) {
                Api.admin()
                        .get("/api/arenas/" + slug + "/" + file)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", equalTo("5"))
                        .body("code", equalTo("busy"));
            }
        } finally {
            places.forEach(Turnstile.Place::close);
        }

        Api.admin().get("/api/arenas/" + slug + "/votes.csv").then().statusCode(200);
    }

    @Test
    void aCellThatASpreadsheetWouldRunIsNeutralisedAndComesBack() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, "vote_id,model_a,model_b,winner,comment\n1,A,B,a,=1+1\n");

        String csv = Api.admin().get("/api/arenas/" + slug + "/votes.csv").asString();
        assertTrue(csv.contains("'=1+1"), csv);
        String other = Api.arena(Map.of());
        Api.importVotes(other, csv);

        Api.admin().get("/api/arenas/" + other + "/votes.jsonl").then().body(containsString("\"comment\":\"=1+1\""));
    }

    @Test
    void everyFileSaysWhatItsPageSays() {
        String slug = voted();
        JsonPath board = Api.admin().get("/api/arenas/" + slug + "/leaderboard").jsonPath();
        JsonPath rates = Api.admin().get("/api/arenas/" + slug + "/win-rates").jsonPath();

        assertEquals(
                board.getList("standings"),
                Api.admin()
                        .get("/api/arenas/" + slug + "/leaderboard.json")
                        .then()
                        .statusCode(200)
                        .header("Content-Type", startsWith("application/json"))
                        .extract()
                        .jsonPath()
                        .getList("standings"));
        assertEquals(
                rates.getList("cells"),
                Api.admin()
                        .get("/api/arenas/" + slug + "/win-rates.json")
                        .jsonPath()
                        .getList("cells"));
        List<String> lines = Api.admin()
                .get("/api/arenas/" + slug + "/win-rates.csv")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        assertEquals("model,opponent,votes,wins,losses,ties,both_bad,observed,expected", lines.getFirst());
        assertEquals(rates.getList("cells").size(), lines.size() - 1);
        assertTrue(lines.size() > 3);
    }

    @Test
    void theWholeRecordGoesOutEventByEvent() {
        String slug = voted();

        List<String> events = Api.admin()
                .get("/api/arenas/" + slug + "/events.jsonl")
                .asString()
                .lines()
                .toList();

        assertEquals(9, events.size());
        for (int i = 0; i < 9; i++) {
            JsonPath event = JsonPath.from(events.get(i));
            assertEquals(i + 1, event.getInt("number"));
            assertEquals("imported", event.getString("kind"));
            assertEquals(64, event.getString("hash").length());
        }
    }

    @Test
    void votesAreNobodysBusinessButTheAnalysts() {
        String slug = Api.openArena(Map.of("publicBoard", true), 2, "A", "B");

        given().get("/api/arenas/" + slug + "/leaderboard.csv").then().statusCode(200);
        given().get("/api/arenas/" + slug + "/votes.csv").then().statusCode(401);
        Api.as(Api.rater(slug))
                .get("/api/arenas/" + slug + "/events.csv")
                .then()
                .statusCode(403);
        given().get("/api/arenas/" + slug + "/leaderboard.doc").then().statusCode(404);
    }

    @Test
    void aBoardGoesIntoAPaper() {
        Api.admin()
                .get("/api/arenas/" + voted() + "/leaderboard.md")
                .then()
                .header("Content-Type", startsWith("text/markdown"))
                .body(containsString("| Rank | Model |"), containsString("snapshot"));
    }

    @Test
    void namesAreTextInMarkdownAndNoMarkup() {
        String slug = Api.arena(Map.of("name", "<b>*Best*</b> `a`|\\\n\n# of [all](https://elsewhere.example)"));
        Api.importVotes(slug, "model_a,model_b,winner\n_A_,B__b,a\n_A_,B__b,b\n_A_,_lonely_,a\n");

        String board =
                Api.admin().get("/api/arenas/" + slug + "/leaderboard.md").asString();

        assertTrue(
                board.startsWith(
                        "# \\<b\\>\\*Best\\*\\</b\\> \\`a\\`\\|\\\\ # of \\[all\\](https://elsewhere.example)\n"),
                board);
        assertTrue(board.contains("| \\_A\\_ |"), board);
        assertTrue(board.contains("| B\\_\\_b |"), board);
        assertTrue(board.contains("\\_lonely\\_"), board);
    }

    private static String voted() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, """
                vote_id,prompt_id,model_a,model_b,winner,shown_first,rater,timestamp,comment,margin
                1,p1,A,B,a,a,r1,2026-01-02T03:04:05Z,"well, ""good"" indeed",2
                2,p1,B,A,a,b,r2,2026-01-02T03:04:06Z,,
                3,p2,A,C,tie,,r1,2026-01-02T03:04:07Z,,
                4,p2,C,A,b,,r2,2026-01-02T03:04:08Z,,
                5,p3,B,C,a,,r3,2026-01-02T03:04:09Z,,
                6,p3,B,C,b,,r1,2026-01-02T03:04:10Z,,
                7,p4,A,B,both_bad,,r3,2026-01-02T03:04:11Z,,
                8,p4,A,C,a,,r3,,,
                9,p5,A,B,a,,,,,
                """);
        return slug;
    }

    private static List<Object> ratings(String slug) {
        return Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard")
                .jsonPath()
                .getList("standings.rating");
    }
}
