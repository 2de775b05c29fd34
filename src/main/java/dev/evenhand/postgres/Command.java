package dev.evenhand.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs one command of the system to its end. */
final class Command {
    private Command() {}

    static void run(String... command) throws IOException, InterruptedException {
        run(List.of(command), "");
    }

    /** The input is never shown, the output only when the command fails. */
    static void run(List<String> command, String input) throws IOException, InterruptedException {
        Ended ended = finish(command, input);
        if (ended.status() != 0) {
            throw new IOException("%s ended with status %d:\n%s".formatted(command, ended.status(), ended.output()));
        }
    }

    static String output(String... command) throws IOException, InterruptedException {
        return finish(List.of(command), "").output().strip();
    }

    /** Whether the command is there, is allowed and succeeds. */
    static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return finish(command, "").status() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Runs in the root folder, which everyone may enter, and without settings meant for PostgreSQL's clients. */
    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder;
    }

    private record Ended(int status, String output) {}

    private static Ended finish(List<String> command, String input) throws IOException, InterruptedException {
        Process process = builder(command).redirectErrorStream(true).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
