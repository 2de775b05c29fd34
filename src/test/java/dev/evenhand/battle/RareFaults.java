package dev.evenhand.battle;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Api;
import dev.evenhand.Packaged;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults that ask more of a machine than a build may: root, for a small disk of its own, and strace.
 *
 * <p>{@code ./mvnw verify -Dfrontend.skip -Dtest=FormatTest -Dit.test=RareFaults}; SECONDS says how long each lasts.
 */
class RareFaults {
    private static final Duration LASTING =
            Duration.ofSeconds(Long.parseLong(System.getenv().getOrDefault("SECONDS", "30")));
    /** Until everything is well again without a person. */
    private static final Duration UNATTENDED = Duration.ofSeconds(15);

    private static final int BATTLES = 40_000;
    private static final int MIB = 1 << 20;

    @TempDir
    static Path folder;

    /** As when a disk dies: PostgreSQL no longer trusts what it has in memory, and begins again from its log. */
    @Test
    void aDiskThatRefusesToWrite() throws Exception {
        Path here = folder.resolve("refusing");
        try (Ordeal ordeal = new Ordeal(here, Map.of())) {
            ordeal.lay(10 * BATTLES);
            int[] times = {0};

            ordeal.under(() -> {
                long until = System.nanoTime() + LASTING.toNanos();
                while (System.nanoTime() < until) {
                    ordeal.more(100);
                    Process tracer = refuseToWrite(ordeal);
                    Thread.sleep(3_000);
                    tracer.destroy();
                    tracer.waitFor();
                    times[0]++;
                    await().atMost(UNATTENDED).until(() -> Packaged.readiness() == 200);
                }
                ordeal.more(100);
            });

            ordeal.assertNothingBroken();
            assertTrue(log(here).contains("PANIC:  could not fdatasync"), "no write was refused");
            System.out.printf(
                    "{\"fault\": \"EIO\", \"times\": %d, \"acknowledged\": %d}%n",
                    times[0], ordeal.witness.acknowledged());
        }
    }

    /** Now and then, whatever a process of the database forces to the disk is refused. */
    private static Process refuseToWrite(Ordeal ordeal) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-q",
                "-e",
                "trace=fdatasync",
                "-e",
                "inject=fdatasync:error=EIO:when=5+5",
                "-o",
                "/dev/null"));
        ordeal.database().forEach(process -> command.addAll(List.of("-p", String.valueOf(process.pid()))));
        return new ProcessBuilder(command).inheritIO().start();
    }

    @Test
    void aDiskThatFillsUpIsSeenInTime() throws Exception {
        Path here = folder.resolve("guarded");
        Path disk = mount(here);
        try (Ordeal ordeal = new Ordeal(here, Map.of(), "-Devenhand.postgres.least-free-space=64M")) {
            String slug = ordeal.lay(BATTLES);

            ordeal.under(() -> {
                ordeal.more(200);
                long server = ordeal.database().getFirst().pid();
                Path filler = fill(disk, 32);
                await().atMost(Duration.ofSeconds(2)).until(() -> Packaged.readiness() == 503);
                long before = ordeal.yes();
                Laid spare = ordeal.spare();
                Api.vote(spare.token(), spare.battle(), "left", 0)
                        .then()
                        .statusCode(503)
                        .body("code", equalTo("disk-full"));
                // Somebody else takes what was left.
                Path rest = fill(disk, 0);
                Thread.sleep(LASTING.dividedBy(2));
                assertEquals(before, ordeal.yes());
                Api.admin().get("/api/arenas/" + slug + "/leaderboard").then().statusCode(200);
                Files.delete(rest);
                Files.delete(filler);
                long freed = System.nanoTime();
                await().atMost(UNATTENDED).until(() -> Packaged.readiness() == 200);
                ordeal.more(200);
                System.out.printf(
                        "{\"fault\": \"full disk\", \"sameServer\": %b, \"backMs\": %d}%n",
                        server == ordeal.database().getFirst().pid(), (System.nanoTime() - freed) / 1_000_000);
            });

            ordeal.assertNothingBroken();
        } finally {
            unmount(disk);
        }
    }

    /** What the guard spares; and even so nothing that was acknowledged is lost. */
    @Test
    void aDiskThatIsFullWithoutAGuard() throws Exception {
        Path here = folder.resolve("unguarded");
        Path disk = mount(here);
        try (Ordeal ordeal = new Ordeal(here, Map.of(), "-Devenhand.postgres.least-free-space=0")) {
            ordeal.lay(BATTLES);

            ordeal.under(() -> {
                ordeal.more(200);
                Path filler = fill(disk, 0);
                await().atMost(Duration.ofMinutes(1)).until(() -> log(here).contains("No space left on device"));
                Thread.sleep(7_000);
                Files.delete(filler);
                long freed = System.nanoTime();
                await().atMost(UNATTENDED).until(() -> Packaged.readiness() == 200);
                ordeal.more(200);
                System.out.printf(
                        "{\"fault\": \"full disk without a guard\", \"serverDown\": %b, \"backMs\": %d}%n",
                        log(here).contains("PANIC"), (System.nanoTime() - freed) / 1_000_000);
            });

            ordeal.assertNothingBroken();
        } finally {
            unmount(disk);
        }
    }

    private static Path mount(Path here) throws IOException, InterruptedException {
        Path disk = Files.createDirectories(here.resolve("data"));
        assertEquals(
                0,
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=500m", "tmpfs", disk.toString())
                        .inheritIO()
                        .start()
                        .waitFor());
        return disk;
    }

    private static void unmount(Path disk) {
        // The database ends after the application.
        await().atMost(UNATTENDED)
                .until(() ->
                        new ProcessBuilder("umount", disk.toString()).start().waitFor() == 0);
    }

    /** A file that leaves so much room on its disk, in MiB. */
    private static Path fill(Path disk, long leaves) throws IOException {
        Path file = Files.createTempFile(disk, "filler", null);
        try (OutputStream out = Files.newOutputStream(file)) {
            while (Files.getFileStore(disk).getUsableSpace() > leaves * MIB) {
                out.write(new byte[MIB]);
            }
        } catch (IOException full) {
            if (leaves > 0) {
                throw full;
            }
        }
        return file;
    }

    private static String log(Path here) throws IOException {
        StringBuilder log = new StringBuilder();
        try (Stream<Path> files = Files.list(here.resolve("data/postgresql/log"))) {
            for (Path file : files.toList()) {
                log.append(Files.readString(file));
            }
        }
        return log.toString();
    }
}
