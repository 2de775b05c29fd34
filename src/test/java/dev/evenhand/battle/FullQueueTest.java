package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** More votes come than can be written: whoever comes too many is told so at once, and nobody else. */
@QuarkusTest
@TestProfile(FullQueueTest.RoomForThree.class)
class FullQueueTest {
    private static final int ROOM = 3;

    public static class RoomForThree implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("evenhand.battle.queue", String.valueOf(ROOM));
        }
    }

    @Inject
    AgroalDataSource database;

    @Inject
    VoteQueue queue;

    @Inject
    OwnConnection own;

    @Test
    void oneVoteTooManyIsAskedToComeAgainAndThoseThatWaitAreWritten() throws Exception {
        String slug = Api.openArena(Map.of(), ROOM + 2, "A", "B");
        List<String> raters = new ArrayList<>();
        List<String> battles = new ArrayList<>();
        for (int i = 0; i < ROOM + 2; i++) {
            raters.add(Api.rater(slug));
            battles.add(Api.battle(slug, raters.getLast()));
        }
        Held held = new Held();
        QuarkusMock.installMockForInstance(held, own);
        List<CompletableFuture<Integer>> written = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i <= ROOM; i++) {
                    int n = i;
                    written.add(CompletableFuture.supplyAsync(
                            () -> Api.vote(raters.get(n), battles.get(n), "left", 0)
                                    .statusCode(),
                            threads));
                    await().until(() -> held.begun.getCount() == 0 && queue.waiting() == n);
                }

                Api.vote(raters.getLast(), battles.getLast(), "left", 0)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", not(nullValue()))
                        .body("code", equalTo("busy"));
            } finally {
                held.open.countDown();
            }
            for (CompletableFuture<Integer> vote : written) {
                assertEquals(201, vote.get(20, TimeUnit.SECONDS));
            }
            Api.vote(raters.getLast(), battles.getLast(), "left", 0).then().statusCode(201);
        } finally {
            held.close();
        }
    }

    /** A database that lets nobody in before it is told to. */
    private final class Held extends OwnConnection {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        Held() throws SQLException {
            super(database, List.of(), Duration.ofMinutes(1));
        }

        @Override
        public Connection open() throws SQLException {
            begun.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.open();
        }
    }
}
