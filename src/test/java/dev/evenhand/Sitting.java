package dev.evenhand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;

/** Raters who vote on a server that is about to be killed. */
public final class Sitting {
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile boolean ended;

    /** From now on a server that is gone is no failure; to be said before it is killed. */
    public void end() {
        ended = true;
    }

    /** Votes until the server is killed; whatever else ends it is a failure. */
    public Void vote(String slug, String rater, Set<String> acknowledged) throws IOException, InterruptedException {
        try {
            while (true) {
                String battle = send(rater, "/api/arenas/" + slug + "/battles", "POST", "");
                String id = battle.substring(7, 29);
                send(rater, "/api/battles/" + id + "/vote", "PUT", "{\"outcome\":\"left\"}");
                acknowledged.add(id);
            }
        } catch (IOException gone) {
            if (!ended) {
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
}
