package dev.evenhand.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one database: made once, whole or not at all.
 *
 * <p>The application owns its database but is no superuser, so that a hole in it opens neither files nor programs of
 * the machine. The superuser has no password, and with that no way in over the network.
 *
 * @param home the folder of everything that belongs to the server
 */
record Cluster(Path home) {
    /** The name of the database and of the role that owns it. */
    static final String NAME = "evenhand";

    private static final int PASSWORD_BYTES = 24;

    void createIfAbsent(Path bin, Unprivileged user) throws IOException, InterruptedException {
        if (Files.exists(data())) {
            requirePassword();
            return;
        }
        Path unfinished = home.resolve("data.new");
        Command.run("rm", "-rf", "--", unfinished.toString());
        String password = newPassword();
        writeSecret(passwordFile(), "127.0.0.1:*:%1$s:%1$s:%2$s".formatted(NAME, password));
        user.own(passwordFile());

        Command.run(user.wrap(initdb(bin, unfinished)), "");
        // Terse, because the details of an error quote rows, and rows are about people.
        Command.run(user.wrap(singleUser(bin, unfinished)), """
                alter role postgres password null
                create role %1$s login password '%2$s'
                alter role %1$s set log_error_verbosity = terse
                create database %1$s owner %1$s
                """.formatted(NAME, password));

        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
        forceToDisk(home);
    }

    /**
     * The superuser's password is the whole line of the file, until it has none. The built-in locale sorts by code point and knows letters of
     * all scripts, on every platform alike.
     */
    private String[] initdb(Path bin, Path data) {
        return new String[] {
            bin.resolve("initdb").toString(),
            "--pgdata=" + data,
            "--username=postgres",
            "--pwfile=" + passwordFile(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions"
        };
    }

    /** Takes a statement per line, ends at the first that fails, and does not repeat it, for it holds the password. */
    private static String[] singleUser(Path bin, Path data) {
        return new String[] {
            bin.resolve("postgres").toString(),
            "--single",
            "-D",
            data.toString(),
            "-c",
            "exit_on_error=on",
            "-c",
            "log_min_error_statement=panic",
            "postgres"
        };
    }

    Path data() {
        return home.resolve("data");
    }

    Path logs() {
        return home.resolve("log");
    }

    Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    /** Holds the password in the form that the clients of PostgreSQL read, pg_dump included. */
    Path passwordFile() {
        return home.resolve("password");
    }

    String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, NAME, NAME);
    }

    Optional<Long> serverPid() throws IOException {
        return pidFileLines().stream().findFirst().map(String::strip).map(Long::valueOf);
    }

    /** The server that has come as far as to write its port in the fourth line. */
    Optional<Long> serverPid(int port) throws IOException {
        List<String> lines = pidFileLines();
        boolean written = lines.size() >= 4 && lines.get(3).strip().equals(String.valueOf(port));
        return written ? serverPid() : Optional.empty();
    }

    boolean isReady(int port) throws IOException {
        return readyPort().filter(ready -> ready == port).isPresent();
    }

    /** The port of a server that takes connections; it writes its state in the eighth line. */
    Optional<Integer> readyPort() throws IOException {
        List<String> lines = pidFileLines();
        boolean ready = lines.size() >= 8 && lines.get(7).startsWith("ready");
        return ready ? Optional.of(Integer.valueOf(lines.get(3).strip())) : Optional.empty();
    }

    /** The password of the database's owner. */
    String password() throws IOException {
        requirePassword();
        String line = Files.readString(passwordFile()).strip();
        return line.substring(line.lastIndexOf(':') + 1);
    }

    private List<String> pidFileLines() throws IOException {
        try {
            return Files.readAllLines(pidFile());
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void requirePassword() throws IOException {
        if (!Files.exists(passwordFile())) {
            throw new IOException("%s is missing, and without it the database beside it cannot be opened. Restore it."
                    .formatted(passwordFile()));
        }
    }

    private static String newPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** On disk before the database is: a database without its password would be lost. */
    private static void writeSecret(Path file, String secret) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    private static void forceToDisk(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
