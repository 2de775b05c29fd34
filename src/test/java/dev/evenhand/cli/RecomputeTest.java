package dev.evenhand.cli;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever has the export has the board: the command line makes of it what the server shows, to the last digits. */
@QuarkusTest
class RecomputeTest {
    private static final int PROMPTS = 12;
    private static final List<String> MODELS = List.of("Ash", "Birch", "Cedar");

    @TempDir
    Path folder;

    private String slug;

    @BeforeEach
    void anArenaOfLongAndShortResponses() {
        slug = Api.arena(Map.of());
        Api.upload(slug, responses());
        Api.importVotes(slug, votes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "level=0.95|",
                "style=length|--style length",
                "style=full&ties=davidson|--style full --ties davidson",
                "style=full&position=true&interval=rater|--style full --position --interval rater",
                "ties=rao-kupper&interval=jackknife|--ties rao-kupper --interval jackknife",
                "style=length&interval=bootstrap|--style length --interval bootstrap",
                "bothBad=drop&level=0.9&anchor=Ash=1500|--both-bad drop --level 0.9 --anchor Ash=1500",
                "method=trueskill|--method trueskill",
                "method=eqbench3&anchor=Ash=200&anchor=Cedar=1500|--method eqbench3 --anchor Ash=200 --anchor Cedar=1500"
            })
    void theExportGivesTheSameBoard(String query, String options) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode served = json.readTree(Api.admin()
                .get("/api/arenas/%s/leaderboard?%s".formatted(slug, query))
                .then()
                .statusCode(200)
                .extract()
                .asString());
        Path file = folder.resolve("votes.csv");
        Files.write(
                file,
                Api.admin()
                        .get("/api/arenas/%s/votes.csv?include=text".formatted(slug))
                        .asByteArray());

        JsonNode computed = json.readTree(rate(file, options));

        assertFalse(served.get("standings").isEmpty());
        for (String part : List.of("standings", "estimated")) {
            assertSame(part, served.get(part), computed.get(part));
        }
    }

    @Test
    void whatLengthEarnsIsTakenOutOfTheRatings() {
        Api.admin()
                .get("/api/arenas/%s/leaderboard?style=length".formatted(slug))
                .then()
                .body("method.style", equalTo("length"))
                .body("estimated.effect", equalTo(List.of("length")))
                .body("estimated[0].estimate", greaterThan(0.5f))
                .body("estimated[0].p", lessThan(0.001f));
    }

    @Test
    void whereNoTextIsKnownNoStyleIsHeldEqual() {
        String bare = Api.arena(Map.of());
        Api.importVotes(bare, "model_a,model_b,winner\nA,B,a\nA,B,b\n");

        Api.admin()
                .get("/api/arenas/%s/leaderboard?style=full".formatted(bare))
                .then()
                .statusCode(422)
                .body("code", equalTo("no-texts"));
    }

    @Test
    void votesOnUnknownTextsAreCountedInAWarning() {
        Api.importVotes(slug, "model_a,model_b,winner\nAsh,Birch,a\nAsh,Birch,b\n");

        Api.admin()
                .get("/api/arenas/%s/leaderboard?style=full".formatted(slug))
                .then()
                .body("warnings.find { it.code == 'style-unknown' }.message", startsWith("Of 2 votes"))
                .body("warnings.find { it.code == 'style-alike' }.message", containsString("lists, bold"));
    }

    private static void assertSame(String at, JsonNode served, JsonNode computed) {
        assertEquals(served.size(), computed.size(), at);
        if (served.isNumber()) {
            assertEquals(served.asDouble(), computed.asDouble(), 1e-9 * Math.max(1, Math.abs(served.asDouble())), at);
        } else if (served.isObject()) {
            served.fieldNames()
                    .forEachRemaining(name -> assertSame(at + "." + name, served.get(name), computed.get(name)));
        } else if (served.isArray()) {
            for (int i = 0; i < served.size(); i++) {
                assertSame(at + "." + i, served.get(i), computed.get(i));
            }
        } else {
            assertEquals(served, computed, at);
        }
    }

    private String rate(Path file, String options) throws IOException {
        Path answer = folder.resolve("board.json");
        List<String> words =
                new ArrayList<>(List.of("rate", file.toString(), "--format", "json", "--output", answer.toString()));
        words.addAll(options == null ? List.of() : List.of(options.split(" ")));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        assertEquals(0, Evenhand.run(out, out, words.toArray(String[]::new)), said::toString);
        return Files.readString(answer);
    }

    private static String responses() {
        StringBuilder rows = new StringBuilder("prompt_id,prompt,model,response\n");
        for (int prompt = 0; prompt < PROMPTS; prompt++) {
            for (int model = 0; model < MODELS.size(); model++) {
                rows.append("p%d,Question %d?,%s,\"%s\"\n"
                        .formatted(prompt, prompt, MODELS.get(model), text(prompt, model)));
            }
        }
        return rows.toString();
    }

    private static String text(int prompt, int model) {
        int words = length(prompt, model);
        return "# Answer %d\n".formatted(model).repeat(model) + "- of %d\n".formatted(prompt) + "word ".repeat(words);
    }

    private static int length(int prompt, int model) {
        return 5 + (prompt * 7 + model * 11) % 40;
    }

    /** Twelve raters, each on every prompt; the longer response wins more often than not. */
    private static String votes() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        StringBuilder rows =
                new StringBuilder("vote_id,prompt_id,model_a,model_b,winner,rater,shown_first,weight,margin\n");
        for (int vote = 0; vote < 12 * PROMPTS; vote++) {
            int prompt = vote % PROMPTS;
            int a = random.nextInt(MODELS.size());
            int b = (a + 1 + random.nextInt(MODELS.size() - 1)) % MODELS.size();
            double lead = (length(prompt, a) - length(prompt, b)) / 12.0 + (a - b) * 0.4;
            double drawn = Math.log(random.nextDouble() / (1 - random.nextDouble()));
            String winner = Math.abs(lead + drawn) < 0.3 ? "tie" : lead + drawn > 0 ? "a" : "b";
            rows.append("v%d,p%d,%s,%s,%s,r%d,%s,%s,%s\n"
                    .formatted(
                            vote,
                            prompt,
                            MODELS.get(a),
                            MODELS.get(b),
                            winner,
                            vote / PROMPTS,
                            vote % 3 == 0 ? "b" : "a",
                            vote % 5 == 0 ? "0.3" : "1",
                            winner.equals("tie") ? "" : 1 + vote % 3));
        }
        return rows.toString();
    }
}
