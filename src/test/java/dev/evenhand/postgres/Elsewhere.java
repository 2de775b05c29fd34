package dev.evenhand.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of a test's own, beside that of the application that is tested. */
public final class Elsewhere implements Closeable {
    private final Server server;

    /** @param settings as in its file, {@code name=value} */
    public Elsewhere(Path folder, String... settings) throws IOException, InterruptedException {
        server = Server.start(folder, settings);
    }

    /** A place in it that has this name, empty to begin with. */
    public DataSource empty(String schema) throws SQLException, IOException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(server.url());
        database.setPassword(server.cluster().password());
        database.setCurrentSchema(schema);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists %1$s cascade; create schema %1$s".formatted(schema));
        }
        return database;
    }

    /** Where its files are. */
    public Path home() {
        return server.cluster().home();
    }

    /** Where it listens, at 127.0.0.1. */
    public int port() {
        return Integer.parseInt(server.url().replaceFirst(".*127\\.0\\.0\\.1:(\\d+).*", "$1"));
    }

    /** Of the user and the database {@code evenhand}. */
    public String password() throws IOException {
        return server.cluster().password();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
