package dev.evenhand.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.battle.Audit.Report;
import dev.evenhand.postgres.Elsewhere;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a small installation in the layout of version 1, restored to other places of one database. */
class BackupTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Elsewhere elsewhere;
    private static DataSource source;
    private static Path backup;

    private DataSource target;

    @BeforeAll
    static void backUp() throws Exception {
        elsewhere = new Elsewhere(shared.resolve("postgresql"));
        source = elsewhere.empty("source");
        new Schema(source, null).migrate(MigrationVersion.fromVersion("1"));
        run(source, Files.readString(Path.of("src/test/resources/backups/installation.sql")));
        backup = shared.resolve("backup.zip");
        Backup.write(source, backup, false, note -> {});
    }

    @AfterAll
    static void stop() throws IOException {
        elsewhere.close();
    }

    @BeforeEach
    void anEmptyPlace() throws Exception {
        target = elsewhere.empty("target");
    }

    // -------------------------------------------------------------------------------------------------- what comes
    // back

    @Test
    void everythingComesBackButWhatLetsSomebodyIn() throws Exception {
        List<Report> reports = restore(backup);

        Map<String, List<String>> was = rows(source);
        Map<String, List<String>> is = rows(target);
        assertEquals(List.of(), is.get("session"));
        assertEquals(List.of(), is.get("attempt"));
        assertEquals(1, is.get("invitation").size());
        assertEquals(2, was.get("invitation").size());
        for (String leftOut : List.of("session", "attempt", "invitation")) {
            was.remove(leftOut);
            is.remove(leftOut);
        }
        assertEquals(was, is);
        assertEquals(2, is.get("vote").size());
        assertEquals(List.of(3L), reports.stream().map(Report::events).toList());
        assertEquals(List.of(), reports.getFirst().faults());
    }

    @Test
    void anEarlierLayoutIsBroughtUpToDate() throws Exception {
        assertEquals("1", Archive.open(backup).manifest().schema());

        restore(backup);

        assertEquals(new Schema(target, null).newest().toString(), layout(target));
        assertEquals(laidOutAnew(), layoutOf(target));
        run(target, "update arena set matchmaking = 'order'");
    }

    /** Once version 1 is released, the file in the resources stays as it is for good. */
    @Test
    void theBackupOfAnEarlierProgramLoads() throws Exception {
        Path kept = Path.of("src/test/resources/backups/layout-1.zip");
        Path anew = Path.of("target/layout-1.zip");
        Files.copy(backup, anew, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        try (Archive then = Archive.open(kept);
                Archive now = Archive.open(anew)) {
            assertEquals(
                    columns(now), columns(then), "Version 1 of the layout was changed: cp %s %s".formatted(anew, kept));
        }
        assertEquals(List.of(), restore(kept).getFirst().faults());
        Map<String, List<String>> fromKept = rows(target);
        target = elsewhere.empty("target");
        restore(backup);
        assertEquals(rows(target), fromKept);
    }

    private static Map<String, List<String>> columns(Archive archive) {
        Map<String, List<String>> columns = new TreeMap<>();
        archive.manifest().tables().forEach(table -> columns.put(table.name(), table.columns()));
        return columns;
    }

    @Test
    void theRecordIsAppendOnlyAgain() throws Exception {
        restore(backup);

        assertThrows(IllegalStateException.class, () -> run(target, "update event set body = '{}'"));
        assertThrows(IllegalStateException.class, () -> run(target, "delete from prompt"));
        assertThrows(IllegalStateException.class, () -> run(target, "update consent_given set version = 2"));
        assertThrows(IllegalStateException.class, () -> run(target, "delete from consent"));
    }

    @Test
    void aBackupOfWhatWasRestoredIsTheSame() throws Exception {
        restore(backup);
        Path again = folder.resolve("again.zip");
        Backup.write(target, again, false, note -> {});
        Map<String, List<String>> once = rows(target);
        target = elsewhere.empty("target");

        restore(again);

        assertEquals(once, rows(target));
    }

    // --------------------------------------------------------------------------------------------------- what is
    // refused

    @Test
    void everyByteIsUnderTheSeal() throws Exception {
        byte[] bytes = Files.readAllBytes(backup);
        Path flipped = folder.resolve("flipped.zip");
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 1;
            Files.write(flipped, bytes);
            bytes[at] ^= 1;
            assertThrows(Declined.class, () -> Archive.open(flipped), "byte " + at);
        }
    }

    @Test
    void aDamagedTableIsNamedAndNothingIsWritten() throws Exception {
        Path damaged =
                resealed((name, bytes) -> name.contains("/vote.") ? replaced(bytes, "\tleft\t", "\tright\t") : bytes);

        Declined refusal = assertThrows(Declined.class, () -> restore(damaged));

        assertTrue(
                refusal.getMessage().contains("nothing was changed: table vote is not what was written"),
                refusal.getMessage());
        assertEquals(List.of(), tables());
    }

    @Test
    void tablesInEachOthersPlaceAreNamed() throws Exception {
        Map<String, byte[]> entries = entries(backup);
        Path swapped = resealed((name, bytes) -> switch (name) {
            case "tables/vote.copy" -> entries.get("tables/event.copy");
            case "tables/event.copy" -> entries.get("tables/vote.copy");
            default -> bytes;
        });

        Declined refusal = assertThrows(Declined.class, () -> restore(swapped));

        assertTrue(
                refusal.getMessage().contains("table event is not what was written; table vote"), refusal.getMessage());
    }

    @Test
    void aMissingTableIsNamed() throws Exception {
        Path without = resealed((name, bytes) -> name.contains("/model.") ? null : bytes);

        Declined refusal = assertThrows(Declined.class, () -> restore(without));

        assertTrue(refusal.getMessage().contains("table model is not in it"), refusal.getMessage());
    }

    @Test
    void aFileThatWasCutIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(backup);
        Path cut = folder.resolve("cut.zip");
        for (int length : new int[] {0, 10, 64, bytes.length / 2, bytes.length - 64, bytes.length - 1}) {
            Files.write(cut, java.util.Arrays.copyOf(bytes, length));
            assertThrows(Declined.class, () -> restore(cut), "of %d bytes".formatted(length));
        }
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length + 1));
        assertThrows(Declined.class, () -> restore(cut), "with a byte more");
        assertEquals(List.of(), tables());
    }

    @Test
    void whatANewerProgramWroteIsRefused() throws Exception {
        Path format = resealed((name, bytes) ->
                name.equals(Manifest.ENTRY) ? replaced(bytes, "\"format\" : 1", "\"format\" : 2") : bytes);
        Path layout = resealed((name, bytes) ->
                name.equals(Manifest.ENTRY) ? replaced(bytes, "\"schema\" : \"1\"", "\"schema\" : \"999\"") : bytes);

        assertTrue(
                assertThrows(Declined.class, () -> restore(format)).getMessage().contains("is of format 2"));
        assertTrue(assertThrows(Declined.class, () -> restore(layout))
                .getMessage()
                .contains("was written by a newer program"));
    }

    @Test
    void aRecordThatIsNotWholeIsPutBackOnlyWhereThatIsAskedFor() throws Exception {
        restore(backup);
        run(target, "update vote set outcome = 'right' where outcome = 'left'");
        Path wrong = folder.resolve("wrong.zip");
        Backup.write(target, wrong, false, note -> {});
        target = elsewhere.empty("target");

        Declined refusal = assertThrows(Declined.class, () -> restore(wrong));

        assertTrue(refusal.getMessage().contains("is not whole, and nothing was changed"), refusal.getMessage());
        assertEquals(List.of(), tables());
        assertEquals(0, count("pg_namespace where nspname = '%s'".formatted(Restoration.ASIDE)));
        List<Report> reports = new ArrayList<>();
        Restoration.run(wrong, target, new Restoration.Terms(false, true, note -> {}, reports::add));
        assertEquals(
                List.of("Event 1: its vote has another outcome."),
                reports.getFirst().faults());
        assertEquals(1, count("vote where outcome = 'right'"));
    }

    // ------------------------------------------------------------------------------------------------- where it is put

    @Test
    void whatIsThereIsNeverReplacedUnasked() throws Exception {
        restore(backup);
        run(target, "update arena set name = 'mine'");

        Declined refusal = assertThrows(Declined.class, () -> restore(backup));

        assertTrue(refusal.getMessage().contains("not empty"), refusal.getMessage());
        assertEquals(1, count("arena where name = 'mine'"));
        Restoration.run(backup, target, new Restoration.Terms(true, false, note -> {}, report -> {}));
        assertEquals(0, count("arena where name = 'mine'"));
        assertEquals(1, count("arena"));
    }

    @Test
    void aServerThatWasOnlyStartedHasLeftNothingToMiss() throws Exception {
        Schema laidOut = new Schema(target, null);
        laidOut.migrate(laidOut.newest());
        run(target, "insert into invitation values (sha256('first admin'), null, now(), now())");

        restore(backup);

        assertEquals(1, count("arena"));
    }

    @Test
    void theTablesOfSomebodyElseAreLeftAlone() throws Exception {
        run(target, "create table customer (id integer)");

        Declined refusal = assertThrows(Declined.class, () -> restore(backup));

        assertTrue(refusal.getMessage().contains("tables of somebody else (customer"), refusal.getMessage());
        assertEquals(List.of("customer"), tables());
    }

    @Test
    void nothingIsPutUnderAServerThatRuns() throws Exception {
        try (Connection server = target.getConnection()) {
            Declined refusal = assertThrows(Declined.class, () -> restore(backup));

            assertTrue(refusal.getMessage().contains("Stop every server"), refusal.getMessage());
            assertFalse(server.isClosed());
        }
        assertEquals(List.of(), tables());
    }

    @Test
    void whatAKilledAttemptLeftIsInNobodysWay() throws Exception {
        run(target, "create schema %1$s; create table %1$s.arena (id integer)".formatted(Restoration.ASIDE));

        restore(backup);

        assertEquals(1, count("arena"));
    }

    // ------------------------------------------------------------------------------------------------------- the file

    @Test
    void aFileIsNotOverwrittenUnasked() throws Exception {
        Path file = Files.writeString(folder.resolve("kept.zip"), "mine");

        assertThrows(Declined.class, () -> Backup.write(source, file, false, note -> {}));

        assertEquals("mine", Files.readString(file));
        Backup.write(source, file, true, note -> {});
        Archive.open(file).close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void whatWasNotFinishedIsNotThere() throws Exception {
        Path file = folder.resolve("unfinished.zip");

        assertThrows(
                IllegalStateException.class,
                () -> Backup.write(source, file, false, note -> {
                    throw new IllegalStateException("the disk is full");
                }));

        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aBackupShowsOneMoment() throws Exception {
        Path file = folder.resolve("moment.zip");
        Backup.write(source, file, false, note -> {
            if (note.startsWith("account")) {
                run(source, "update arena set name = 'later'; update vote set comment = 'later' where id = 'v1'");
            }
        });
        run(
                source,
                "update arena set name = E'Old \\\\N arena\\twith a tab'; update vote set comment = null where id = 'v1'");

        restore(file);

        assertEquals(0, count("arena where name = 'later'"));
        assertEquals(0, count("vote where comment = 'later'"));
    }

    @Test
    void thereIsNothingToBackUpBeforeTheFirstStart() {
        Declined refusal =
                assertThrows(Declined.class, () -> Backup.write(target, folder.resolve("b.zip"), false, note -> {}));

        assertTrue(refusal.getMessage().contains("nothing to back up"), refusal.getMessage());
    }

    @Test
    void verifyKnowsTheArenasAndTheLayout() throws Exception {
        restore(backup);
        run(target, "update flyway_schema_history set version = '0.9' where version = '1'");
        assertTrue(assertThrows(Declined.class, () -> Verification.of(target, Optional.empty(), report -> {}))
                .getMessage()
                .contains("start the server once"));
        run(target, "update flyway_schema_history set version = '1' where version = '0.9'");

        assertTrue(Verification.of(target, Optional.of("old"), report -> {}));
        assertTrue(assertThrows(Declined.class, () -> Verification.of(target, Optional.of("new"), report -> {}))
                .getMessage()
                .contains("There are: old."));
        run(target, "update vote_tally set votes = 1");
        assertFalse(Verification.of(target, Optional.empty(), report -> {}));
    }

    /** A sequence would have to be set anew, and other kinds of things would not come along. */
    @Test
    void aLayoutHasNothingThatABackupDoesNotKnow() throws Exception {
        restore(backup);

        assertEquals(
                0,
                count(
                        "pg_class where relnamespace = current_schema()::regnamespace and relkind not in ('r', 'i', 't')"));
        assertNotEquals(0, count("pg_class where relnamespace = current_schema()::regnamespace"));
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    private List<Report> restore(Path file) throws IOException, SQLException, Declined {
        List<Report> reports = new ArrayList<>();
        Restoration.run(file, target, new Restoration.Terms(false, false, note -> {}, reports::add));
        return reports;
    }

    /** A copy of the backup whose entries were changed by somebody who can set the seal anew. */
    private Path resealed(BiFunction<String, byte[], byte[]> change) throws IOException {
        Path copy = folder.resolve("changed-%d.zip".formatted(System.nanoTime()));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(copy))) {
            zip.setComment(Seal.NONE);
            for (Map.Entry<String, byte[]> entry : entries(backup).entrySet()) {
                byte[] bytes = change.apply(entry.getKey(), entry.getValue());
                if (bytes != null) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(bytes);
                }
            }
        }
        try (FileChannel file = FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Seal.set(file);
        }
        return copy;
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    in.transferTo(bytes);
                    entries.put(entry.getName(), bytes.toByteArray());
                }
            }
        }
        return entries;
    }

    private static byte[] replaced(byte[] bytes, String what, String by) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertTrue(text.contains(what), text);
        return text.replace(what, by).getBytes(StandardCharsets.UTF_8);
    }

    /** Every row of every table, as text. */
    private static Map<String, List<String>> rows(DataSource database) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection connection = database.getConnection()) {
            for (String table : Backup.tables(connection).keySet()) {
                rows.put(table, column(connection, "select t::text from %s t order by 1".formatted(table)));
            }
        }
        return rows;
    }

    private static String layout(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Schema.of(connection).orElseThrow().toString();
        }
    }

    private List<String> laidOutAnew() throws SQLException, IOException {
        DataSource anew = elsewhere.empty("anew");
        Schema schema = new Schema(anew, null);
        schema.migrate(schema.newest());
        return layoutOf(anew);
    }

    /** Constraints, indexes, triggers with their state, and functions. */
    private static List<String> layoutOf(DataSource database) throws SQLException {
        String sql = """
            select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            from pg_constraint where connamespace = current_schema()::regnamespace and contype <> 'n'
            union all
            select replace(indexdef, current_schema() || '.', '') from pg_indexes where schemaname = current_schema()
            union all
            select t.tgrelid::regclass::text || ' ' || t.tgname || ' ' || t.tgenabled::text || ' '
                   || replace(pg_get_triggerdef(t.oid), current_schema() || '.', '')
            from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal
            union all
            select replace(pg_get_functiondef(oid), current_schema() || '.', '')
            from pg_proc where pronamespace = current_schema()::regnamespace
            order by 1
            """;
        try (Connection connection = database.getConnection()) {
            return column(connection, sql);
        }
    }

    private List<String> tables() throws SQLException {
        try (Connection connection = target.getConnection()) {
            return List.copyOf(Backup.tables(connection).keySet());
        }
    }

    private int count(String from) throws SQLException {
        try (Connection connection = target.getConnection()) {
            return Integer.parseInt(
                    column(connection, "select count(*) from " + from).getFirst());
        }
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private static void run(DataSource database, String statements) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
