package dev.evenhand.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is sent by whomever is refused in words, and before it costs anything. */
@QuarkusTest
class BodiesTest {
    private static final List<String> UPLOADS = List.of("/api/arenas/any/responses", "/api/arenas/any/votes");

    @TestHTTPResource
    URI server;

    @Test
    void aContentTypeThatIsNoneIsRefused() throws Exception {
        for (String address : UPLOADS) {
            for (String type : List.of("garbage", "/", "text/", "/csv", ";", "text csv", "\"")) {
                assertRefused(415, "format", send(address, type, BodyPublishers.ofString("a")));
            }
        }
    }

    @Test
    void aFormThatEndsTooSoonIsRefused() throws Exception {
        for (String address : UPLOADS) {
            for (String form : List.of(
                    "--x\r\nbroken",
                    "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nmodel_a",
                    "--y\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nmodel_a\r\n--y--\r\n",
                    "")) {
                HttpResponse<String> answer =
                        send(address, "multipart/form-data; boundary=x", BodyPublishers.ofString(form));
                assertRefused(400, "form", answer);
            }
        }
    }

    @Test
    void onlyFilesAreLong() throws Exception {
        byte[] much = "{\"username\": \"%s\", \"password\": \"x\"}"
                .formatted("x".repeat(5 << 20))
                .getBytes(StandardCharsets.UTF_8);

        for (String address : List.of("/api/session", "/api/setup", "/api/arenas/any/join")) {
            assertTrue(isStopped(address, much), address);
            assertRefused(413, "limit-body", send(address, "application/json", BodyPublishers.ofByteArray(much)));
        }
        for (String address : UPLOADS) {
            assertEquals(
                    401,
                    send(address, "text/csv", BodyPublishers.ofByteArray(much)).statusCode());
        }
    }

    /** In chunks, without a length: whoever is still sending may see the connection end before the answer. */
    private boolean isStopped(String address, byte[] body) throws InterruptedException {
        try {
            return send(address, "application/json", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                            .statusCode()
                    == 413;
        } catch (IOException e) {
            return true;
        }
    }

    private HttpResponse<String> send(String address, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(address))
                .header("Content-Type", type)
                .POST(body)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertRefused(int status, String code, HttpResponse<String> answer) {
        String what = answer.request() + " " + answer.request().headers() + ": " + answer.body();
        assertEquals(status, answer.statusCode(), what);
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"), what);
        assertEquals(code, new JsonObject(answer.body()).getString("code"), what);
    }
}
