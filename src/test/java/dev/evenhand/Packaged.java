package dev.evenhand;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

/** The packaged application as a process of its own, for tests that an application within the test could not stand. */
public final class Packaged {
    private Packaged() {}

    /** Starts it on a free port, where RestAssured then finds it, and waits until it can take votes. */
    public static Process start(Path data, Path log) throws IOException {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = freePort();
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dquarkus.http.port=" + RestAssured.port,
                        "-Devenhand.data-dir=" + data,
                        "-Devenhand.admin.token=test-admin-token",
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
