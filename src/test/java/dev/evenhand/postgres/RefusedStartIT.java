package dev.evenhand.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.Packaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged application does not start where it could not keep what it promises, and says what is to be set. */
class RefusedStartIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "full_page_writes"})
    void onADatabaseThatMayLoseVotes(String setting) throws Exception {
        try (Elsewhere database = new Elsewhere(folder.resolve("database"), setting + "=off")) {
            assertRefuses("set " + setting + " = on", settingsFor(database));

            Map<String, String> all = new HashMap<>(settingsFor(database));
            all.put("EVENHAND_POSTGRES_ALLOW_UNSAFE", "true");
            assertStarts(all);
        }
    }

    @Test
    void whereItWouldBelieveEverybodyAboutWhereTheyComeFrom() throws Exception {
        String forwarding = "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING";
        String trusted = "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES";

        assertRefuses("Set " + trusted, Map.of(forwarding, "true"));
        assertRefuses("without ports", Map.of(forwarding, "true", trusted, "127.0.0.1:8080"));
        assertRefuses(
                "leave the other out",
                Map.of(forwarding, "true", trusted, "127.0.0.1", "QUARKUS_HTTP_PROXY_ALLOW_FORWARDED", "true"));
        assertStarts(Map.of(forwarding, "true", trusted, "127.0.0.1,fd00::/8"));
    }

    private static Map<String, String> settingsFor(Elsewhere database) throws IOException {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:%d/evenhand".formatted(database.port()),
                "QUARKUS_DATASOURCE_USERNAME",
                "evenhand",
                "QUARKUS_DATASOURCE_PASSWORD",
                database.password());
    }

    private void assertRefuses(String sentence, Map<String, String> environment) throws Exception {
        Path log = folder.resolve("refused.log");
        Packaged.takePort();
        Process server = Packaged.start(folder.resolve("data"), log, environment);
        try {
            assertFalse(server.isAlive(), "it runs");
            assertNotEquals(0, server.exitValue());
            String said = Files.readString(log);
            assertTrue(said.contains(sentence), said);
            assertFalse(said.contains("Listening on"), said);
        } finally {
            server.destroyForcibly().waitFor();
            Files.deleteIfExists(log);
        }
    }

    /** What is refused is refused for that alone. */
    private void assertStarts(Map<String, String> environment) throws Exception {
        Packaged.takePort();
        Process server = Packaged.start(folder.resolve("data"), folder.resolve("started.log"), environment);
        try {
            assertEquals(200, Packaged.readiness());
        } finally {
            server.destroy();
            server.waitFor();
        }
    }
}
