package dev.evenhand.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AddressTest {
    @Test
    void anAddressWithNulIsRefused() {
        String slug = Api.openArena(Map.of("publicBoard", true), 1, "A", "B");

        for (String address : List.of(
                "/api/arenas/%00",
                "/api/arenas/" + slug + "/leaderboard?category=%00",
                "/api/arenas/" + slug + "/leaderboard?anchor=A%00=1000",
                "/api/arenas/" + slug + "/comparison?candidate=A&baseline=%00",
                "/api/arenas/" + slug + "/prompts?q=%00",
                "/api/arenas/a%00b/live",
                "/arenas/%00")) {
            given().urlEncodingEnabled(false)
                    .header("Authorization", "Bearer test-admin-token")
                    .get(address)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("nul"));
        }
    }
}
