package dev.evenhand;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged application as a process of its own, for tests that an application within the test could not stand. */
public final class Packaged {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A server that stands still does not answer at all. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Packaged() {}

    /** Starts it on a free port, where RestAssured then finds it, and waits until it can take votes. */
    public static Process start(Path data, Path log) throws IOException {
        takePort();
        return start(data, log, Map.of());
    }

    /** Chooses a free port for the starts that follow; RestAssured finds them there. */
    public static void takePort() throws IOException {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = freePort();
    }

    /**
     * Starts it on the port that was taken, and waits until it can take votes.
     *
     * @param options of the virtual machine, and settings as {@code -Dname=value}
     */
    public static Process start(Path data, Path log, Map<String, String> environment, String... options)
            throws IOException {
        Process server = begin(data, log, environment, options);
        await().atMost(PATIENCE).until(() -> readiness() == 200 || !server.isAlive());
        return server;
    }

    /** The same without waiting for anything. */
    public static Process begin(Path data, Path log, Map<String, String> environment, String... options)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(java(data, options))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What a command came to. */
    public record Ran(int code, String said) {}

    /** Runs one of its commands to the end, beside a server or without one. */
    public static Ran command(Path data, String... arguments) throws IOException, InterruptedException {
        List<String> command = java(data);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), said);
    }

    private static List<String> java(Path data, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Dquarkus.http.port=" + RestAssured.port,
                "-Devenhand.data-dir=" + data,
                "-Devenhand.admin.token=test-admin-token",
                "-jar",
                "target/quarkus-app/quarkus-run.jar"));
        return command;
    }

    /** What it says of itself; 0 where it says nothing. */
    public static int readiness() {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(
                                            RestAssured.baseURI + ":" + RestAssured.port + "/q/health/ready"))
                                    .timeout(LONGEST_SILENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException none) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** An embedded database, while it runs, by the folder that holds its files. */
    public static Connection database(Path home) throws SQLException {
        try {
            String line = Files.readString(home.resolve("password")).strip();
            String port = Files.readAllLines(home.resolve("data/postmaster.pid"))
                    .get(3)
                    .strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%s/evenhand".formatted(port),
                    "evenhand",
                    line.substring(line.lastIndexOf(':') + 1));
        } catch (IOException e) {
            throw new SQLException("the database's files could not be read", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
