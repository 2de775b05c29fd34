package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.Packaged;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    private final HttpClient http = HttpClient.newHttpClient();
    private Process server;
    private volatile boolean killed;

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
                    .map(rater -> threads.submit(() -> sit(slug, rater, acknowledged)))
                    .toList();
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            acknowledged.size() >= ENOUGH || sittings.stream().anyMatch(Future::isDone));
            killed = true;
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

    /** Votes until the server is killed; whatever else ends it is a failure. */
    private Void sit(String slug, String rater, Set<String> acknowledged) throws IOException, InterruptedException {
        try {
            while (true) {
                String battle = post(rater, "/api/arenas/" + slug + "/battles", "POST", "");
                String id = battle.substring(7, 29);
                post(rater, "/api/battles/" + id + "/vote", "PUT", "{\"outcome\":\"left\"}");
                acknowledged.add(id);
            }
        } catch (IOException gone) {
            if (!killed) {
                throw gone;
            }
            return null;
        }
    }

    private String post(String rater, String path, String method, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                        .header("Authorization", "Bearer " + rater)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(201, answer.statusCode(), answer.body());
        return answer.body();
    }

    private void start() throws IOException {
        server = Packaged.start(folder.resolve("data"), folder.resolve("server.log"));
    }
}
