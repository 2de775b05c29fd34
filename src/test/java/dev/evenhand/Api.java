package dev.evenhand;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests ask of the server, in the words of the house; everything is made through its own addresses. */
public final class Api {
    private static final AtomicInteger MADE = new AtomicInteger();

    private Api() {}

    public static RequestSpecification admin() {
        return as("test-admin-token");
    }

    public static RequestSpecification as(String token) {
        return given().filter(Published.CONTRACT).header("Authorization", "Bearer " + token);
    }

    /** A new arena in draft, with these rules beside the defaults. Returns its slug. */
    public static String arena(Map<String, Object> rules) {
        String slug = "arena-" + MADE.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
        Map<String, Object> body = new java.util.HashMap<>(rules);
        body.put("slug", slug);
        admin().contentType(ContentType.JSON)
                .body(body)
                .post("/api/arenas")
                .then()
                .statusCode(201);
        return slug;
    }

    /** An open arena of so many prompts, each answered by these models. */
    public static String openArena(Map<String, Object> rules, int prompts, String... models) {
        String slug = arena(rules);
        upload(slug, responses(prompts, models));
        open(slug);
        return slug;
    }

    /** Changes the rules or the phase of an arena. */
    public static ValidatableResponse change(String slug, Map<String, Object> change) {
        return admin().contentType(ContentType.JSON)
                .body(change)
                .patch("/api/arenas/" + slug)
                .then()
                .statusCode(200);
    }

    public static void open(String slug) {
        change(slug, Map.of("phase", "open"));
    }

    public static void upload(String slug, String csv) {
        admin().contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/arenas/" + slug + "/responses")
                .then()
                .statusCode(200);
    }

    public static void importVotes(String slug, String csv) {
        admin().contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/arenas/" + slug + "/votes")
                .then()
                .statusCode(200);
    }

    /** A file of responses; each text says which it is, and no model's name. */
    public static String responses(int prompts, String... models) {
        List<String> lines = new ArrayList<>(List.of("prompt_id,prompt,model,response,category,language"));
        for (int p = 1; p <= prompts; p++) {
            for (int m = 0; m < models.length; m++) {
                lines.add("p%d,Question %d?,%s,Answer %d to question %d,general,en".formatted(p, p, models[m], m, p));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** A new rater's token. */
    public static String rater(String slug) {
        return admin().contentType(ContentType.JSON)
                .body(Map.of())
                .post("/api/arenas/" + slug + "/raters")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /** The link with which a new rater joins. */
    public static String invitation(String slug, String label) {
        return admin().contentType(ContentType.JSON)
                .body(Map.of("label", label))
                .post("/api/arenas/" + slug + "/raters")
                .then()
                .statusCode(201)
                .extract()
                .path("joinUrl");
    }

    /** The id of the battle that this rater is to decide now; null where nothing is left. */
    public static String battle(String slug, String rater) {
        return as(rater)
                .post("/api/arenas/" + slug + "/battles")
                .then()
                .extract()
                .path("id");
    }

    public static io.restassured.response.Response vote(String rater, String battle, String outcome, int version) {
        return as(rater)
                .contentType(ContentType.JSON)
                .body(Map.of("outcome", outcome, "version", version))
                .put("/api/battles/" + battle + "/vote");
    }
}
