package dev.evenhand.backup;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drill of the README with the packaged application, while raters vote. */
class DrillIT {
    private static final int RATERS = 8;
    private static final int ENOUGH = 200;

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
                    .map(rater -> threads.submit(() -> sit(slug, rater, acknowledged)))
                    .toList();
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            acknowledged.size() >= ENOUGH || sittings.stream().anyMatch(Future::isDone));
            before = Set.copyOf(acknowledged);
            Ran backedUp = command("here", "backup", backup.toString());
            assertEquals(0, backedUp.code(), backedUp.said());
            int during = acknowledged.size();
            killed = true;
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

    /** Votes until the server is killed; whatever else ends it is a failure. */
    private Void sit(String slug, String rater, Set<String> acknowledged) throws IOException, InterruptedException {
        try {
            while (true) {
                String id = send(rater, "/api/arenas/" + slug + "/battles", "POST", "")
                        .substring(7, 29);
                send(rater, "/api/battles/" + id + "/vote", "PUT", "{\"outcome\":\"left\"}");
                acknowledged.add(id);
            }
        } catch (IOException gone) {
            if (!killed) {
                throw gone;
            }
            return null;
        }
    }

    private String send(String rater, String path, String method, String body)
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

    private record Ran(int code, String said) {}

    private Ran command(String data, String... arguments) throws IOException, InterruptedException {
        Process command = java(data, arguments).redirectErrorStream(true).start();
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(command.waitFor(), said);
    }

    private void start(String data) throws IOException {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = freePort();
        server = java(data)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    }

    private ProcessBuilder java(String data, String... arguments) {
        List<String> command = new ArrayList<>(Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Dquarkus.http.port=" + RestAssured.port,
                                "-Devenhand.data-dir=" + folder.resolve(data),
                                "-Devenhand.admin.token=test-admin-token",
                                "-jar",
                                "target/quarkus-app/quarkus-run.jar"),
                        Stream.of(arguments))
                .toList());
        return new ProcessBuilder(command);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
