package dev.evenhand.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Takes everything that a database holds into one file, as it stands at one moment, while votes go on.
 *
 * <p>Secrets are kept as hashes in the database and so in the file, for links and tokens are to work after a restore.
 * What would let somebody in again who was sent out since is left out: sessions.
 */
public final class Backup {
    /** Which rows of a table go along, where not all do; none where nothing is said. */
    private static final Map<String, String> PARTS =
            Map.of("session", "false", "attempt", "false", "invitation", "account_id is not null");

    private static final List<String> LEFT_OUT = List.of(
            "Sessions: whoever was signed in signs in again.",
            "The link that makes the first admin: it is good for a few minutes.",
            "Wrong passwords and newcomers that were counted for a while.");

    private final Connection connection;
    private final Consumer<String> notes;

    private Backup(Connection connection, Consumer<String> notes) {
        this.connection = connection;
        this.notes = notes;
    }

    /**
     * Writes the file; it is there when all of it is on disk, or not at all.
     *
     * @param replace whether a file of that name may be replaced
     * @param notes is told of each table
     */
    public static void write(DataSource database, Path file, boolean replace, Consumer<String> notes)
            throws IOException, SQLException, Declined {
        if (!replace && Files.exists(file)) {
            throw new Declined("%s is there already. Choose another name, or replace it with --force.".formatted(file));
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new Declined("%s: there is no such folder to write to.".formatted(file));
        }
        try (Moment moment = Moment.of(database);
                ArchiveWriter archive = new ArchiveWriter(file)) {
            archive.finish(new Backup(moment.connection(), notes).take(archive), replace);
        }
    }

    private Manifest take(ArchiveWriter archive) throws IOException, SQLException, Declined {
        MigrationVersion schema = Schema.of(connection)
                .orElseThrow(() ->
                        new Declined("There is nothing to back up: no server has been started on this database."));
        List<Manifest.Arena> arenas = arenas(connection);
        String at = moment();
        List<Manifest.Table> tables = new ArrayList<>();
        for (Map.Entry<String, List<String>> table : tables(connection).entrySet()) {
            tables.add(copy(archive, new Manifest.Table(table.getKey(), table.getValue(), 0, "")));
        }
        return new Manifest(Manifest.FORMAT, program(), schema.toString(), at, LEFT_OUT, arenas, tables);
    }

    private Manifest.Table copy(ArchiveWriter archive, Manifest.Table table) throws IOException, SQLException {
        String copy = "copy (select %s from %s where %s) to stdout"
                .formatted(table.columnList(), Names.quoted(table.name()), PARTS.getOrDefault(table.name(), "true"));
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        try (DigestOutputStream lines = new DigestOutputStream(archive.entry(table.entry()), Seal.sha256())) {
            long rows = copies.copyOut(copy, lines);
            notes.accept(String.format(Locale.ROOT, "%s: %,d rows", table.name(), rows));
            return new Manifest.Table(
                    table.name(),
                    table.columns(),
                    rows,
                    HexFormat.of().formatHex(lines.getMessageDigest().digest()));
        }
    }

    /** How far the record of each arena has come. */
    static List<Manifest.Arena> arenas(Connection connection) throws SQLException {
        String sql = """
            select a.slug, c.number, encode(c.hash, 'hex') from arena a join chain c on c.arena_id = a.id
            order by a.created_at, a.slug
            """;
        List<Manifest.Arena> arenas = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                arenas.add(new Manifest.Arena(row.getString(1), row.getLong(2), row.getString(3)));
            }
        }
        return arenas;
    }

    private String moment() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Every table that a connection finds in its schema, with its columns; without the history of their layout. */
    static Map<String, List<String>> tables(Connection connection) throws SQLException {
        String sql = """
            select c.relname, a.attname
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attgenerated = ''
              and c.relname <> ?
            order by c.relname, a.attnum
            """;
        Map<String, List<String>> tables = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, Schema.HISTORY);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    tables.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                            .add(row.getString(2));
                }
            }
        }
        return tables;
    }

    private static String program() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Backup.class.getResourceAsStream("/version.properties")) {
            properties.load(in);
        }
        return "Evenhand " + properties.getProperty("version");
    }
}
