package dev.evenhand.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests share a directory, so that the server is unpacked and initialised once. */
class ServerTest {
    @TempDir
    static Path home;

    @Test
    void dataOutlivesAStopAndNothingIsAdopted() throws Exception {
        long first;
        try (Server server = Server.start(home)) {
            Ledger ledger = new Ledger(server);
            ledger.open();
            ledger.ask("insert into ledger values (1) returning number");
            first = pid();
        }

        assertEquals(List.of(), processes());
        try (Server server = Server.start(home)) {
            assertEquals(1, new Ledger(server).count(1));
            assertNotEquals(first, pid());
        }
    }

    @Test
    void whatIsAcknowledgedIsOnDisk() throws Exception {
        try (Server server = Server.start(home)) {
            Ledger ledger = new Ledger(server);

            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertEquals("on", ledger.ask("show " + setting), setting);
            }
            assertEquals("UTC", ledger.ask("show log_timezone"));
            assertEquals("UTF8", ledger.ask("show server_encoding"));
            assertEquals("ÅÉ", ledger.ask("select upper('åé')"));
        }
    }

    @Test
    void onlyThisMachineAndItsOwnerGetIn() throws Exception {
        try (Server server = Server.start(home)) {
            Ledger ledger = new Ledger(server);
            Ledger stranger = new Ledger(server.url(), "guess");
            String superuserUrl = server.url().replace("user=evenhand", "user=postgres");
            String wholeLine = Files.readString(server.cluster().passwordFile()).strip();
            Ledger superuser = new Ledger(superuserUrl, wholeLine);

            assertEquals("127.0.0.1", ledger.ask("show listen_addresses"));
            assertEquals("off", ledger.ask("show is_superuser"));
            assertThrows(SQLException.class, () -> stranger.ask("select 1"));
            assertThrows(SQLException.class, () -> superuser.ask("select 1"));
            assertEquals("rw-------", permissions("password"));
            assertEquals("rwx------", permissions("data"));
            assertEquals("rwx------", permissions(""));
        }
    }

    @Test
    void theLogDoesNotQuoteRows() throws Exception {
        try (Server server = Server.start(home)) {
            Ledger ledger = new Ledger(server);
            ledger.open();
            ledger.ask("insert into ledger select number from generate_series(1, 4711) number returning number");

            assertThrows(SQLException.class, () -> ledger.ask("insert into ledger select 4700 + 11 returning number"));

            await().until(() -> log().contains("duplicate key"));
            assertFalse(log().contains("4711)"), "Key (number)=(4711) already exists");
        }
    }

    @Test
    void thePasswordIsNeitherInAProcessListNorInALog() throws Exception {
        try (Server server = Server.start(home)) {
            String password = Ledger.password(server.cluster());

            String processes = Command.output("ps", "axwwe", "-o", "args");
            assertTrue(processes.contains(home.toString()), "the server is in the list");
            assertFalse(processes.contains(password));
            assertFalse(server.url().contains(password));
            assertFalse(log().contains(password));
        }
    }

    @Test
    void aKilledServerComesBackOnItsPortWithEveryCommittedRow() throws Exception {
        try (Server server = Server.start(home)) {
            Ledger ledger = new Ledger(server);
            ledger.open();
            AtomicInteger acknowledged = new AtomicInteger();
            Thread writer = Thread.startVirtualThread(() -> ledger.writeUntilTheServerIsGone(acknowledged));
            await().until(() -> acknowledged.get() >= 200);

            kill(pid());
            writer.join();

            await().atMost(Duration.ofSeconds(15))
                    .ignoreExceptions()
                    .until(() -> ledger.count(acknowledged.get()) == acknowledged.get());
        }
    }

    @Test
    void aKilledApplicationLeavesNoServerAndLosesNothing() throws Exception {
        Application application = Application.start(home);
        Ledger ledger = new Ledger(application.url(), Ledger.password(new Cluster(home)));
        ledger.open();
        AtomicInteger acknowledged = new AtomicInteger();
        Thread writer = Thread.startVirtualThread(() -> ledger.writeUntilTheServerIsGone(acknowledged));
        await().until(() -> acknowledged.get() >= 200);

        application.kill();

        await().until(() -> processes().isEmpty());
        writer.join();
        try (Server server = Server.start(home)) {
            assertEquals(acknowledged.get(), new Ledger(server).count(acknowledged.get()));
        }
    }

    @Test
    void aSecondApplicationOnTheSameDirectoryIsRefused() throws Exception {
        Application application = Application.start(home);
        try {
            long serving = pid();

            IOException refusal = assertThrows(IOException.class, () -> Server.start(home));

            assertTrue(refusal.getMessage().contains("Another application is running on " + home));
            assertEquals(serving, pid());
        } finally {
            application.stop();
        }
    }

    @Test
    void anOrphanIsStoppedBeforeTheNextServerStarts() throws Exception {
        Server abandoned = Server.start(home);
        Ledger ledger = new Ledger(abandoned);
        ledger.open();
        ledger.ask("insert into ledger values (1) returning number");
        long orphan = pid();
        kill(ProcessHandle.of(orphan).orElseThrow().parent().orElseThrow().pid());
        abandoned.close();
        assertTrue(processes().contains(orphan));

        try (Server server = Server.start(home)) {
            assertFalse(processes().contains(orphan));
            assertEquals(1, new Ledger(server).count(1));
        }
    }

    @Test
    void aPidFileThatNamesAnotherProcessDoesNotBlockTheStart() throws Exception {
        Server.start(home).close();
        Files.writeString(
                home.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");

        try (Server server = Server.start(home)) {
            assertEquals("1", new Ledger(server).ask("select 1"));
        }
    }

    @Test
    void whatAnInterruptedFirstStartLeftIsMadeAnew(@TempDir Path fresh) throws Exception {
        Files.createDirectories(fresh.resolve("data.new/base"));
        Files.writeString(fresh.resolve("data.new/PG_VERSION"), "18\n");
        Files.createDirectories(fresh.resolve("binaries-1.new/bin"));
        Files.writeString(fresh.resolve("password"), "of a database that was never finished\n");

        try (Server server = Server.start(fresh)) {
            assertEquals("1", new Ledger(server).ask("select 1"));
        }

        assertFalse(Files.exists(fresh.resolve("data.new")));
        assertFalse(Files.exists(fresh.resolve("binaries-1.new")));
    }

    @Test
    void oldLogsAreSweptAway() throws Exception {
        Path logs = Files.createDirectories(home.resolve("log"));
        for (int day = 10; day < 60; day++) {
            Files.writeString(logs.resolve("201901%d-0000.log".formatted(day)), "old");
        }

        try (Server server = Server.start(home)) {
            await().until(() -> logs.toFile().list().length <= 31);
            assertFalse(Files.exists(logs.resolve("20190110-0000.log")));
            assertEquals("on", new Ledger(server).ask("show logging_collector"));
        }
    }

    @Test
    void aServerThatCannotStartSaysWhy() throws Exception {
        Server.start(home).close();
        Path version = home.resolve("data/PG_VERSION");
        Files.writeString(version, "9\n");
        try {
            Cluster cluster = new Cluster(home.toRealPath());
            IOException failure = assertThrows(
                    IOException.class,
                    () -> Supervisor.start(
                            cluster,
                            Binaries.unpack(cluster.home()),
                            Unprivileged.find(cluster.home()),
                            Duration.ofSeconds(3)));
            assertTrue(failure.getMessage().contains("PostgreSQL version 9"), failure.getMessage());
        } finally {
            Files.writeString(version, "18\n");
        }
    }

    @Test
    void aStartThatNeverSucceedsIsGivenUp() throws Exception {
        Server.start(home).close();
        Cluster cluster = new Cluster(home.toRealPath());
        Files.writeString(cluster.pidFile(), ProcessHandle.current().pid() + "\n");
        try {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThrows(
                            IOException.class,
                            () -> Supervisor.start(
                                    cluster,
                                    Binaries.unpack(cluster.home()),
                                    Unprivileged.find(cluster.home()),
                                    // Longer than it takes to be held for one that is recovering.
                                    Duration.ofSeconds(12))));
        } finally {
            Files.deleteIfExists(cluster.pidFile());
        }
    }

    private static long pid() throws IOException {
        return new Cluster(home).serverPid().orElseThrow();
    }

    private static List<Long> processes() throws IOException {
        Path real = home.toRealPath();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> Path.of(command).startsWith(real))
                        .isPresent())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String log() throws IOException {
        StringBuilder log = new StringBuilder();
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            for (Path file : files.toList()) {
                log.append(Files.readString(file));
            }
        }
        return log.toString();
    }

    private static void kill(long pid) throws IOException, InterruptedException {
        Command.run("kill", "-KILL", String.valueOf(pid));
    }

    private static String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
    }
}
