package dev.evenhand.upload;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every bad input gets its named answer, and real files are read to the last row. */
@Tag("shared")
class SharedFilesTest {
    private static final Path SHARED = Path.of(System.getProperty("evenhand.shared", "no folder given"));

    /** Only a database knows which models and prompts an arena has, and which responses stand alone. */
    private static final Set<String> NEEDS_THE_ARENA = Set.of(
            "h04_unknown_model",
            "h05_unknown_prompt",
            "h20_model_case_mismatch",
            "c01_one_model_only",
            "c02_prompt_with_one_response");

    /** Only a connection can be slow. */
    private static final String SLOW = "gen_slow_upload";

    @TestFactory
    Stream<DynamicTest> everyBadInputHasItsAnswer() throws IOException {
        JsonNode index = new ObjectMapper()
                .readTree(SHARED.resolve("badinput/index.json").toFile());
        return StreamSupport.stream(index.get("cases").spliterator(), false)
                .filter(bad -> !"rollout_event".equals(bad.get("endpoint").asText()))
                .filter(bad -> !SLOW.equals(bad.get("id").asText()))
                .map(bad -> dynamicTest(bad.get("id").asText(), () -> answer(bad)));
    }

    private static void answer(JsonNode bad) throws IOException, InterruptedException {
        Path file = SHARED.resolve("badinput").resolve(bad.get("file").asText());
        boolean gzip = bad.path("note").asText().contains("Content-Encoding: gzip");
        Process generator = file.toString().endsWith(".py") ? generator(file) : null;
        try (InputStream bytes = generator == null ? Files.newInputStream(file) : generator.getInputStream()) {
            Upload upload = new Upload(bytes, format(bad, file), gzip, Limits.DEFAULT);
            if ("votes_import".equals(bad.get("endpoint").asText())) {
                verify(bad, Reading.votes(upload, false));
            } else {
                verify(bad, Reading.responses(upload, null));
            }
        } finally {
            if (generator != null) {
                generator.destroy();
                generator.waitFor();
            }
        }
    }

    private static Process generator(Path file) throws IOException {
        return new ProcessBuilder("python3", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Format format(JsonNode bad, Path file) {
        return Format.of(
                        bad.path("content_type").asText(null),
                        file.getFileName().toString())
                .orElse(Format.CSV);
    }

    private static void verify(JsonNode bad, Reading<?> read) {
        String code = bad.path("error_code")
                .asText()
                .replaceFirst("^E_", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        List<Long> lines = StreamSupport.stream(bad.path("bad_lines").spliterator(), false)
                .map(JsonNode::asLong)
                .toList();
        if (NEEDS_THE_ARENA.contains(bad.get("id").asText())) {
            assertEquals(List.of(), read.violations());
            return;
        }
        switch (bad.get("outcome").asText()) {
            case "reject_whole" -> {
                assertEquals(code + (lines.isEmpty() ? "" : "@" + lines.getFirst()), withLine(read, lines));
            }
            case "reject_row" -> {
                assertTrue(read.violations().stream().allMatch(said -> said.startsWith(code + "@")), read::refusal);
                assertFalse(read.violations().isEmpty());
                if (!lines.isEmpty()) {
                    assertEquals(
                            lines,
                            read.report.violations().stream()
                                    .map(Violation::line)
                                    .toList());
                }
                assertEquals(bad.get("good_rows").asLong(), read.report.accepted());
            }
            case "accept_warn" -> {
                assertAccepted(bad, read);
                assertFalse(read.warnings().isEmpty());
            }
            case "accept" -> {
                assertAccepted(bad, read);
                assertEquals(List.of(), read.warnings());
            }
            default -> assertAccepted(bad, read);
        }
    }

    /** The index names a line where one is to blame. */
    private static String withLine(Reading<?> read, List<Long> lines) {
        return lines.isEmpty() ? read.refusal().replaceFirst("@.*", "") : read.refusal();
    }

    private static void assertAccepted(JsonNode bad, Reading<?> read) {
        assertEquals("not refused", read.refusal());
        assertEquals(List.of(), read.violations());
        assertEquals(bad.get("good_rows").asLong(), read.report.accepted());
    }

    @ParameterizedTest
    @CsvSource({
        "llmfao/responses.csv, 1133, 0, 0",
        "llmfao/responses.jsonl, 1133, 0, 0",
        "m_arena_hard/responses.jsonl.gz, 4849, 0, 0",
        "pandalm_test/responses.jsonl, 800, 2, 21",
        "tulu_human_eval/responses.jsonl.gz, 1328, 0, 0",
        "ukpconvarg1/responses.jsonl, 1052, 0, 0",
        "vicuna_eval_2023/responses.csv, 560, 0, 0",
        "vicuna_eval_2023/responses.jsonl, 560, 0, 0"
    })
    void realResponsesAreRead(String name, long rows, long noText, long secondAnswers) throws IOException {
        Path file = SHARED.resolve("data").resolve(name);
        try (InputStream bytes = Files.newInputStream(file)) {
            Upload upload = upload(bytes, name);
            AtomicLong handed = new AtomicLong();

            Report report = ResponseFile.read(upload, null, row -> handed.incrementAndGet());

            assertAll(
                    () -> assertEquals(rows, report.rows()),
                    () -> assertEquals(noText, count(report, "type")),
                    () -> assertEquals(secondAnswers, count(report, "dup-key")),
                    () -> assertEquals(noText + secondAnswers, report.violationsTotal()),
                    () -> assertEquals(report.accepted(), handed.get()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "genai_arena_2024/votes.jsonl, 2061, self-pair, 1",
        "llmfao/votes.jsonl.gz, 8931, -, 0",
        "llmfao/votes_llm.jsonl.gz, 6472, -, 0",
        "llmfao/votes_llm_crowd_subset.jsonl, 4278, -, 0",
        "llmfao/tiny_food.csv, 30, -, 0",
        "llmfao/tiny_simple.csv, 16, -, 0",
        "pandalm_test/votes.jsonl, 2997, -, 0",
        "pandalm_test/votes_llm.jsonl, 1973, -, 0",
        "pandalm_test/votes_unparsed.jsonl, 25, winner, 25",
        "tulu_human_eval/votes.jsonl, 1150, -, 0",
        "ukpconvarg1/votes.jsonl.gz, 84445, -, 0",
        "vicuna_eval_2023/votes.jsonl, 1040, -, 0",
        "comparia_sample/votes.jsonl, 10, required, 10"
    })
    void realVotesAreRead(String name, long rows, String code, long refused) throws IOException {
        try (InputStream bytes = Files.newInputStream(SHARED.resolve("data").resolve(name))) {
            Reading<VoteRow> read = Reading.votes(upload(bytes, name), false);

            assertAll(
                    () -> assertEquals(rows, read.report.rows()),
                    () -> assertEquals(refused, read.report.violationsTotal()),
                    () -> assertEquals(refused, count(read.report, code)),
                    () -> assertEquals(rows - refused, read.rows.size()));
        }
    }

    @Test
    void theSameResponsesInTwoFormsAreTheSameRows() throws IOException {
        for (String set : List.of("llmfao", "vicuna_eval_2023")) {
            assertEquals(texts(set + "/responses.jsonl"), texts(set + "/responses.csv"));
        }
    }

    private static List<String> texts(String name) throws IOException {
        try (InputStream bytes = Files.newInputStream(SHARED.resolve("data").resolve(name))) {
            return Reading.responses(upload(bytes, name), null).rows.stream()
                    .map(row -> row.promptId() + row.messages() + row.model() + row.response())
                    .toList();
        }
    }

    private static Upload upload(InputStream bytes, String name) {
        return new Upload(bytes, Format.of(null, name).orElseThrow(), name.endsWith(".gz"), Limits.DEFAULT);
    }

    private static long count(Report report, String code) {
        return report.violations().stream()
                .filter(violation -> violation.code().equals(code))
                .count();
    }
}
