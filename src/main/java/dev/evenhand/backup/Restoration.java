package dev.evenhand.backup;

import dev.evenhand.battle.Audit.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;

/**
 * Puts a backup in the place of what a database holds, or leaves the database as it is.
 *
 * <p>The file is read once to its end before anything is written. Then its tables are laid out in a schema of their
 * own as they were when it was written, filled, brought up to date as a server would do it, and checked; and they take
 * the place of the others in one transaction.
 */
public final class Restoration {
    /** Where tables stand until they are whole. */
    static final String ASIDE = "evenhand_restored";

    private final Archive archive;
    private final DataSource database;
    private final Terms terms;
    private final MigrationVersion layout;
    private final Schema aside;

    /**
     * What whoever restores wants.
     *
     * @param replace whether what is there may go
     * @param despiteFaults whether a record that is not whole is put back all the same
     * @param notes is told of each step
     * @param reports is told what was found of each arena's record
     */
    public record Terms(boolean replace, boolean despiteFaults, Consumer<String> notes, Consumer<Report> reports) {}

    private Restoration(Archive archive, DataSource database, Terms terms) {
        this.archive = archive;
        this.database = database;
        this.terms = terms;
        this.layout = MigrationVersion.fromVersion(archive.manifest().schema());
        this.aside = new Schema(database, ASIDE);
    }

    /** Returns when everything is in its place and on disk; no server may be using the database meanwhile. */
    public static void run(Path file, DataSource database, Terms terms) throws IOException, SQLException, Declined {
        try (Archive archive = Archive.open(file)) {
            terms.notes.accept("%s of %s is what was written."
                    .formatted(file, archive.manifest().at()));
            new Restoration(archive, database, terms).run();
        }
    }

    private void run() throws IOException, SQLException, Declined {
        if (layout.isNewerThan(aside.newest().toString())) {
            throw new Declined("%s was written by a newer program (%s): use that one, or a newer one."
                    .formatted(archive, archive.manifest().program()));
        }
        try (Connection connection = database.getConnection()) {
            Place.requireFree(connection, terms.replace, aside.newest());
            Place.makeAside(connection);
        }
        try {
            fill();
            check();
            try (Connection connection = database.getConnection()) {
                Place.swap(connection);
            }
        } catch (IOException | SQLException | Declined | RuntimeException e) {
            clearAway(e);
            throw e;
        }
    }

    private void fill() throws IOException, SQLException, Declined {
        aside.migrate(layout);
        try (Connection connection = aside()) {
            connection.setAutoCommit(false);
            requireSameTables(connection);
            List<Bond> bonds = Bond.loosen(connection);
            for (Manifest.Table table : archive.manifest().tables()) {
                copy(connection, table);
            }
            terms.notes.accept("Tying the tables together…");
            Bond.tie(connection, bonds);
            connection.commit();
        }
        if (aside.newest().isNewerThan(layout.toString())) {
            terms.notes.accept(
                    "Bringing the tables up to date, from layout %s to %s…".formatted(layout, aside.newest()));
            aside.migrate(aside.newest());
        }
    }

    private Connection aside() throws SQLException {
        Connection connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setSchema(ASIDE);
            // A database of one's own may have limits meant for requests.
            statement.execute("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void requireSameTables(Connection connection) throws SQLException, Declined {
        Map<String, List<String>> there = Backup.tables(connection);
        for (Manifest.Table table : archive.manifest().tables()) {
            List<String> columns = there.remove(table.name());
            if (columns == null || !new HashSet<>(columns).equals(new HashSet<>(table.columns()))) {
                throw new Declined("%s: its table %s is not one of layout %s, which it says it has."
                        .formatted(archive, table.name(), layout));
            }
        }
        if (!there.isEmpty()) {
            throw new Declined("%s lacks the tables %s of layout %s, which it says it has."
                    .formatted(archive, String.join(", ", there.keySet()), layout));
        }
    }

    private void copy(Connection connection, Manifest.Table table) throws IOException, SQLException {
        String copy = "copy %s (%s) from stdin".formatted(Names.quoted(table.name()), table.columnList());
        try (InputStream rows = archive.rows(table)) {
            long copied = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, rows);
            terms.notes.accept(String.format(Locale.ROOT, "%s: %,d rows", table.name(), copied));
        }
    }

    /** The record is checked where it stands now, and held against where it ended when the backup was written. */
    private void check() throws SQLException, Declined {
        try (Connection connection = aside()) {
            connection.setAutoCommit(false);
            boolean whole = Verification.check(connection, Verification.arenas(connection), terms.reports);
            boolean asWritten =
                    Backup.arenas(connection).equals(archive.manifest().arenas());
            if (!(whole && asWritten) && !terms.despiteFaults) {
                throw new Declined(
                        "The record in %s is not whole, and nothing was changed. --despite-faults puts it back all the same."
                                .formatted(archive));
            }
        }
    }

    private void clearAway(Exception reason) {
        try (Connection connection = database.getConnection()) {
            Place.clearAside(connection);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
