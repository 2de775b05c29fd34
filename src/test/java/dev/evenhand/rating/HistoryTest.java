package dev.evenhand.rating;

import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HistoryTest {
    /** A beats B on the first day, is beaten and beats once more on the second, and leads by 3 to 1 a month later. */
    private static final String VOTES = """
            model_a,model_b,winner,timestamp
            A,B,a,2026-03-01T10:00:00Z
            B,A,a,2026-03-02T00:00:00Z
            A,B,a,2026-03-02T23:59:59Z
            A,B,a,2026-04-01T12:00:00+09:00
            A,B,a,
            """;

    @Test
    void eachMomentIsTheBoardOfAllVotesUntilThen() {
        String slug = voted();

        history(slug, "")
                .body("every", equalTo("day"))
                .body(
                        "moments.at",
                        equalTo(List.of("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "2026-04-02T00:00:00Z")))
                .body("moments.votes", equalTo(List.of(1, 3, 4)))
                .body("undated", equalTo(1))
                .body("moments[0].standings", hasSize(0))
                .body("moments[0].reason", containsString("no two models"))
                .body("moments[1].standings[0].model", equalTo("A"))
                .body("moments[1].standings[0].rating.toDouble()", closeTo(1000 + half(2), 1e-4))
                .body("moments[2].standings[0].rating.toDouble()", closeTo(1000 + half(3), 1e-4))
                .body("moments[2].standings[0].votes", equalTo(4));
    }

    @Test
    void momentsLieAsFarApartAsWasAsked() {
        String slug = voted();

        history(slug, "?every=month").body("moments.votes", equalTo(List.of(3, 4)));
        history(slug, "?every=week")
                .body(
                        "moments.at",
                        equalTo(List.of("2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z", "2026-04-06T00:00:00Z")));
        history(slug, "?to=2026-03-31T00:00:00Z").body("moments", hasSize(2)).body("undated", equalTo(0));
    }

    @Test
    void aNewVoteIsInTheNextHistory() {
        String slug = voted();
        history(slug, "").body("moments", hasSize(3));

        Api.importVotes(slug, "model_a,model_b,winner,timestamp\nA,B,b,2026-05-01T00:00:00Z\n");

        history(slug, "").body("moments.votes", equalTo(List.of(1, 3, 4, 5)));
    }

    @Test
    void aHistoryIsAFileToo() {
        String slug = voted();

        String csv = Api.admin()
                .get("/api/arenas/" + slug + "/history.csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        List<String> lines = csv.lines().toList();
        assertEquals("at,rank,model,rating,lower,upper,votes,component", lines.getFirst());
        assertEquals(1 + 2 * 2, lines.size());
        assertEquals(
                List.of("2026-03-03T00:00:00Z", "1", "A"),
                List.of(lines.get(1).split(",")).subList(0, 3));
    }

    @Test
    void whatHasNoHistoryIsRefused() {
        String slug = voted();
        Api.importVotes(slug, "model_a,model_b,winner,timestamp\nA,B,b,1990-01-01T00:00:00Z\n");

        for (String query : List.of("?method=elo", "?every=hour", "?every=day")) {
            Api.admin().get("/api/arenas/" + slug + "/history" + query).then().statusCode(422);
        }
        history(slug, "").body("every", equalTo("month"));
        Api.admin().get("/api/arenas/" + slug + "/history.xml").then().statusCode(404);
    }

    @Test
    void withoutVotesThereIsNoPast() {
        history(Api.openArena(Map.of(), 2, "A", "B"), "").body("moments", hasSize(0));
    }

    private static String voted() {
        String slug = Api.arena(Map.of());
        Api.importVotes(slug, VOTES);
        return slug;
    }

    private static ValidatableResponse history(String slug, String query) {
        return Api.admin()
                .get("/api/arenas/" + slug + "/history" + query)
                .then()
                .statusCode(200);
    }

    /** Of two models that meet only each other the leader stands half the gap above the mean. */
    private static double half(double odds) {
        return 200 * Math.log10(odds);
    }
}
