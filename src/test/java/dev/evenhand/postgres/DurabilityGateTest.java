package dev.evenhand.postgres;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.problem.Outage;
import dev.evenhand.problem.UnsafeDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

class DurabilityGateTest {
    @TempDir
    static Path home;

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void aDatabaseThatMayLoseVotesIsRefusedAndTheSettingNamed(String setting) throws Exception {
        try (Server server = Server.start(home, setting + "=off");
                Connection connection = new Ledger(server).connect()) {
            assertDoesNotThrow(() -> new DurabilityGate(true).onConnectionCreate(connection));
            assertFalse(connection.isClosed());

            var refusal =
                    assertThrows(UnsafeDatabase.class, () -> new DurabilityGate(false).onConnectionCreate(connection));

            assertTrue(refusal.getMessage().contains(setting + " = off"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("set " + setting + " = on"), refusal.getMessage());
            assertTrue(connection.isClosed(), "one that is refused and left open is missed by the database");
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

                assertThrows(UnsafeDatabase.class, () -> new DurabilityGate(false).onConnectionCreate(connection));
            }
        }
    }

    @Test
    void aDatabaseThatDiesWhileItIsAskedIsNotCalledUnsafe() throws Exception {
        try (Server server = Server.start(home)) {
            Ledger ledger = new Ledger(server);
            try (Connection connection = ledger.connect();
                    Connection other = ledger.connect();
                    Statement statement = other.createStatement()) {
                int backend = connection.unwrap(PGConnection.class).getBackendPID();
                statement.execute("select pg_terminate_backend(%d, 10000)".formatted(backend));

                var failure = assertThrows(
                        IllegalStateException.class, () -> new DurabilityGate(false).onConnectionCreate(connection));

                assertFalse(failure instanceof UnsafeDatabase);
                assertTrue(Outage.isConnectionLost(failure), String.valueOf(failure.getCause()));
            }
        }
    }
}
