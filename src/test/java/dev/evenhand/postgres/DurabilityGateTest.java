package dev.evenhand.postgres;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurabilityGateTest {
    @TempDir
    static Path home;

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void aDatabaseThatMayLoseVotesIsRefusedAndTheSettingNamed(String setting) throws Exception {
        try (Server server = Server.start(home, setting + "=off");
                Connection connection = new Ledger(server).connect()) {
            var refusal = assertThrows(DurabilityGate.UnsafeDatabase.class, () -> new DurabilityGate(false)
                    .onConnectionCreate(connection));

            assertTrue(refusal.getMessage().contains(setting + " = off"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("set " + setting + " = on"), refusal.getMessage());
            assertDoesNotThrow(() -> new DurabilityGate(true).onConnectionCreate(connection));
        }
    }

    @Test
    void theEmbeddedDatabaseIsTrusted() throws Exception {
        try (Server server = Server.start(home);
                Connection connection = new Ledger(server).connect()) {
            assertDoesNotThrow(() -> new DurabilityGate(false).onConnectionCreate(connection));
        }
    }

    @Test
    void aSettingOfTheRoleAloneIsFoundToo() throws Exception {
        try (Server server = Server.start(home)) {
            Ledger ledger = new Ledger(server);
            try (Connection connection = ledger.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter role evenhand set synchronous_commit = off");
            }
            try (Connection connection = ledger.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter role evenhand reset synchronous_commit");

                assertThrows(DurabilityGate.UnsafeDatabase.class, () -> new DurabilityGate(false)
                        .onConnectionCreate(connection));
            }
        }
    }
}
