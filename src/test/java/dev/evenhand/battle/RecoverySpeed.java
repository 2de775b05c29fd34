package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.Packaged;
import dev.evenhand.Packaged.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon an application with a million votes takes votes again after it and its database were killed under load, and
 * how soon all of them are saved and put back elsewhere.
 *
 * <p>{@code ./mvnw verify -Dfrontend.skip -Dtest=FormatTest -Dit.test=RecoverySpeed}; RUNS says how often.
 */
class RecoverySpeed {
    private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("RUNS", "10"));
    private static final int VOTES = 1_000_000;
    private static final int MODELS = 50;

    /** From a killed server and database to one that says that it is ready. */
    private static final Duration LONGEST_START = Duration.ofSeconds(15);

    /** From a killed database to the first vote that is taken again. */
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(10);

    /** To save everything and to put it back elsewhere, with every hash checked. */
    private static final Duration LONGEST_MOVE = Duration.ofMinutes(5);

    /** Enough for the log of the database to hold something that has to be done again. */
    private static final int VOTES_A_RUN = 200;

    @TempDir
    static Path folder;

    @Test
    void aMillionVotesAreBackInTime() throws Exception {
        try (Ordeal ordeal = new Ordeal(folder, Map.of())) {
            String full = Api.arena(Map.of());
            long began = System.nanoTime();
            Api.admin()
                    .contentType("text/csv")
                    .header("Content-Encoding", "gzip")
                    .body(votes())
                    .post("/api/arenas/" + full + "/votes")
                    .then()
                    .statusCode(200);
            System.out.printf("{\"imported\": %d, \"ms\": %d}%n", VOTES, since(began));
            ordeal.lay(RUNS * 2 * 20 * VOTES_A_RUN);

            long longestStart = 0;
            long longestAbsence = 0;
            for (int run = 0; run < RUNS; run++) {
                long[] start = {0};
                long[] absence = {0};
                ordeal.under(() -> {
                    ordeal.more(VOTES_A_RUN);
                    long killed = System.nanoTime();
                    ordeal.database().forEach(ProcessHandle::destroyForcibly);
                    ordeal.kill();
                    ordeal.start();
                    start[0] = since(killed);
                    ordeal.more(VOTES_A_RUN);

                    long pid = ordeal.server().pid();
                    killed = System.nanoTime();
                    ordeal.database().forEach(ProcessHandle::destroyForcibly);
                    // What was answered before is still on its way.
                    Thread.sleep(200);
                    ordeal.more(1);
                    absence[0] = since(killed);
                    assertEquals(pid, ordeal.server().pid());
                    assertTrue(ordeal.server().isAlive());
                });
                System.out.printf("{\"run\": %d, \"readyMs\": %d, \"voteMs\": %d}%n", run, start[0], absence[0]);
                longestStart = Math.max(longestStart, start[0]);
                longestAbsence = Math.max(longestAbsence, absence[0]);
            }

            ordeal.assertNothingBroken();
            saveAndRestore();
            assertEquals(VOTES, Api.admin().get("/api/arenas/" + full).<Integer>path("counts.votes"));
            System.out.printf(
                    "{\"votes\": %d, \"runs\": %d, \"longestReadyMs\": %d, \"longestUntilAVoteMs\": %d}%n",
                    VOTES, RUNS, longestStart, longestAbsence);
            assertTrue(longestStart <= LONGEST_START.toMillis(), "ready after " + longestStart + " ms");
            assertTrue(longestAbsence <= LONGEST_ABSENCE.toMillis(), "a vote after " + longestAbsence + " ms");
        }
    }

    private static void saveAndRestore() throws IOException, InterruptedException {
        String backup = folder.resolve("backup.zip").toString();
        long began = System.nanoTime();
        Ran saved = Packaged.command(folder.resolve("data"), "backup", backup);
        long savedMs = since(began);
        assertEquals(0, saved.code(), saved.said());
        began = System.nanoTime();
        Ran restored = Packaged.command(folder.resolve("there"), "restore", backup);
        long restoredMs = since(began);
        assertEquals(0, restored.code(), restored.said());
        System.out.printf("{\"savedMs\": %d, \"restoredMs\": %d}%n", savedMs, restoredMs);
        assertTrue(savedMs + restoredMs <= LONGEST_MOVE.toMillis(), "saved and restored in " + (savedMs + restoredMs));
    }

    private static byte[] votes() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Random chance = new Random(1);
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(packed), StandardCharsets.UTF_8)) {
            out.write("vote_id,prompt_id,model_a,model_b,winner,rater\n");
            for (int i = 0; i < VOTES; i++) {
                int a = chance.nextInt(MODELS);
                int b = (a + 1 + chance.nextInt(MODELS - 1)) % MODELS;
                String winner = chance.nextInt(5) == 0 ? "tie" : chance.nextBoolean() ? "a" : "b";
                out.write("v%d,p%d,m%d,m%d,%s,r%d\n"
                        .formatted(i, chance.nextInt(1000), a, b, winner, chance.nextInt(20_000)));
            }
        }
        return packed.toByteArray();
    }

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
