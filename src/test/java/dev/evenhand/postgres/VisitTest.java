package dev.evenhand.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests share a data directory, so that the server is unpacked and initialised once. */
class VisitTest {
    @TempDir
    static Path data;

    @Test
    void whereNothingRunsTheServerIsStartedForTheVisitAndStopped() throws Exception {
        try (Visit visit = Visit.begin(settings(Map.of()), true)) {
            assertEquals("evenhand", ask(visit.database(), "select current_user"));
        }

        try (Visit again = Visit.begin(settings(Map.of()), false)) {
            assertEquals("evenhand", ask(again.durable(), "select current_database()"));
        }
        assertFalse(Files.exists(new Cluster(home()).pidFile()));
    }

    @Test
    void theServerOfARunningApplicationIsUsedAndGoesOn() throws Exception {
        Application application = Application.start(home());
        try {
            long serving = new Cluster(home()).serverPid().orElseThrow();

            try (Visit visit = Visit.begin(settings(Map.of()), false)) {
                assertEquals("evenhand", ask(visit.database(), "select current_user"));
            }

            assertEquals(serving, new Cluster(home()).serverPid().orElseThrow());
            assertTrue(ProcessHandle.of(serving).orElseThrow().isAlive());
        } finally {
            application.stop();
        }
    }

    @Test
    void aConfiguredDatabaseIsVisitedAndNothingStarts(@TempDir Path empty) throws Exception {
        try (Server server = Server.start(home())) {
            Map<String, String> configured = Map.of(
                    "evenhand.data-dir", empty.toString(),
                    "quarkus.datasource.jdbc.url", server.url(),
                    "quarkus.datasource.username", Cluster.NAME,
                    "quarkus.datasource.password", server.cluster().password());

            try (Visit visit = Visit.begin(settings(configured), false)) {
                assertEquals("evenhand", ask(visit.database(), "select current_user"));
            }
        }
        assertFalse(Files.exists(empty.resolve("postgresql")));
    }

    @Test
    void noDatabaseIsMadeToBeLookedAt(@TempDir Path empty) {
        IOException refusal = assertThrows(
                IOException.class, () -> Visit.begin(settings(Map.of("evenhand.data-dir", empty.toString())), false));

        assertTrue(refusal.getMessage().contains("There is no database in " + empty), refusal.getMessage());
        assertFalse(Files.exists(empty.resolve("postgresql")));
    }

    @Test
    void nothingIsPutWhereItCouldBeLost() throws Exception {
        try (Server server = Server.start(home(), "synchronous_commit=off");
                Visit visit = Visit.begin(settings(Map.of()), false)) {
            assertEquals("1", ask(visit.database(), "select 1"));

            IOException refusal = assertThrows(IOException.class, visit::durable);

            assertTrue(refusal.getMessage().contains("synchronous_commit = off"), refusal.getMessage());
            assertTrue(server.url().contains("127.0.0.1"));
        }
    }

    private static Path home() {
        return data.resolve("postgresql");
    }

    private static SmallRyeConfig settings(Map<String, String> given) {
        Map<String, String> settings = new HashMap<>(Map.of("evenhand.data-dir", data.toString()));
        settings.putAll(given);
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "given", 500))
                .build();
    }

    private static String ask(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
