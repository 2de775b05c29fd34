package dev.evenhand.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedTest {
    private static final Unprivileged BARRED = new Unprivileged(List.of("false"), "0:0");

    @TempDir
    Path parent;

    Path home;

    @BeforeEach
    void aFolderThatOthersCanReach() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = Files.createDirectory(parent.resolve("postgresql"));
    }

    @Test
    void whereNamespacesAreBarredRootBecomesNobody() throws Exception {
        assumeTrue(Command.output("id", "-u").equals("0"), "only root can become somebody else");

        Unprivileged user = Unprivileged.findForRoot(home, List.of(BARRED, Unprivileged.NOBODY));
        Cluster cluster = new Cluster(home.toRealPath());
        Path bin = Binaries.unpack(cluster.home());
        cluster.createIfAbsent(bin, user);
        try (Supervisor supervisor = Supervisor.start(cluster, bin, user, Supervisor.PATIENCE)) {
            Ledger ledger = new Ledger(cluster.url(supervisor.port()), Ledger.password(cluster));

            assertEquals("1", ledger.ask("select 1"));
            assertEquals(65534, Files.getAttribute(cluster.pidFile(), "unix:uid"));
        }
    }

    @Test
    void whereNothingWorksTheRefusalSaysWhatToDo() {
        IOException refusal = assertThrows(IOException.class, () -> Unprivileged.findForRoot(home, List.of(BARRED)));

        assertTrue(refusal.getMessage().contains("as an ordinary user"));
        assertTrue(refusal.getMessage().contains("QUARKUS_DATASOURCE_JDBC_URL"));
    }
}
