package dev.evenhand.arena;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImagePolicyTest {
    private static final String OWN = "img-src 'self';";
    private static final String ANY = "img-src 'self' https:;";

    @Test
    void onlyTheBoothOfAnArenaThatAllowsImagesLoadsThem() {
        String with = Api.arena(Map.of("access", "open", "images", true));
        String without = Api.arena(Map.of("access", "open", "links", true));
        for (String slug : new String[] {with, without}) {
            Api.upload(slug, Api.responses(1, "Alpha", "Beta"));
            Api.open(slug);
        }

        assertEquals(ANY, images(given(), "/arenas/" + with + "/vote"));
        assertEquals(OWN, images(given(), "/arenas/" + without + "/vote"));
        for (String page : new String[] {"", "/join", "/practice", "/record", "/vote/more", "/settings"}) {
            assertEquals(OWN, images(given(), "/arenas/" + with + page), page);
        }
        assertEquals(OWN, images(given(), "/api/arenas/" + with));

        given().head("/arenas/" + with + "/vote").then().header("Content-Security-Policy", containsString(ANY));
    }

    @Test
    void theRuleIsFollowedAsSoonAsItIsChanged() {
        String slug = Api.arena(Map.of());
        String rater = Api.rater(slug);
        String booth = "/arenas/" + slug + "/vote";

        assertEquals(OWN, images(Api.as(rater), booth));
        allow(slug, true);
        assertEquals(ANY, images(Api.as(rater), booth));
        allow(slug, false);
        assertEquals(OWN, images(Api.as(rater), booth));
    }

    @Test
    void whatIsNotShownIsLikeWhatIsNotThere() {
        String invited = Api.arena(Map.of("images", true));
        String draft = Api.arena(Map.of("images", true, "access", "open"));
        String link = Api.arena(Map.of("images", true, "access", "link"));
        Api.upload(link, Api.responses(1, "Alpha", "Beta"));
        Api.open(link);
        String foreign = Api.rater(Api.arena(Map.of()));

        for (String slug : new String[] {invited, draft, link}) {
            assertEquals(headers(given(), "no-such-arena"), headers(given(), slug));
            assertEquals(headers(Api.as(foreign), "no-such-arena"), headers(Api.as(foreign), slug));
            assertEquals(ANY, images(Api.admin(), "/arenas/" + slug + "/vote"));
        }
        assertEquals(OWN, images(Api.admin(), "/arenas/no-such-arena/vote"));
    }

    @Test
    void aBoardForEverybodyShowsTheArenaToEverybody() {
        String slug = Api.arena(Map.of("images", true, "publicBoard", true));
        Api.upload(slug, Api.responses(1, "Alpha", "Beta"));
        Api.open(slug);

        assertEquals(ANY, images(given(), "/arenas/" + slug + "/vote"));
    }

    @Test
    void aTokenThatIsNoneIsRefusedOnce() {
        given().auth().oauth2("none").get("/arenas/any/vote").then().statusCode(401);
    }

    @Test
    void apartFromImagesThePolicyIsTheSame() {
        String slug = Api.arena(Map.of("images", true));

        String wide = policy(Api.admin(), "/arenas/" + slug + "/vote");
        assertEquals(policy(Api.admin(), "/"), wide.replace(ANY, OWN));
        assertFalse(wide.contains("http:"), wide);
    }

    @Test
    void ratersAreToldWithTheBattleWhatItsTextsMayDo() {
        String slug = Api.arena(Map.of("links", true));
        String rater = Api.rater(slug);
        Api.upload(slug, Api.responses(1, "Alpha", "Beta"));
        Api.open(slug);

        Api.as(rater)
                .post("/api/arenas/" + slug + "/battles")
                .then()
                .statusCode(201)
                .body("links", equalTo(true))
                .body("images", equalTo(false));
    }

    private static void allow(String slug, boolean images) {
        Api.change(slug, Map.of("images", images)).body("images", equalTo(images));
    }

    private static List<String> headers(RequestSpecification caller, String slug) {
        return caller.get("/arenas/" + slug + "/vote").headers().asList().stream()
                .map(Header::toString)
                .toList();
    }

    private static String images(RequestSpecification caller, String path) {
        String policy = policy(caller, path);
        int start = policy.indexOf("img-src");
        return policy.substring(start, policy.indexOf(';', start) + 1);
    }

    private static String policy(RequestSpecification caller, String path) {
        return caller.get(path).header("Content-Security-Policy");
    }
}
