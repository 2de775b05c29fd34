package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.Packaged;
import dev.evenhand.Sitting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, killed in the middle of voting. */
class KilledServerIT {
    private static final int RATERS = 8;
    private static final int ENOUGH = 300;

    @TempDir
    Path folder;

    private final Sitting sitting = new Sitting();
    private Process server;

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        server.waitFor();
    }

    @Test
    void everyAcknowledgedVoteIsThereAfterwards() throws Exception {
        start();
        String slug = Api.openArena(Map.of("votesPerMinute", 0), 200, "A", "B", "C");
        List<String> raters =
                IntStream.range(0, RATERS).mapToObj(i -> Api.rater(slug)).toList();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> sittings = raters.stream()
                    .map(rater -> threads.submit(() -> sitting.vote(slug, rater, acknowledged)))
                    .toList();
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            acknowledged.size() >= ENOUGH || sittings.stream().anyMatch(Future::isDone));
            sitting.end();
            server.destroyForcibly().waitFor();
            for (Future<Void> sitting : sittings) {
                sitting.get();
            }
        }
        start();

        Set<String> stored = new HashSet<>();
        Api.admin()
                .get("/api/arenas/" + slug + "/votes.jsonl")
                .asString()
                .lines()
                .forEach(line -> stored.add(line.substring(12, 34)));
        assertTrue(acknowledged.size() >= ENOUGH && stored.containsAll(acknowledged));
        // At most the votes under way are there without an answer that arrived.
        assertTrue(stored.size() <= acknowledged.size() + RATERS);
    }

    private void start() throws IOException {
        server = Packaged.start(folder.resolve("data"), folder.resolve("server.log"));
    }
}
