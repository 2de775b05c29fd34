package dev.evenhand.account;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server behind proxies that add whom they were asked by to what they were told. Each network has room for three. */
@QuarkusTest
@TestProfile(ProxiesTest.BehindTwo.class)
class ProxiesTest {
    private static final int ROOM = 3;

    public static class BehindTwo implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.trusted-proxies",
                    "127.0.0.1,[::1]/128,10.1.0.0/16,2001:db8:ff::/48",
                    "evenhand.account.newcomers",
                    String.valueOf(ROOM),
                    "evenhand.account.forgetting-every",
                    "200ms");
        }
    }

    @Inject
    DataSource database;

    private String slug;

    @BeforeEach
    void open() {
        slug = Api.openArena(Map.of("access", "open"), 1, "A", "B");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "203.0.113.%d, 198.51.100.7",
                "203.0.113.%d,198.51.100.7:4711",
                "203.0.113.%d, 10.1.200.%d, 198.51.100.7",
                "203.0.113.%d, 198.51.100.7, 10.1.2.3",
                "203.0.113.%d, 198.51.100.7, 2001:db8:ff::%d, 10.1.2.3",
                "127.0.0.1, 203.0.113.%d, 198.51.100.7, 10.1.2.3",
                "203.0.113.%d, 2001:db8:1::7",
                "203.0.113.%d, [2001:db8:1::7]:4711",
                "203.0.113.%d, unknown",
                // One customer has many addresses.
                "198.51.100.%d",
                "2001:db8:1:2:%d::7",
                "2001:db8:1:2%d::7"
            })
    void whateverAClientSaysOfItselfItIsTheLastWhoIsNoProxy(String said) {
        for (int i = 1; i <= ROOM; i++) {
            join(said.replace("%d", String.valueOf(i))).then().statusCode(200);
        }

        join(said.replace("%d", "9")).then().statusCode(429).body("code", equalTo("too-many-newcomers"));
    }

    /** Some proxies add a line of their own. */
    @Test
    void theLastLineIsTheLastWord() {
        for (int i = 1; i <= ROOM; i++) {
            join("203.0.113." + i, "198.51.100.7").then().statusCode(200);
        }

        join("203.0.113.9", "198.51.100.7").then().statusCode(429);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "203.0.113.1, 198.51.%d.7",
                "2001:db8:1:2%d00::7",
                "198.51.%d.7, 10.1.2.3",
                "1.2.3.4, 10.2.0.%d, 10.%d.9.9"
            })
    void whoComesFromElsewhereHasRoomOfTheirOwn(String said) {
        for (int i = 2; i <= ROOM + 3; i++) {
            join(said.replace("%d", String.valueOf(i))).then().statusCode(200);
        }
    }

    /** A neighbour's wrong passwords are not one's own. */
    @Test
    void passwordsAreCountedByTheSingleLine() {
        assertEquals(
                Network.of("198.51.100.7").block(), Network.of("198.51.100.8").block());
        assertEquals(
                List.of("198.51.100.7", "198.51.100.8"),
                List.of(
                        Network.of("198.51.100.7").line(),
                        Network.of("198.51.100.8").line()));
        assertEquals(
                Network.of("2001:db8:1:2::7").line(),
                Network.of("2001:db8:1:2:ffff:1:2:3").line());
        String name = "nobody-" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            signIn("203.0.113.1, 198.51.100.7", name).then().statusCode(401);
        }

        signIn("203.0.113.2, 198.51.100.7", name).then().statusCode(429);
        signIn("203.0.113.2, 198.51.100.8", name).then().statusCode(401);
    }

    /** Nobody signs in or joins meanwhile. */
    @Test
    void whatIsKeptOfANetworkIsGoneAfterItsTime() throws SQLException {
        String key = "sha256('%s')".formatted(UUID.randomUUID());
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into attempt values (%s, now() - interval '1 day', now() - interval '1 second')"
                    .formatted(key));
            statement.execute("insert into attempt values (%s, now(), now() + interval '1 day')".formatted(key));
        }

        await().until(() -> kept(key) < 2);
        await().during(Duration.ofSeconds(1)).until(() -> kept(key) == 1);
    }

    private int kept(String key) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from attempt where key = " + key)) {
            row.next();
            return row.getInt(1);
        }
    }

    private Response join(String... said) {
        RequestSpecification request = given();
        for (String line : said) {
            request.header("X-Forwarded-For", line);
        }
        return request.contentType(ContentType.JSON).body(Map.of()).post("/api/arenas/" + slug + "/join");
    }

    private static Response signIn(String said, String name) {
        return given().header("X-Forwarded-For", said)
                .contentType(ContentType.JSON)
                .body(Map.of("username", name, "password", "a wrong password"))
                .post("/api/session");
    }
}
