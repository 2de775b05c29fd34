package dev.evenhand.battle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the pages are made of, and what the server says of itself, is the same to the byte whatever the models are called:
 * the part of the twins (TwinsTest) that only the packaged application has.
 */
@QuarkusIntegrationTest
class FilesIT {
    /** Files by which a page, a script or a style sheet names another. */
    private static final Pattern NAMED =
            Pattern.compile("(?:[\"'(]|\\./|/)((?:assets/)?[\\w.-]+\\.(?:js|css|svg|woff2))\\b");

    /** By the machine's clock, and only of files. */
    private static final Pattern DATE = Pattern.compile("(?im)^date: .*\\r\\n");

    private static final List<String> OF_THE_SERVER = List.of(
            "/q",
            "/q/health",
            "/q/health/live",
            "/q/health/ready",
            "/q/openapi",
            "/q/metrics",
            "/q/info",
            "/q/dev",
            "/q/arc",
            "/q/swagger-ui",
            "/index.html.map",
            "/no-such-page",
            "/assets/",
            "/assets/no-such-file.js");

    @Test
    void filesAreTheSameWhoeverWroteTheTexts() throws IOException {
        Map<String, String> one = files("CNRY-0d1f5c77aa", "CNRY-91be20e518");
        Map<String, String> other = files("CNRY-91be20e518", "CNRY-0d1f5c77aa");

        assertTrue(
                one.keySet().stream().filter(path -> path.endsWith(".js")).count() > 10,
                one.keySet().toString());
        assertTrue(one.keySet().stream().anyMatch(path -> path.endsWith(".woff2")));
        one.forEach((path, answer) -> assertEquals(answer, other.get(path), path));
        assertEquals(one.keySet(), other.keySet());
    }

    /** What does depend on the names is seen to. */
    @Test
    void aBoardIsNotTheSame() throws IOException {
        assertNotEquals(board("CNRY-0d1f5c77aa", "CNRY-91be20e518"), board("CNRY-91be20e518", "CNRY-0d1f5c77aa"));
    }

    private static Map<String, String> files(String... models) throws IOException {
        String slug = voted(models);
        Map<String, String> answers = new LinkedHashMap<>();
        Deque<String> named = new ArrayDeque<>(OF_THE_SERVER);
        named.add("/");
        named.add("/arenas/names-are-hidden/vote");
        while (!named.isEmpty()) {
            String path = named.poll();
            if (answers.containsKey(path)) {
                continue;
            }
            String answer = DATE.matcher(Wire.of("GET", path).ask().text()).replaceFirst("");
            answers.put(path, answer);
            if (!path.startsWith("/q") && !path.endsWith(".map")) {
                NAMED.matcher(answer).results().forEach(file -> {
                    String name = file.group(1);
                    String found = name.startsWith("assets/") || path.equals("/") ? "/" + name : "/assets/" + name;
                    named.add(found);
                    named.add(found + ".map");
                });
            }
        }
        erase(slug);
        return answers;
    }

    private static String board(String... models) throws IOException {
        String slug = voted(models);
        String board = Wire.of("GET", "/api/arenas/" + slug + "/leaderboard")
                .by("test-admin-token")
                .ask()
                .text();
        erase(slug);
        return board.substring(board.indexOf("\"standings\""));
    }

    /** An arena under one name for all, in which the first model's text was preferred. */
    private static String voted(String... models) {
        String slug = "names-are-hidden";
        Api.admin()
                .contentType("application/json")
                .body(Map.of("slug", slug))
                .post("/api/arenas")
                .then()
                .statusCode(201);
        Api.upload(slug, Api.responses(4, models));
        Api.open(slug);
        Api.importVotes(
                slug, "model_a,model_b,winner\n%1$s,%2$s,a\n%1$s,%2$s,a\n%1$s,%2$s,b\n".formatted((Object[]) models));
        return slug;
    }

    private static void erase(String slug) {
        Api.admin()
                .contentType("application/json")
                .body(Map.of("phase", "closed"))
                .patch("/api/arenas/" + slug);
        Api.admin().delete("/api/arenas/" + slug + "?confirm=" + slug).then().statusCode(204);
    }
}
