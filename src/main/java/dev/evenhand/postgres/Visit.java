package dev.evenhand.postgres;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The door for commands: the database that the server's own settings name, whether the server runs or not.
 *
 * <p>Where a database is configured, it is that one. Else it is the embedded one: the one that serves the application
 * that is running on the data directory, or, where none is, one that is started for the visit and stopped after it.
 */
public final class Visit implements Closeable {
    /** An application that is just starting or ending is waited for. */
    private static final Duration PATIENCE = Supervisor.PATIENCE;

    private final PGSimpleDataSource database;
    private final DurabilityGate gate;
    /** Started for this visit; null where there is nothing to stop after it. */
    private final Server own;

    private Visit(PGSimpleDataSource database, SmallRyeConfig settings, Server own) {
        this.database = database;
        this.gate = new DurabilityGate(settings.getOptionalValue("evenhand.postgres.allow-unsafe", Boolean.class)
                .orElse(false));
        this.own = own;
    }

    /** A visit to a database that is there. */
    public static Visit toExisting() throws IOException, InterruptedException {
        return begin(settings(), false);
    }

    /**
     * A visit during which no application is there, as far as can be seen from here: where one runs on the embedded
     * database, the visit is refused; where none is configured and none is there, a new one is made.
     */
    public static Visit alone() throws IOException, InterruptedException {
        return begin(settings(), true);
    }

    static Visit begin(SmallRyeConfig settings, boolean alone) throws IOException, InterruptedException {
        Optional<String> url = settings.getOptionalValue(EmbeddedPostgresSource.URL, String.class);
        return url.isPresent() ? configured(url.get(), settings) : embedded(settings, alone);
    }

    private static Visit configured(String url, SmallRyeConfig settings) throws IOException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        try {
            database.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "QUARKUS_DATASOURCE_JDBC_URL must be the address of a PostgreSQL: jdbc:postgresql://…", e);
        }
        settings.getOptionalValue("quarkus.datasource.username", String.class).ifPresent(database::setUser);
        settings.getOptionalValue("quarkus.datasource.password", String.class).ifPresent(database::setPassword);
        return new Visit(database, settings, null);
    }

    private static Visit embedded(SmallRyeConfig settings, boolean alone) throws IOException, InterruptedException {
        Path home =
                EmbeddedPostgresSource.home(settings.getOptionalValue(EmbeddedPostgresSource.DATA_DIR, String.class));
        if (alone) {
            Server own = Server.start(home);
            return new Visit(served(own.cluster(), own.url()), settings, own);
        }
        if (!Files.exists(new Cluster(home).data())) {
            throw new IOException(("There is no database in %s. Say where it is with EVENHAND_DATA_DIR, or with"
                            + " QUARKUS_DATASOURCE_JDBC_URL where you use one of your own.")
                    .formatted(home.toAbsolutePath().normalize()));
        }
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(50)) {
            Optional<Server> own = Server.startIfFree(home);
            if (own.isPresent()) {
                return new Visit(served(own.get().cluster(), own.get().url()), settings, own.get());
            }
            Cluster cluster = new Cluster(home.toRealPath());
            Optional<Integer> port = cluster.readyPort();
            if (port.isPresent()) {
                return new Visit(served(cluster, cluster.url(port.get())), settings, null);
            }
        }
        throw new IOException(
                "The application that is running on %s has no database that takes connections. Stop it, and try again."
                        .formatted(home));
    }

    private static PGSimpleDataSource served(Cluster cluster, String url) throws IOException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setPassword(cluster.password());
        return database;
    }

    /** What the server would read, but for the source that starts a database when it is asked. */
    private static SmallRyeConfig settings() {
        return ConfigUtils.emptyConfigBuilder().build();
    }

    /** Connections with the database's own limits of time. */
    public DataSource database() {
        return database;
    }

    /** The same, of a database of which it is sure that what is committed is on disk. */
    public DataSource durable() throws IOException {
        try (Connection connection = database.getConnection()) {
            gate.onConnectionCreate(connection);
            return database;
        } catch (SQLException | IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (own != null) {
            own.close();
        }
    }
}
