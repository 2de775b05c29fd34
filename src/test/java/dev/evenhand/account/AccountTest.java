package dev.evenhand.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountTest {
    private static final String COOKIE = "evenhand-session";

    @Inject
    Accounts accounts;

    @Test
    void aPersonSignsInAndOut() {
        String name = newPerson("analyst");

        String session =
                signIn(name, "a long password").statusCode(200).extract().cookie(COOKIE);
        given().cookie(COOKIE, session)
                .get("/api/me")
                .then()
                .body("role", equalTo("analyst"))
                .body("name", equalTo(name));
        given().cookie(COOKIE, session).delete("/api/session").then().statusCode(204);

        given().cookie(COOKIE, session).get("/api/me").then().body("role", equalTo("anonymous"));
    }

    @Test
    void wrongPasswordsHaveToWaitAndUnknownNamesLookTheSame() {
        String name = newPerson("analyst");

        signIn("nobody-" + name, "a long password").statusCode(401).body("code", equalTo("bad-credentials"));
        for (int i = 0; i < 5; i++) {
            signIn(name, "wrong password").statusCode(401).body("code", equalTo("bad-credentials"));
        }
        signIn(name, "a long password").statusCode(429).body("code", equalTo("too-many-attempts"));
    }

    @Test
    void aDisabledAccountIsOutWithTheNextRequest() {
        String name = newPerson("analyst");
        String session = signIn(name, "a long password").extract().cookie(COOKIE);
        String id = Api.admin().get("/api/accounts").then().extract().path("find { it.username == '%s' }.id", name);

        Api.admin().delete("/api/accounts/" + id).then().statusCode(204);

        given().cookie(COOKIE, session).get("/api/me").then().body("role", equalTo("anonymous"));
    }

    @Test
    void theFirstAdminsLinkWorksOnce() {
        String code = accounts.inviteAdmin();
        boolean needed = accounts.needsAdmin();

        int status = setUp(code);
        assertTrue(needed ? status == 200 : status == 410);
        assertTrue(setUp(code) == 410);
        assertFalse(refusedSetUp(code).contains("Restart"));
        assertFalse(needed && accounts.needsAdmin());
    }

    @Test
    void aTokenDoesWhatItsRoleMayUntilItIsRevoked() {
        var made = Api.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "reader", "role", "analyst"))
                .post("/api/tokens")
                .then()
                .statusCode(201)
                .extract();
        String token = made.path("token");
        String id = made.path("id");

        Api.as(token).get("/api/me").then().body("role", equalTo("analyst"));
        Api.as(token)
                .contentType(ContentType.JSON)
                .body(Map.of("slug", "not-mine"))
                .post("/api/arenas")
                .then()
                .statusCode(403);
        Api.admin().delete("/api/tokens/" + id).then().statusCode(204);

        Api.as(token).get("/api/me").then().statusCode(401);
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() {
        String name = newPerson("admin");
        String session = signIn(name, "a long password").extract().cookie(COOKIE);

        given().cookie(COOKIE, session)
                .header("Origin", "https://elsewhere.example")
                .contentType(ContentType.JSON)
                .body(Map.of("slug", "forged"))
                .post("/api/arenas")
                .then()
                .statusCode(403)
                .body("code", equalTo("cross-origin"));
    }

    @Test
    void aLinkLetsTheSameRaterInOnAnyDeviceUntilItIsRevoked() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        var invited = Api.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("label", "Ada"))
                .post("/api/arenas/" + slug + "/raters")
                .then()
                .extract();
        String link = invited.path("joinUrl");
        String code = link.substring(link.indexOf('#') + 1);

        String battle = battle(slug, join(slug, code).statusCode(200).extract().cookie(COOKIE));
        String onAnotherDevice =
                battle(slug, join(slug, code).statusCode(200).extract().cookie(COOKIE));
        assertEquals(battle, onAnotherDevice);
        Api.admin()
                .delete("/api/arenas/" + slug + "/raters/" + invited.path("id"))
                .then()
                .statusCode(204);

        join(slug, code).statusCode(403).body("code", equalTo("invitation-unknown"));
        join(slug, "").statusCode(403).body("code", equalTo("invitation-needed"));
    }

    @Test
    void aRaterIsNotToldTheNoteThatAnAdminKeepsOfThem() {
        String slug = Api.openArena(Map.of(), 2, "A", "B");
        var invited = Api.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("label", "careless last time"))
                .post("/api/arenas/" + slug + "/raters")
                .then()
                .extract();
        String link = invited.path("joinUrl");

        var joined = join(slug, link.substring(link.indexOf('#') + 1));
        String me = given().cookie(COOKIE, joined.extract().cookie(COOKIE))
                .get("/api/me")
                .asString();
        String meByToken = Api.as(invited.path("token")).get("/api/me").asString();

        assertFalse(joined.extract().asString().contains("careless"));
        assertFalse(me.contains("careless"), me);
        assertFalse(meByToken.contains("careless"), meByToken);
        Api.admin().get("/api/arenas/" + slug + "/raters").then().body("[0].label", equalTo("careless last time"));
    }

    @Test
    void anOpenArenaTakesWhoeverComes() {
        String slug = Api.openArena(Map.of("access", "open"), 2, "A", "B");

        String session = join(slug, "").statusCode(200).extract().cookie(COOKIE);

        given().cookie(COOKIE, session)
                .get("/api/me")
                .then()
                .body("role", equalTo("rater"))
                .body("name", nullValue());
        given().cookie(COOKIE, session)
                .post("/api/arenas/" + slug + "/battles")
                .then()
                .statusCode(201);
    }

    @Test
    void joiningEndsTheSessionThatWasThereBefore() {
        String slug = Api.openArena(Map.of("access", "open"), 2, "A", "B");
        String session = signIn(newPerson("admin"), "a long password").extract().cookie(COOKIE);

        String rater = given().cookie(COOKIE, session)
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/api/arenas/" + slug + "/join")
                .then()
                .statusCode(200)
                .extract()
                .cookie(COOKIE);

        given().cookie(COOKIE, session).get("/api/me").then().body("role", equalTo("anonymous"));
        given().cookie(COOKIE, rater).get("/api/me").then().body("role", equalTo("rater"));
    }

    private static String battle(String slug, String session) {
        return given().cookie(COOKIE, session)
                .post("/api/arenas/" + slug + "/battles")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static io.restassured.response.ValidatableResponse join(String slug, String code) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("code", code))
                .post("/api/arenas/" + slug + "/join")
                .then();
    }

    private static int setUp(String code) {
        return postSetUp(code).statusCode();
    }

    private static String refusedSetUp(String code) {
        return postSetUp(code).path("detail");
    }

    private static io.restassured.response.Response postSetUp(String code) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("code", code, "password", "a long password"))
                .post("/api/setup");
    }

    private static io.restassured.response.ValidatableResponse signIn(String name, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("username", name, "password", password))
                .post("/api/session")
                .then();
    }

    private static String newPerson(String role) {
        String name = "person-" + Long.toString(System.nanoTime(), 36);
        Api.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("username", name, "password", "a long password", "role", role))
                .post("/api/accounts")
                .then()
                .statusCode(201);
        return name;
    }
}
