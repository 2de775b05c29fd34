package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The same vote, sent ten times at once. BATTLES=10000 is the long form. */
@QuarkusTest
class TenfoldTest {
    private static final int BATTLES = Integer.parseInt(System.getenv().getOrDefault("BATTLES", "400"));
    private static final int TIMES = 10;
    private static final int AT_ONCE = 8;

    @Inject
    DataSource database;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void countsOnceAndIsAnsweredEveryTimeAlike() throws Exception {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), Laid.PROMPTS, "A", "B");
        List<Laid> battles;
        try (Connection connection = database.getConnection()) {
            battles = Laid.lay(connection, slug, BATTLES);
        }
        AtomicInteger created = new AtomicInteger();
        AtomicInteger repeated = new AtomicInteger();
        AtomicInteger unlike = new AtomicInteger();
        Semaphore places = new Semaphore(AT_ONCE);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> votes = new ArrayList<>();
            for (Laid battle : battles) {
                places.acquire();
                votes.add(threads.submit(() -> {
                    try {
                        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
                        for (int i = 0; i < TIMES; i++) {
                            answers.add(threads.submit(() -> vote(battle)));
                        }
                        Set<String> bodies = new HashSet<>();
                        for (Future<HttpResponse<String>> answer : answers) {
                            bodies.add(answer.get().body());
                            (answer.get().statusCode() == 201 ? created : repeated).incrementAndGet();
                            assertEquals(
                                    2,
                                    answer.get().statusCode() / 100,
                                    answer.get().body());
                        }
                        unlike.addAndGet(bodies.size() - 1);
                        return null;
                    } finally {
                        places.release();
                    }
                }));
            }
            for (Future<?> vote : votes) {
                vote.get();
            }
        }

        System.out.printf(
                "{\"battles\": %d, \"counted\": %d, \"repeated\": %d, \"unlike\": %d}%n",
                battles.size(), created.get(), repeated.get(), unlike.get());
        assertEquals(battles.size(), created.get());
        assertEquals(battles.size() * (TIMES - 1), repeated.get());
        assertEquals(0, unlike.get());
        Integer stored = Api.admin().get("/api/arenas/" + slug).path("counts.votes");
        assertEquals(battles.size(), stored);
    }

    private HttpResponse<String> vote(Laid battle) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:%d/api/battles/%s/vote".formatted(RestAssured.port, battle.battle())))
                        .header("Authorization", "Bearer " + battle.token())
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"outcome\":\"left\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
