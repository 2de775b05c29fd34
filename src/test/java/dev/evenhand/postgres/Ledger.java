package dev.evenhand.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A table of numbers, written one by one until the server is gone. */
class Ledger {
    private final String url;
    private final String password;

    Ledger(Server server) throws IOException {
        this(server.url(), password(server.cluster()));
    }

    Ledger(String url, String password) {
        this.url = url;
        this.password = password;
    }

    /** The last field of its file. */
    static String password(Cluster cluster) throws IOException {
        String line = Files.readString(cluster.passwordFile()).strip();
        return line.substring(line.lastIndexOf(':') + 1);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url + "&password=" + password);
    }

    void open() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists ledger");
            statement.execute("create table ledger (number integer primary key)");
        }
    }

    /** Counts what the server has acknowledged. */
    void writeUntilTheServerIsGone(AtomicInteger acknowledged) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute("insert into ledger values (%d)".formatted(acknowledged.get() + 1));
                acknowledged.incrementAndGet();
            }
        } catch (SQLException gone) {
            // The count says how far it came.
        }
    }

    /** How many of the numbers from 1 to the given one are there. */
    int count(int upTo) throws SQLException {
        return Integer.parseInt(ask("select count(*) from ledger where number <= " + upTo));
    }

    String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
