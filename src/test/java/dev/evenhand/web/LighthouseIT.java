package dev.evenhand.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.Api;
import dev.evenhand.Packaged;
import io.restassured.RestAssured;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lighthouse on the pages that others see first: where a rater lands, votes, and reads the board. Scores are medians of
 * {@value #VISITS} visits; those of performance mean something only on a machine that does nothing else.
 */
@Tag("lighthouse")
class LighthouseIT {
    private static final File TOOLS = new File("frontend/lighthouse");
    private static final int VISITS = 5;

    /** The least that is wanted: of accessibility, of best practices, and of performance. */
    private static final Map<String, List<Integer>> WANTED =
            Map.of("desktop", List.of(100, 95, 95), "mobile", List.of(100, 95, 90));

    @TempDir
    Path folder;

    private Process server;

    @BeforeEach
    void start() throws IOException {
        server = Packaged.start(folder.resolve("data"), folder.resolve("server.log"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        server.waitFor();
    }

    @Test
    void thePagesThatOthersSeeFirstAreFastAndOpenToEverybody() throws Exception {
        run("npm", "ci");
        String slug = Api.openArena(Map.of("access", "open", "publicBoard", true), 20, "Alpha", "Beta", "Gamma");
        StringBuilder votes = new StringBuilder("model_a,model_b,winner,rater,prompt_id\n");
        for (int i = 0; i < 300; i++) {
            votes.append("%s,%s,%s,r%d,p%d\n"
                    .formatted(
                            List.of("Alpha", "Beta", "Gamma").get(i % 3),
                            List.of("Beta", "Gamma", "Alpha").get(i % 3),
                            i % 4 == 0 ? "b" : "a",
                            i % 12,
                            i % 20 + 1));
        }
        Api.importVotes(slug, votes.toString());
        String cookie = "evenhand-session="
                + RestAssured.given()
                        .contentType("application/json")
                        .body(Map.of())
                        .post("/api/arenas/" + slug + "/join")
                        .getCookie("evenhand-session");

        List<String> missed = new ArrayList<>();
        for (String page : List.of("/", "/arenas/%s/join", "/arenas/%s/vote", "/arenas/%s/leaderboard")) {
            for (String form : List.of("desktop", "mobile")) {
                String address = "http://127.0.0.1:" + RestAssured.port + page.formatted(slug);
                JsonNode scores = new ObjectMapper()
                        .readTree(run(
                                "node",
                                "measure.mjs",
                                address,
                                form,
                                String.valueOf(VISITS),
                                page.endsWith("vote") ? cookie : ""));
                System.out.println(page.formatted("…") + " " + form + " " + scores);
                List<Integer> wanted = WANTED.get(form);
                if (scores.get("accessibility").asInt() < wanted.get(0)
                        || scores.get("best-practices").asInt() < wanted.get(1)
                        || scores.get("performance").asInt() < wanted.get(2)) {
                    missed.add(page + " " + form + " " + scores);
                }
            }
        }
        assertEquals(List.of(), missed);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(TOOLS).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CHROMIUM", Browser.executable().toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
