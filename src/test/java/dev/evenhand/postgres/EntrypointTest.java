package dev.evenhand.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first process of a container, with a stand-in for the application and one for its database. */
class EntrypointTest {
    /** Starts a "database" that goes a second after its application, as the supervised one does. */
    private static final String APPLICATION = """
            #!/bin/sh
            (while kill -0 $$ 2>/dev/null; do sleep 0.1; done; sleep 1; echo orderly > "$EVENHAND_DATA_DIR/end") &
            echo $! > "$EVENHAND_DATA_DIR/postgresql/data/postmaster.pid"
            trap 'exit 143' TERM
            touch "$EVENHAND_DATA_DIR/started"
            while :; do sleep 0.1; done
            """;

    @TempDir
    Path folder;

    @Test
    void theContainerEndsAfterItsDatabase() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("postgresql/data"));
        Process container = start(data);
        awaitStart(data);

        container.destroy();

        assertTrue(container.waitFor(20, TimeUnit.SECONDS));
        assertTrue(Files.exists(data.resolve("end")), "the database was left behind");
        assertEquals(143, container.exitValue());
    }

    @Test
    void withoutADatabaseInsideNothingIsWaitedFor() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("postgresql/data"));
        Process container = start(data);
        awaitStart(data);
        Files.delete(data.resolve("postgresql/data/postmaster.pid"));

        container.destroy();

        assertTrue(container.waitFor(20, TimeUnit.SECONDS));
        assertFalse(Files.exists(data.resolve("end")));
    }

    private static void awaitStart(Path data) {
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(data.resolve("started")));
    }

    private Process start(Path data) throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path java = Files.writeString(bin.resolve("java"), APPLICATION);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder container = new ProcessBuilder("sh", "docker/entrypoint.sh").inheritIO();
        container.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        container.environment().put("EVENHAND_DATA_DIR", data.toString());
        return container.start();
    }
}
