package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.battle.Telltale.Way;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two arenas that differ in nothing but who wrote which text, seen by the same raters with the same luck at the same
 * time: what the raters are sent is the same to the byte. BATTLES=200 is the long form.
 *
 * <p>The names change hands; and with them whose they are, what their texts cost and how long they took, in which order
 * and when they were uploaded, and under which ids they are kept.
 */
@QuarkusTest
class TwinsTest {
    private static final int BATTLES = Integer.parseInt(System.getenv().getOrDefault("BATTLES", "7"));

    /** Enough to see a name come through. */
    private static final int FEW = 2;

    private static final int MODELS = 6;

    private static final long SEED = 7;

    /** What every sitting is to have met with, so that it does not shrink unnoticed. */
    private static final List<String> MET = List.of(
            "HTTP/1.1 200 ",
            "HTTP/1.1 201 ",
            "HTTP/1.1 204 ",
            "HTTP/1.1 400 ",
            "HTTP/1.1 401 ",
            "HTTP/1.1 403 ",
            "HTTP/1.1 404 ",
            "HTTP/1.1 405 ",
            "HTTP/1.1 409 ",
            "HTTP/1.1 413 ",
            "HTTP/1.1 415 ",
            "HTTP/1.1 422 ",
            "HTTP/1.1 429 ",
            "already-voted",
            "battle-unknown",
            "too-fast",
            "arena-closed",
            "invitation-needed",
            "set-cookie");

    private static final List<String> MET_LATE =
            List.of("\"counted\":false", "nothing-left", "arena-paused", "\"compared\":3");

    /** Which model wrote a text of a prompt, and all else in which one twin is unlike the other. */
    private record Twin(IntBinaryOperator writer, boolean younger) {
        static Twin elder() {
            return new Twin((prompt, text) -> text, false);
        }

        static Twin younger(IntBinaryOperator writer) {
            return new Twin(writer, true);
        }

        /** A file of responses; what is put before each text may name its model. */
        String file(int prompts, int models, String opening) {
            List<String> rows = new ArrayList<>();
            for (int prompt = 1; prompt <= prompts; prompt++) {
                for (int text = 0; text < models; text++) {
                    String model = model(writer.applyAsInt(prompt, text));
                    rows.add("""
                            {"prompt_id":"p%1$d","prompt":"Question %1$d?","model":"%2$s","response":"%3$s%4$s",\
                            "organization":"%5$s of %2$s","metadata":{"latency_ms":%6$d,"price":"%7$s"}}
                            """.formatted(
                                    prompt,
                                    model,
                                    opening.formatted(model),
                                    text(prompt, text),
                                    younger ? "House" : "Friends",
                                    younger ? 90_000 + text : text,
                                    younger ? "free" : "$9"));
                }
            }
            if (younger) {
                Collections.shuffle(rows, new Random(SEED));
            }
            return String.join("", rows);
        }

        private static String model(int number) {
            return "CNRY-9f3a61c04d7%d".formatted(number);
        }

        /** Of any length, whoever wrote it. */
        private static String text(int prompt, int text) {
            return "Answer %d to question %d. ".formatted(text, prompt)
                    + "word ".repeat(new Random(31L * prompt + text).nextInt(60));
        }
    }

    @Inject
    DataSource database;

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "least_seen", "active", "order"})
    void whoWroteATextChangesNothingThatARaterIsSent(String matchmaking) throws Exception {
        String slug = slug();

        List<String> one = sitting(slug, matchmaking, Twin.elder(), "", BATTLES);
        List<String> other =
                sitting(slug, matchmaking, Twin.younger((prompt, text) -> (text + 2) % MODELS), "", BATTLES);

        assertAlike(one, other);
        assertMet(MET, one);
    }

    /** Where pairs are drawn evenly, not even a model's texts need belong together. */
    @Test
    void whoWroteATextOfOnePromptAndWhoOfAnotherChangesNothingEither() throws Exception {
        String slug = slug();

        List<String> one = sitting(slug, "uniform", Twin.elder(), "", BATTLES);
        List<String> other =
                sitting(slug, "uniform", Twin.younger((prompt, text) -> (text + prompt) % MODELS), "", BATTLES);

        assertAlike(one, other);
    }

    @Test
    void whoComesTooLateIsSentTheSameWhoeverWroteTheTexts() throws Exception {
        String slug = slug();

        List<String> one = lateSitting(slug, Twin.elder());
        List<String> other = lateSitting(slug, Twin.younger((prompt, text) -> 1 - text));

        assertAlike(one, other);
        assertMet(MET_LATE, one);
    }

    /** The twins are worth something only where they are seen to differ if a name does come through. */
    @Test
    void twinsWhoseTextsNameTheirModelsAreToldApart() throws Exception {
        String slug = slug();

        List<String> one = sitting(slug, "uniform", Twin.elder(), "I am %s. ", FEW);
        List<String> other =
                sitting(slug, "uniform", Twin.younger((prompt, text) -> (text + 1) % MODELS), "I am %s. ", FEW);

        assertNotEquals(one, other);
    }

    @Test
    void twinsOfWhomAHeaderNamesTheModelAreToldApart() throws Exception {
        String slug = slug();
        Telltale.tell(Way.NAME, "");
        try {
            List<String> one = sitting(slug, "uniform", Twin.elder(), "", FEW);
            List<String> other = sitting(slug, "uniform", Twin.younger((prompt, text) -> (text + 1) % MODELS), "", FEW);

            assertNotEquals(one, other);
            assertTrue(String.join("", one).contains("X-Debug-Model: CNRY-"));
        } finally {
            Telltale.beSilent();
        }
    }

    private static String slug() {
        return "twins-" + Long.toString(System.nanoTime(), 36);
    }

    /** All bytes of one rater's sitting in an arena that is made for it and erased after it. */
    private List<String> sitting(String slug, String matchmaking, Twin twin, String opening, int battles)
            throws IOException, SQLException {
        Map<String, Object> rules = Map.of(
                "matchmaking",
                matchmaking,
                "votesPerMinute",
                20,
                "margin",
                true,
                "criteria",
                List.of("style"),
                "tags",
                List.of("long"));
        try (Clock clock = new Clock(database);
                Luck _ = new Luck(SEED)) {
            lay(clock, slug, rules, twin, twin.file(battles + 2, MODELS, opening));
            Script script = new Script(clock, slug);
            script.play(battles);
            return script.sent();
        } finally {
            erase(slug);
        }
    }

    private List<String> lateSitting(String slug, Twin twin) throws IOException, SQLException {
        try (Clock clock = new Clock(database);
                Luck _ = new Luck(SEED)) {
            lay(clock, slug, Map.of("votesPerPair", 2), twin, twin.file(3, 2, ""));
            Script script = new Script(clock, slug);
            script.playLate();
            return script.sent();
        } finally {
            erase(slug);
        }
    }

    private void lay(Clock clock, String slug, Map<String, Object> rules, Twin twin, String file) throws SQLException {
        clock.stand(Script.START.minus(Duration.ofDays(twin.younger() ? 40 : 2)));
        Map<String, Object> body = new HashMap<>(rules);
        body.put("slug", slug);
        Api.admin()
                .contentType("application/json")
                .body(body)
                .post("/api/arenas")
                .then()
                .statusCode(201);
        Api.admin()
                .contentType("application/x-ndjson")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/api/arenas/" + slug + "/responses")
                .then()
                .statusCode(200);
        Luck.orderDeck(database, slug);
        Api.open(slug);
    }

    private static void erase(String slug) {
        Api.admin()
                .contentType("application/json")
                .body(Map.of("phase", "closed"))
                .patch("/api/arenas/" + slug);
        Api.admin().delete("/api/arenas/" + slug + "?confirm=" + slug).then().statusCode(204);
    }

    /** Names the first answer in which the twins differ. */
    private static void assertAlike(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            assertEquals(one.get(i), other.get(i), "answer " + i);
        }
        assertEquals(one.size(), other.size());
        System.out.printf(
                "{\"answers\": %d, \"bytes\": %d, \"differing\": 0}%n",
                one.size(), one.stream().mapToInt(String::length).sum());
    }

    private static void assertMet(List<String> wanted, List<String> sent) {
        String all = String.join("\n", sent);
        assertEquals(
                List.of(), wanted.stream().filter(word -> !all.contains(word)).toList());
    }
}
