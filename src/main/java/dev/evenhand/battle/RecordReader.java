package dev.evenhand.battle;

import dev.evenhand.clock.LongWork;
import dev.evenhand.problem.Turnstile;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Reads the whole record of an arena row by row, as it stood at one moment, however large it is. */
@ApplicationScoped
public class RecordReader {
    private static final int ROWS_AT_A_TIME = 1000;

    /** Each holds a connection for as long as its reader takes; votes need the others. */
    private static final int READERS = 4;

    /** A vote as it stands. What is not known is null. */
    public record Spoken(
            String id,
            String prompt,
            String modelA,
            String modelB,
            String outcome,
            String shownFirst,
            Integer margin,
            String criteria,
            String tags,
            String comment,
            String rater,
            String raterKind,
            Instant shownAt,
            Instant votedAt,
            Long durationMs,
            String category,
            String language,
            Double probability,
            double weight,
            boolean counted,
            String exclusion,
            String source,
            String messages,
            String responseA,
            String responseB) {}

    /**
     * An event.
     *
     * @param body its canonical JSON
     * @param person canonical JSON of what names somebody; null where it was erased
     * @param salt as hexadecimal, like the two hashes; null where it was erased
     */
    public record Happened(
            long number,
            String kind,
            Instant at,
            String vote,
            Integer version,
            String outcome,
            boolean counted,
            String body,
            String person,
            String salt,
            String commitment,
            String hash) {}

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final DataSource database;
    private final Turnstile turnstile = new Turnstile(READERS, "Other exports are being read.");

    RecordReader(DataSource database) {
        this.database = database;
    }

    /** A place among the readers, for as long as one reads. Refuses where all are taken. */
    public Turnstile.Place enter() {
        return turnstile.enter();
    }

    /** @param withText whether the prompt and both responses come along, where the arena has them */
    public void votes(UUID arena, boolean withText, Consumer<Spoken> votes) {
        String text = withText ? """
            , p.messages::text, x.text, y.text from vote v
            left join prompt p on p.arena_id = v.arena_id and p.key = v.prompt_key
            left join response x on x.prompt_id = p.id and x.model_id = v.model_a
            left join response y on y.prompt_id = p.id and y.model_id = v.model_b
            """ : ", null, null, null from vote v";
        String sql = """
            select v.id, v.prompt_key, a.name, b.name, v.outcome, v.shown_first, v.margin, v.criteria::text,
                   v.tags::text, v.comment, v.rater, v.rater_kind, v.shown_at, v.voted_at, v.duration_ms, v.category,
                   v.language, v.probability, v.weight, v.counted, v.exclusion, v.source %s
            join model a on a.id = v.model_a join model b on b.id = v.model_b
            where v.arena_id = ? order by v.event
            """.formatted(text);
        each(sql, arena, RecordReader::spoken, votes);
    }

    public void events(UUID arena, Consumer<Happened> events) {
        String sql = """
            select e.number, e.kind, e.at, e.vote_id, e.version, e.outcome, e.counted, e.body, p.person, p.salt,
                   e.commitment, e.hash
            from event e left join event_person p using (arena_id, number)
            where e.arena_id = ? order by e.number
            """;
        each(sql, arena, RecordReader::happened, events);
    }

    private <T> void each(String sql, UUID arena, Reader<T> reader, Consumer<T> rows) {
        try (Connection connection = database.getConnection()) {
            // One statement is one snapshot; a cursor needs a transaction to live in.
            connection.setAutoCommit(false);
            LongWork.begin(connection);
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setFetchSize(ROWS_AT_A_TIME);
                select.setObject(1, arena);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.accept(reader.read(row));
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the record could not be read", e);
        }
    }

    private static Spoken spoken(ResultSet row) throws SQLException {
        return new Spoken(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, Integer.class),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                Times.of(row, 13),
                Times.of(row, 14),
                row.getObject(15, Long.class),
                row.getString(16),
                row.getString(17),
                row.getObject(18, Double.class),
                row.getDouble(19),
                row.getBoolean(20),
                row.getString(21),
                row.getString(22),
                row.getString(23),
                row.getString(24),
                row.getString(25));
    }

    private static Happened happened(ResultSet row) throws SQLException {
        return new Happened(
                row.getLong(1),
                row.getString(2),
                Times.of(row, 3),
                row.getString(4),
                row.getObject(5, Integer.class),
                row.getString(6),
                row.getBoolean(7),
                row.getString(8),
                row.getString(9),
                hex(row.getBytes(10)),
                hex(row.getBytes(11)),
                hex(row.getBytes(12)));
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
