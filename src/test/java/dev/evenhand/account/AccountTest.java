package dev.evenhand.account;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountTest {
    private static final String COOKIE = "evenhand-session";

    @Inject
    Accounts accounts;

    @Inject
    Tokens tokens;

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
    void aHundredGuessesAtOnceAreCountedOneByOne() throws Exception {
        String name = newPerson("analyst");
        List<Callable<Integer>> guesses =
                Collections.nCopies(20, () -> signInFrom("198.51.100.1", name, "wrong password")
                        .extract()
                        .statusCode());

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Integer, Long> answers = threads.invokeAll(guesses).stream()
                    .collect(Collectors.groupingBy(Future::resultNow, Collectors.counting()));
            assertEquals(Map.of(401, 5L, 429, 15L), answers);
        }
    }

    @Test
    void aNetworkThatGuessesManyNamesHasToWaitAndOthersHaveNot() {
        String name = newPerson("analyst");
        for (int i = 0; i < 50; i++) {
            signInFrom("2001:db8::" + i, "nobody-" + i, "wrong password").statusCode(401);
        }

        signInFrom("2001:db8::ffff", name, "a long password")
                .statusCode(429)
                .header("Retry-After", Integer::parseInt, greaterThan(0));
        signInFrom("2001:db8:0:1::1", name, "a long password").statusCode(200);
    }

    @Test
    void whoeverIsRightIsNotCounted() {
        String name = newPerson("analyst");

        for (int i = 0; i < 60; i++) {
            signInFrom("198.51.100.2", name, "a long password").statusCode(200);
        }
    }

    private static io.restassured.response.ValidatableResponse signInFrom(
            String address, String name, String password) {
        return given().header("X-Forwarded-For", address)
                .contentType(ContentType.JSON)
                .body(Map.of("username", name, "password", password))
                .post("/api/session")
                .then();
    }

    @Test
    void anAnonymousCrowdFromOneNetworkHasToWait() {
        String slug = Api.openArena(Map.of("access", "open"), 2, "A", "B");
        for (int i = 0; i < 100; i++) {
            joinFrom("198.51.100.3", slug).statusCode(200);
        }

        joinFrom("198.51.100.3", slug).statusCode(429).body("code", equalTo("too-many-newcomers"));
        joinFrom("198.51.100.4", slug).statusCode(429);
        joinFrom("198.51.101.3", slug).statusCode(200);
    }

    private static io.restassured.response.ValidatableResponse joinFrom(String address, String slug) {
        return given().header("X-Forwarded-For", address)
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/api/arenas/" + slug + "/join")
                .then();
    }

    @Test
    void anOperatorsTokenIsTheOneThatWasSetLast() {
        tokens.accept("OPERATOR", Role.ADMIN, "first-secret");
        tokens.accept("OPERATOR", Role.ADMIN, "second-secret");

        Api.as("first-secret").get("/api/me").then().statusCode(401);
        Api.as("second-secret").get("/api/me").then().body("role", equalTo("admin"));
        tokens.accept("OPERATOR", Role.ADMIN, "first-secret");
        Api.as("first-secret").get("/api/me").then().body("role", equalTo("admin"));
        Api.as("second-secret").get("/api/me").then().statusCode(401);
        tokens.refuseAll("OPERATOR");
        Api.as("first-secret").get("/api/me").then().statusCode(401);
    }

    @Test
    void aTokenEndsWhenItWasSaidTo() {
        String soon = Instant.now().plusSeconds(5).toString();
        String token = Api.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "short", "role", "admin", "expiresAt", soon))
                .post("/api/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");

        Api.as(token).get("/api/me").then().body("role", equalTo("admin"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Api.as(token).get("/api/me").statusCode() == 401);
    }

    @Test
    void aTokenThatNobodyCouldUseIsNotMade() {
        for (String end : List.of(
                Instant.now().minusSeconds(60).toString(),
                "-4800-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z")) {
            Api.admin()
                    .contentType(ContentType.JSON)
                    .body(Map.of("name", "never made", "role", "admin", "expiresAt", end))
                    .post("/api/tokens")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("invalid"))
                    .body("violations.field", equalTo(List.of("expiresAt")));
        }
        Api.admin().get("/api/tokens").then().body("findAll { it.name == 'never made' }", equalTo(List.of()));
        Api.admin()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "for good", "role", "admin", "expiresAt", "9999-12-31T23:59:59Z"))
                .post("/api/tokens")
                .then()
                .statusCode(201);
    }

    @Test
    void aNewPasswordEndsEveryOtherSession() {
        String name = newPerson("analyst");
        String here = signIn(name, "a long password").extract().cookie(COOKIE);
        String elsewhere = signIn(name, "a long password").extract().cookie(COOKIE);

        changePassword(here, "not the password").statusCode(422).body("code", equalTo("bad-credentials"));
        String fresh = changePassword(here, "a long password")
                .statusCode(204)
                .extract()
                .cookie(COOKIE);

        given().cookie(COOKIE, fresh).get("/api/me").then().body("name", equalTo(name));
        given().cookie(COOKIE, elsewhere).get("/api/me").then().body("role", equalTo("anonymous"));
        signIn(name, "a longer password").statusCode(200);
    }

    private static io.restassured.response.ValidatableResponse changePassword(String session, String current) {
        return given().cookie(COOKIE, session)
                .contentType(ContentType.JSON)
                .body(Map.of("current", current, "password", "a longer password"))
                .put("/api/accounts/me/password")
                .then();
    }

    @Test
    void aProxysOwnAuthorizationOpensNothingToOtherSites() {
        String session = signIn(newPerson("admin"), "a long password").extract().cookie(COOKIE);

        assertForgeryIsRefused(given().cookie(COOKIE, session).header("Authorization", "Basic cHJveHk6cHJveHk="));
    }

    @Test
    void aLinkForEverybodyLetsInWhoeverHoldsIt() {
        String slug = Api.openArena(Map.of("access", "link"), 2, "A", "B");
        String link = Api.admin().get("/api/arenas/" + slug).then().extract().path("joinUrl");

        join(slug, link.substring(link.indexOf('#') + 1)).statusCode(200);
        join(slug, "x".repeat(43)).statusCode(403).body("code", equalTo("invitation-unknown"));
        join(slug, "x".repeat(201)).statusCode(422);
    }

    @Test
    void aLinkNamesTheHostThatWasAsked() {
        String slug = Api.openArena(Map.of("access", "open"), 2, "A", "B");

        Api.admin()
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "arena.example:8443")
                .get("/api/arenas/" + slug)
                .then()
                .body("joinUrl", equalTo("https://arena.example:8443/arenas/" + slug + "/join"));
        Api.admin()
                .header("Host", "here.example")
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/api/arenas/" + slug + "/raters")
                .then()
                .statusCode(201)
                .body("joinUrl", startsWith("http://here.example/arenas/" + slug + "/join#"));
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
        disableEveryAdmin();
        given().get("/api/setup").then().body("needed", equalTo(true));
        String replaced = accounts.inviteAdmin();
        String code = accounts.inviteAdmin();

        assertEquals(410, setUp(replaced));
        assertEquals(200, setUp(code));

        assertEquals(410, setUp(code));
        assertFalse(refusedSetUp(code).contains("Restart"));
        given().get("/api/setup").then().body("needed", equalTo(false));
        assertEquals(410, setUp(accounts.inviteAdmin()));
    }

    private static void disableEveryAdmin() {
        List<String> admins = Api.admin()
                .get("/api/accounts")
                .then()
                .extract()
                .path("findAll { it.role == 'admin' && !it.disabled }.id");
        admins.forEach(id -> Api.admin().delete("/api/accounts/" + id).then().statusCode(204));
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

        assertForgeryIsRefused(given().cookie(COOKIE, session));
    }

    private static void assertForgeryIsRefused(RequestSpecification request) {
        request.header("Origin", "https://elsewhere.example")
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
