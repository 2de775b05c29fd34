package dev.evenhand.postgres;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DiskGuardTest {
    private static final long MIB = 1 << 20;

    @Inject
    PostgresConfig config;

    @Test
    void onADiskThatIsNearlyFullNothingIsWrittenAndEverythingIsRead() {
        String slug = Api.openArena(Map.of(), 3, "A", "B");
        String rater = Api.rater(slug);
        String battle = Api.battle(slug, rater);
        long least = config.leastFreeSpace().asLongValue();

        has(least - 1);
        awaitReadiness(503);
        Api.vote(rater, battle, "left", 0)
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("10"))
                .body("code", equalTo("disk-full"));
        Api.as(rater).post("/api/arenas/" + slug + "/battles").then().statusCode(503);
        Api.admin().get("/api/arenas/" + slug + "/leaderboard").then().statusCode(200);
        Api.as(rater).get("/api/me").then().statusCode(200);

        has(least);
        awaitReadiness(200);
        Api.vote(rater, battle, "left", 0).then().statusCode(201);
    }

    /** How much is free is looked up every now and then, not for every request. */
    private static void awaitReadiness(int status) {
        await().until(() -> RestAssured.get("/q/health/ready").statusCode() == status);
    }

    @Test
    void theDiskIsTheOneThatTheDatabaseWritesTo() throws IOException {
        Disk disk = new Disk("target/test-data");

        assertTrue(disk.free().orElseThrow() > MIB);
        assertEquals(OptionalLong.empty(), new Disk("target/of-no-database").free());
    }

    private static void has(long free) {
        QuarkusMock.installMockForType(
                new Disk("target/test-data") {
                    @Override
                    OptionalLong free() {
                        return OptionalLong.of(free);
                    }
                },
                Disk.class);
    }
}
