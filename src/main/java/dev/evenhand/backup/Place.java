package dev.evenhand.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;

/** The place in a database where a restored installation is to stand: whether it may, and how it gets there. */
final class Place {
    /** A connection that was just closed is still going. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Place() {}

    /** @param replace whether what is there may go */
    static void requireFree(Connection connection, boolean replace, MigrationVersion newest)
            throws SQLException, Declined {
        requireAlone(connection);
        Optional<MigrationVersion> there = Schema.of(connection);
        if (there.isEmpty() && !Backup.tables(connection).isEmpty()) {
            throw new Declined(
                    "This database holds tables of somebody else (%s, …): use one that is there for Evenhand."
                            .formatted(Backup.tables(connection)
                                    .keySet()
                                    .iterator()
                                    .next()));
        }
        if (there.isPresent() && there.get().isNewerThan(newest.toString())) {
            throw new Declined("A newer program has used this database: restore with that one.");
        }
        if (there.isPresent() && !replace && isInUse(connection)) {
            throw new Declined("This database is not empty. Restore to another one, by setting EVENHAND_DATA_DIR or"
                    + " QUARKUS_DATASOURCE_JDBC_URL; or give --replace, and what is here goes for good.");
        }
    }

    /** Servers remember what they read. */
    private static void requireAlone(Connection connection) throws SQLException, Declined {
        String others = """
            select count(*) from pg_stat_activity
            where datname = current_database() and usename = current_user and backend_type = 'client backend'
              and pid <> pg_backend_pid()
            """;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!first(connection, others).equals("0")) {
            if (System.nanoTime() > end) {
                throw new Declined("Others are connected to this database. Stop every server that uses it first.");
            }
            // Activity is shown as of a moment, which lasts as long as a transaction.
            first(connection, "select pg_sleep(0.1)::text");
        }
    }

    /** Whether anybody has made anything: a server that was only started has left nothing that would be missed. */
    private static boolean isInUse(Connection connection) throws SQLException {
        return first(connection, "select exists (select from arena) or exists (select from account)")
                .equals("t");
    }

    static void makeAside(Connection connection) throws SQLException, Declined {
        // What an earlier attempt left when it was killed.
        clearAside(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema " + Restoration.ASIDE);
        } catch (SQLException e) {
            throw new Declined("The role that Evenhand uses must own the database, to restore: " + e.getMessage(), e);
        }
    }

    static void clearAside(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists %s cascade".formatted(Restoration.ASIDE));
        }
    }

    /** Takes away what stands here and puts what stands aside in its place, at once or not at all. */
    static void swap(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        String here = Names.quoted(connection.getSchema());
        List<String> tables = namesAside(connection, """
            select relname from pg_class where relnamespace = '%s'::regnamespace and relkind = 'r' order by 1
            """);
        List<String> functions = namesAside(connection, """
            select proname || '(' || pg_get_function_identity_arguments(oid) || ')'
            from pg_proc where pronamespace = '%s'::regnamespace order by 1
            """);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '10s'");
            statement.execute("drop table if exists "
                    + String.join(
                            ", ",
                            tables.stream()
                                    .map(table -> here + "." + Names.quoted(table))
                                    .toList()));
            for (String function : functions) {
                statement.execute("drop function if exists %s.%s".formatted(here, function));
                statement.execute("alter function %s.%s set schema %s".formatted(Restoration.ASIDE, function, here));
            }
            for (String table : tables) {
                statement.execute(
                        "alter table %s.%s set schema %s".formatted(Restoration.ASIDE, Names.quoted(table), here));
            }
            // Refused where anything was forgotten.
            statement.execute("drop schema " + Restoration.ASIDE);
        }
        connection.commit();
    }

    private static List<String> namesAside(Connection connection, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(query.formatted(Restoration.ASIDE));
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static String first(Connection connection, String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
