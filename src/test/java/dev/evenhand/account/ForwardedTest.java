package dev.evenhand.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that believes one proxy, asked by somebody else who says the same as a proxy would. */
@QuarkusTest
@TestProfile(ForwardedTest.OneProxy.class)
class ForwardedTest {
    public static class OneProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.proxy.trusted-proxies", "192.0.2.1", "evenhand.account.newcomers", "3");
        }
    }

    @Test
    void aStrangerIsNotBelievedToComeFromElsewhere() {
        String slug = Api.openArena(Map.of("access", "open"), 1, "A", "B");
        for (int i = 1; i <= 3; i++) {
            join(slug, i).then().statusCode(200);
        }

        join(slug, 4).then().statusCode(429).body("code", equalTo("too-many-newcomers"));
    }

    @Test
    void aStrangerIsNotBelievedToBeAskedUnderAnotherName() {
        String slug = Api.openArena(Map.of("access", "open"), 1, "A", "B");

        join(slug, 9).then().header("Set-Cookie", not(containsString("__Host-")));
        Api.admin()
                .header("X-Forwarded-Host", "elsewhere.example")
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/api/arenas/" + slug + "/raters")
                .then()
                .statusCode(201)
                .body("joinUrl", not(containsString("elsewhere")));
    }

    private static io.restassured.response.Response join(String slug, int network) {
        return given().header("X-Forwarded-For", "198.51.100." + network)
                .header("Forwarded", "for=198.51.100.%d;proto=https;host=elsewhere.example".formatted(network))
                .header("X-Forwarded-Proto", "https")
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/api/arenas/" + slug + "/join");
    }
}
