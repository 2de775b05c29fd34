package dev.evenhand.arena;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Raters agree to the text that their arena shows, and to no other. */
@QuarkusTest
class ConsentTest {
    @Inject
    DataSource database;

    @Test
    void nobodyIsShownABattleBeforeAgreeing() {
        String slug = Api.openArena(Map.of("consent", "Votes are kept."), 3, "A", "B");
        String rater = Api.rater(slug);
        arena(slug).body("consentVersion", equalTo(1));
        me(rater).body("agreedTo", nullValue());

        draw(slug, rater)
                .statusCode(409)
                .body("code", equalTo("consent-needed"))
                .body("version", equalTo(1));
        agree(slug, rater, 1, "ja")
                .statusCode(200)
                .body("version", equalTo(1))
                .body("text", equalTo("Votes are kept."))
                .body("language", equalTo("ja"))
                .body("at", notNullValue());

        draw(slug, rater).statusCode(201);
        me(rater).body("agreedTo", equalTo(1));
    }

    @Test
    void anotherTextIsAskedBeforeTheNextBattle() {
        String slug = Api.openArena(Map.of("consent", "Votes are kept."), 3, "A", "B");
        String rater = Api.rater(slug);
        agree(slug, rater, 1, null).statusCode(200);
        String battle = Api.battle(slug, rater);

        change(slug, "Votes are published.").body("consentVersion", equalTo(2));
        Api.vote(rater, battle, "left", 0).then().statusCode(201);
        draw(slug, rater)
                .statusCode(409)
                .body("code", equalTo("consent-needed"))
                .body("version", equalTo(2));
        agree(slug, rater, 1, null)
                .statusCode(409)
                .body("code", equalTo("consent-changed"))
                .body("version", equalTo(2));
        agree(slug, rater, 3, null).statusCode(409).body("code", equalTo("consent-changed"));
        draw(slug, rater).statusCode(409);
        agree(slug, rater, 2, "en").statusCode(200);
        draw(slug, rater).statusCode(201);
    }

    @Test
    void aVersionRisesWithEveryOtherTextAndWithNothingElse() {
        String slug = Api.arena(Map.of());
        arena(slug).body("consent", nullValue()).body("consentVersion", nullValue());

        change(slug, "One").body("consentVersion", equalTo(1));
        change(slug, " One ").body("consentVersion", equalTo(1));
        Api.change(slug, Map.of("name", "Another")).body("consentVersion", equalTo(1));
        change(slug, "").body("consent", nullValue()).body("consentVersion", nullValue());
        change(slug, "One").body("consentVersion", equalTo(2));

        consents(slug)
                .body("version", equalTo(List.of(2, 1)))
                .body("inForce", equalTo(List.of(true, false)))
                .body("text", equalTo(List.of("One", "One")));
    }

    @Test
    void anArenaThatAsksNothingWorksAsBefore() {
        String slug = Api.openArena(Map.of("consent", "  "), 2, "A", "B");
        String rater = Api.rater(slug);

        draw(slug, rater).statusCode(201);
        agree(slug, rater, 1, null)
                .statusCode(409)
                .body("code", equalTo("consent-changed"))
                .body("version", nullValue());
        consents(slug).body("size()", equalTo(0));
    }

    @Test
    void adminsSeeHowManyAgreedToWhichAndRatersWhatTheyAgreedTo() {
        String slug = Api.openArena(Map.of("consent", "First"), 2, "A", "B");
        String one = Api.rater(slug);
        String other = Api.rater(slug);
        agree(slug, one, 1, "en").statusCode(200);
        agree(slug, one, 1, "ja").statusCode(200).body("language", equalTo("en"));
        agree(slug, other, 1, null).statusCode(200);
        change(slug, "Second");
        agree(slug, one, 2, "ja").statusCode(200);

        consents(slug).body("version", equalTo(List.of(2, 1))).body("raters", equalTo(List.of(1, 2)));
        Api.as(one)
                .get("/api/me/record")
                .then()
                .statusCode(200)
                .body("consents.version", equalTo(List.of(2, 1)))
                .body("consents.text", equalTo(List.of("Second", "First")))
                .body("consents[1].at", notNullValue());
        Api.as(other).get("/api/me/record").then().body("consents.size()", equalTo(1));
        Api.as(one).get("/api/arenas/" + slug + "/consents").then().statusCode(403);
    }

    @Test
    void onlyRatersOfAnArenaAgreeToItsText() {
        String slug = Api.openArena(Map.of("consent", "First"), 2, "A", "B");
        String stranger = Api.rater(Api.openArena(Map.of(), 2, "A", "B"));

        agree(slug, stranger, 1, null).statusCode(403).body("code", equalTo("invitation-needed"));
        agree(slug, "test-admin-token", 1, null).statusCode(403).body("code", equalTo("not-a-rater"));
        agree(slug, Api.rater(slug), 1, "not a language").statusCode(422);
        agree(slug, Api.rater(slug), 0, null).statusCode(422);
    }

    @Test
    void consentsGoWithTheirArena() throws SQLException {
        String slug = Api.openArena(Map.of("consent", "First"), 2, "A", "B");
        String rater = Api.rater(slug);
        agree(slug, rater, 1, null).statusCode(200);
        int before = count();

        Api.change(slug, Map.of("phase", "closed"));
        Api.admin().delete("/api/arenas/" + slug + "?confirm=" + slug).then().statusCode(204);

        assertEquals(before - 2, count());
    }

    private int count() throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select (select count(*) from consent) + (select count(*) from consent_given)")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static ValidatableResponse agree(String slug, String token, int version, String language) {
        Map<String, Object> word = new HashMap<>(Map.of("version", version));
        if (language != null) {
            word.put("language", language);
        }
        return Api.as(token)
                .contentType(ContentType.JSON)
                .body(word)
                .post("/api/arenas/" + slug + "/consents")
                .then();
    }

    private static ValidatableResponse draw(String slug, String rater) {
        return Api.as(rater).post("/api/arenas/" + slug + "/battles").then();
    }

    private static ValidatableResponse me(String rater) {
        return Api.as(rater).get("/api/me").then().statusCode(200);
    }

    private static ValidatableResponse arena(String slug) {
        return Api.admin().get("/api/arenas/" + slug).then().statusCode(200);
    }

    private static ValidatableResponse consents(String slug) {
        return Api.admin().get("/api/arenas/" + slug + "/consents").then().statusCode(200);
    }

    private static ValidatableResponse change(String slug, String consent) {
        return Api.change(slug, Map.of("consent", consent));
    }
}
