package dev.evenhand.backup;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.Packaged;
import dev.evenhand.Packaged.Ran;
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

/** The drill of the README with the packaged application, while raters vote. */
class DrillIT {
    private static final int RATERS = 8;
    private static final int ENOUGH = 200;

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
    void whatWasAcknowledgedBeforeTheBackupIsThereAfterTheRestore() throws Exception {
        Path backup = folder.resolve("backup.zip");
        start("here");
        String slug = Api.openArena(Map.of("votesPerMinute", 0), 300, "A", "B", "C");
        List<String> raters =
                IntStream.range(0, RATERS).mapToObj(i -> Api.rater(slug)).toList();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> before;

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> sittings = raters.stream()
                    .map(rater -> threads.submit(() -> sitting.vote(slug, rater, acknowledged)))
                    .toList();
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            acknowledged.size() >= ENOUGH || sittings.stream().anyMatch(Future::isDone));
            before = Set.copyOf(acknowledged);
            Ran backedUp = command("here", "backup", backup.toString());
            assertEquals(0, backedUp.code(), backedUp.said());
            int during = acknowledged.size();
            sitting.end();
            server.destroyForcibly().waitFor();
            for (Future<Void> sitting : sittings) {
                sitting.get();
            }
            assertTrue(during > before.size(), "nobody voted during the backup");
        }

        Ran restored = command("there", "restore", backup.toString());
        assertEquals(0, restored.code(), restored.said());
        assertTrue(restored.said().contains("Everything is back."), restored.said());
        start("there");
        Set<String> votes = votes(slug);
        assertTrue(before.size() >= ENOUGH && votes.containsAll(before));
        assertTrue(votes.size() < acknowledged.size() + RATERS);
        Ran verified = command("there", "verify", slug);
        assertEquals(0, verified.code(), verified.said());
        assertTrue(verified.said().contains("%,d votes stand".formatted(votes.size())), verified.said());
        // Links and tokens work, and the next vote follows on the record.
        Api.vote(raters.getFirst(), Api.battle(slug, raters.getFirst()), "left", 0)
                .then()
                .statusCode(201);
    }

    @Test
    void theBoardIsTheSameElsewhere() throws Exception {
        Path backup = folder.resolve("backup.zip");
        start("here");
        String slug = Api.arena(Map.of());
        Api.importVotes(
                slug,
                "vote_id,prompt_id,model_a,model_b,winner,rater\n"
                        + IntStream.range(0, 400)
                                .mapToObj(i -> "v%d,p%d,%s,%s,%s,r%d\n"
                                        .formatted(
                                                i,
                                                i % 23,
                                                "ABC".charAt(i % 3),
                                                "BCA".charAt(i % 3),
                                                i % 7 == 0 ? "tie" : i % 3 == i % 2 ? "a" : "b",
                                                i % 11))
                                .reduce("", String::concat));
        String board = standings(slug);
        assertEquals(0, command("here", "backup", backup.toString()).code());
        server.destroy();
        server.waitFor();

        assertEquals(0, command("there", "restore", backup.toString()).code());
        start("there");

        assertTrue(board.contains("\"rating\""), board);
        assertEquals(board, standings(slug));
    }

    private static String standings(String slug) {
        return Api.admin()
                .get("/api/arenas/" + slug + "/leaderboard.json")
                .asString()
                .replaceFirst("\"at\":\"[^\"]*\"", "");
    }

    private static Set<String> votes(String slug) {
        Set<String> votes = new HashSet<>();
        Api.admin()
                .get("/api/arenas/" + slug + "/votes.jsonl")
                .asString()
                .lines()
                .forEach(line -> votes.add(line.substring(12, 34)));
        return votes;
    }

    private Ran command(String data, String... arguments) throws IOException, InterruptedException {
        return Packaged.command(folder.resolve(data), arguments);
    }

    private void start(String data) throws IOException {
        server = Packaged.start(folder.resolve(data), folder.resolve("server.log"));
    }
}
