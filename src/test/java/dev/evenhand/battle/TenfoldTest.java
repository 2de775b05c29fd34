package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

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
    private static final int FEW = Laid.A_ROUND;
    private static final int TIMES = 10;
    private static final int AT_ONCE = 8;

    @Inject
    DataSource database;

    private final HttpClient http = HttpClient.newHttpClient();

    /** How the answers to all votes turned out. */
    private record Tally(int created, int repeated, int refused, int unlike) {}

    private interface Vote {
        /** What the vote says that is sent for this time, from 0. */
        String outcome(int time);
    }

    @Test
    void countsOnceAndIsAnsweredEveryTimeAlike() throws Exception {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), Laid.PROMPTS, "A", "B");

        Tally tally = send(slug, BATTLES, time -> "left");

        System.out.printf(
                "{\"battles\": %d, \"counted\": %d, \"repeated\": %d, \"unlike\": %d}%n",
                BATTLES, tally.created(), tally.repeated(), tally.unlike());
        assertEquals(new Tally(BATTLES, BATTLES * (TIMES - 1), 0, 0), tally);
        Integer stored = Api.admin().get("/api/arenas/" + slug).path("counts.votes");
        assertEquals(BATTLES, stored);
    }

    /** The tally is worth something only where it tells votes that are not the same: here every other one differs. */
    @Test
    void votesThatContradictEachOtherAreNotTakenForTheSame() throws Exception {
        String slug = Api.openArena(Map.of("votesPerMinute", 0), Laid.PROMPTS, "A", "B");

        Tally tally = send(slug, FEW, time -> time % 2 == 0 ? "left" : "right");

        assertEquals(FEW, tally.created());
        assertEquals(FEW * (TIMES / 2 - 1), tally.repeated());
        assertEquals(FEW * (TIMES / 2), tally.refused());
        assertTrue(tally.unlike() >= FEW, tally.toString());
    }

    private Tally send(String slug, int many, Vote vote) throws Exception {
        List<Laid> battles;
        try (Connection connection = database.getConnection()) {
            battles = Laid.lay(connection, slug, many);
        }
        assertEquals(many, battles.size());
        AtomicInteger created = new AtomicInteger();
        AtomicInteger repeated = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
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
                            String outcome = vote.outcome(i);
                            answers.add(threads.submit(() -> vote(battle, outcome)));
                        }
                        Set<String> bodies = new HashSet<>();
                        for (Future<HttpResponse<String>> answer : answers) {
                            bodies.add(answer.get().body());
                            switch (answer.get().statusCode()) {
                                case 201 -> created.incrementAndGet();
                                case 200 -> repeated.incrementAndGet();
                                case 409 -> refused.incrementAndGet();
                                default -> fail(answer.get().body());
                            }
                        }
                        unlike.addAndGet(bodies.size() - 1);
                        return null;
                    } finally {
                        places.release();
                    }
                }));
            }
            for (Future<?> one : votes) {
                one.get();
            }
        }
        return new Tally(created.get(), repeated.get(), refused.get(), unlike.get());
    }

    private HttpResponse<String> vote(Laid battle, String outcome) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:%d/api/battles/%s/vote".formatted(RestAssured.port, battle.battle())))
                        .header("Authorization", "Bearer " + battle.token())
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"outcome\":\"%s\"}".formatted(outcome)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
