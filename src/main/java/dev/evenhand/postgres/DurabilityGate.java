package dev.evenhand.postgres;

import dev.evenhand.problem.UnsafeDatabase;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Refuses a database, embedded or not, that may lose a vote after it was acknowledged.
 *
 * <p>Every new connection is asked before anyone else uses it, those of the pool and the one that writes votes:
 * migrations come after it, and so does whatever is switched off later, for one role or after a failover. A connection
 * that is open already is not asked again. What is switched off under it by a reload is found when it is replaced,
 * which for the one that writes votes is soon.
 */
@Singleton
class DurabilityGate implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(DurabilityGate.class);
    private static final int OLDEST_VERSION = 15;
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final boolean allowUnsafe;
    private final AtomicBoolean warned = new AtomicBoolean();

    @Inject
    DurabilityGate(PostgresConfig config) {
        this(config.allowUnsafe());
    }

    DurabilityGate(boolean allowUnsafe) {
        this.allowUnsafe = allowUnsafe;
    }

    /** A start that needs no connection asks for one all the same. */
    void ask(@Observes StartupEvent start, DataSource database) throws SQLException {
        database.getConnection().close();
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            ask(connection);
        } catch (RuntimeException e) {
            close(connection, e);
            throw e;
        }
    }

    private void ask(Connection connection) {
        List<String> faults = faults(connection);
        if (!faults.isEmpty() && !allowUnsafe) {
            throw new UnsafeDatabase(String.join(" ", faults)
                    + " Or set EVENHAND_POSTGRES_ALLOW_UNSAFE=true and accept that votes may be lost.");
        }
        if (!faults.isEmpty() && warned.compareAndSet(false, true)) {
            LOG.warnf("VOTES MAY BE LOST: evenhand.postgres.allow-unsafe is set. %s", String.join(" ", faults));
        }
    }

    private static List<String> faults(Connection connection) {
        try {
            Stream<String> outdated = Stream.of(connection.getMetaData().getDatabaseMajorVersion())
                    .filter(version -> version < OLDEST_VERSION)
                    .map(version ->
                            "The database is PostgreSQL %d; use %d or newer.".formatted(version, OLDEST_VERSION));
            Stream<String> off = DURABLE.stream()
                    .filter(setting -> show(connection, setting).equals("off"))
                    .map(setting -> ("The database runs with %1$s = off, so a power cut may take acknowledged votes;"
                                    + " set %1$s = on in postgresql.conf, and for its role and database, and reload it.")
                            .formatted(setting));
            return Stream.concat(outdated, off).toList();
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private static String show(Connection connection, String setting) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show " + setting)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private static IllegalStateException unanswered(SQLException e) {
        return new IllegalStateException("The database does not say whether it is durable: " + e.getMessage(), e);
    }

    /** The pool forgets a connection that is refused and leaves it open: the database would run out of them. */
    private static void close(Connection connection, RuntimeException reason) {
        try {
            connection.unwrap(Connection.class).close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
