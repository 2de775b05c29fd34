package dev.evenhand.battle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.clock.LongWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the votes of an arena that count, as boards take them: now, or as the record stood at any time. */
@ApplicationScoped
public class VoteReader {
    /** Rows that the driver holds at once: a fraction of a megabyte, and few round trips. */
    private static final int ROWS_AT_A_TIME = 1000;

    /** What so many votes change together tells nobody what one of them was about. */
    static final int SETTLED_AT_ONCE = 50;

    private static final String ALIKE = "rater, prompt_key, model_a, model_b, outcome, shown_first, weight";

    private final DataSource database;
    private final BattleConfig config;
    private final DatabaseClock clock;
    private final Cache<Settled, Long> settled =
            Caffeine.newBuilder().maximumSize(1000).build();

    VoteReader(DataSource database, BattleConfig config, DatabaseClock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The last event of those votes in battles that can no longer be changed and that are a whole number of
     * {@value #SETTLED_AT_ONCE} together; 0 where there are not yet so many. Looked up once for each span in which a vote can
     * be changed.
     */
    @Transactional
    public long settled(UUID arena) {
        long span = Math.max(1, config.changeable().toMillis());
        Instant end = Instant.ofEpochMilli(clock.now().toEpochMilli() / span * span - span);
        return settled.get(new Settled(arena, end), this::lastOfMany);
    }

    private long lastOfMany(Settled until) {
        return read(
                        """
                        select coalesce(max(event) filter (where place %% %d = 0), 0)
                        from (select event, row_number() over (order by event) place
                              from vote where arena_id = ? and source = 'battle' and voted_at < ?) settled
                        """.formatted(SETTLED_AT_ONCE),
                        select -> {
                            select.setObject(1, until.arena());
                            select.setObject(2, Times.at(until.end()));
                        },
                        row -> row.getLong(1))
                .getFirst();
    }

    private record Settled(UUID arena, Instant end) {}

    /**
     * The votes that fit the filter, alike ones together where their rater or prompt is not known: of others there are
     * hardly two alike, and to look for them would cost the database five times as much as to read them. Each kind in the
     * order of the record.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Counted alike(UUID arena, Filter filter) {
        return counted(arena, filter, """
                select rater, prompt_key, model_a, model_b, outcome, shown_first, null::integer, weight, 1
                from %s and rater is not null and prompt_key is not null order by event
                """.formatted(filter.source()), """
                select rater, prompt_key, model_a, model_b, outcome, shown_first, null::integer, sum(weight), count(*)
                from %s and (rater is null or prompt_key is null) group by %s order by min(event)
                """.formatted(filter.source(), ALIKE));
    }

    /** The same votes one by one, in the order of the record, with their margins. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Counted oneByOne(UUID arena, Filter filter) {
        return counted(arena, filter, """
                select rater, prompt_key, model_a, model_b, outcome, shown_first, margin, weight, 1
                from %s order by event
                """.formatted(filter.source()));
    }

    /** The first and the last time of a vote that fits the filter; nothing where no vote has a time. */
    @Transactional
    public Optional<Span> span(UUID arena, Filter filter) {
        return read(
                        "select min(voted_at), max(voted_at) from %s and voted_at is not null"
                                .formatted(filter.source()),
                        select -> filter.bind(select, arena, 1),
                        row -> new Span(Times.of(row, 1), Times.of(row, 2)))
                .stream()
                .filter(span -> span.first() != null)
                .findFirst();
    }

    /** From the first vote to the last. */
    public record Span(Instant first, Instant last) {}

    /** The votes that fit the filter and have a time, alike ones of the same period together, period by period. */
    @Transactional
    public List<Dated> dated(UUID arena, Filter filter, Period period) {
        return read(
                """
                select rater, prompt_key, model_a, model_b, outcome, shown_first, null::integer, sum(weight), count(*),
                       date_trunc('%1$s', voted_at, 'UTC') + interval '1 %1$s'
                from %2$s and voted_at is not null
                group by 10, %3$s order by 10, min(event)
                """.formatted(period.name().toLowerCase(Locale.ROOT), filter.source(), ALIKE),
                select -> filter.bind(select, arena, 1),
                row -> new Dated(Times.of(row, 10), cell(row)));
    }

    /** Votes of one period, with the moment at which it ends. */
    public record Dated(Instant end, Cell cell) {}

    /** By what time is told off, in UTC; a week begins on Monday. */
    public enum Period {
        DAY,
        WEEK,
        MONTH
    }

    /** Votes, and the end of the record at the moment at which they were read. */
    public record Counted(Position position, List<Cell> cells) {}

    private Counted counted(UUID arena, Filter filter, String... selects) {
        beOneSnapshot();
        Position position = position(arena, filter.asOf());
        List<Cell> cells = new ArrayList<>();
        for (String sql : selects) {
            cells.addAll(read(sql, select -> filter.bind(select, arena, 1), VoteReader::cell));
        }
        return new Counted(position, cells);
    }

    /** So that a board is made of the votes that it names, and of no later one. */
    private void beOneSnapshot() {
        try (Connection connection = database.getConnection();
                Statement set = connection.createStatement()) {
            set.execute("set transaction isolation level repeatable read");
        } catch (SQLException e) {
            throw new IllegalStateException("the votes could not be read", e);
        }
    }

    /** By what votes can be told apart beside their models. */
    public enum Slice {
        CATEGORY("category"),
        LANGUAGE("language"),
        RATER_KIND("coalesce(rater_kind, 'person')"),
        /** Of the vote, in UTC. */
        MONTH("to_char(voted_at at time zone 'UTC', 'YYYY-MM')");

        private final String expression;

        Slice(String expression) {
            this.expression = expression;
        }
    }

    /** The votes that fit the filter, alike ones of the same slice together, in the order of the record. */
    @Transactional
    public List<Placed> placed(UUID arena, Filter filter, Slice slice) {
        return read(
                """
                select rater, prompt_key, model_a, model_b, outcome, shown_first, null::integer, sum(weight), count(*), %s
                from %s group by 10, %s order by min(event)
                """.formatted(slice.expression, filter.source(), ALIKE),
                select -> filter.bind(select, arena, 1),
                row -> new Placed(row.getString(10), cell(row)));
    }

    /**
     * Votes that say the same and belong together.
     *
     * @param slice null where nobody knows
     */
    public record Placed(String slice, Cell cell) {}

    /** The decided ones of the votes that fit the filter, which are of two models, in the order of the record. */
    @Transactional
    public List<Decision> decisions(UUID arena, Filter filter, UUID candidate) {
        return read(
                """
                select rater, (outcome = 'left') = (model_a = ?)
                from %s and outcome in ('left', 'right') order by event
                """.formatted(filter.source()),
                select -> {
                    select.setObject(1, candidate);
                    filter.bind(select, arena, 2);
                },
                row -> new Decision(row.getString(1), row.getBoolean(2)));
    }

    /** A decided vote: by whom, where that is known, and whether the candidate won it. */
    public record Decision(String rater, boolean won) {}

    /**
     * How far the record of an arena has come.
     *
     * @param asOf null for now
     */
    @Transactional
    public Position position(UUID arena, Instant asOf) {
        return orBeginning(
                asOf == null
                        ? read(
                                "select number, hash from chain where arena_id = ?",
                                select -> select.setObject(1, arena),
                                VoteReader::position)
                        : read(
                                "select number, hash from event where arena_id = ? and at <= ? order by number desc limit 1",
                                select -> {
                                    select.setObject(1, arena);
                                    select.setObject(2, Times.at(asOf));
                                },
                                VoteReader::position));
    }

    /** How far the record of an arena had come with this event; 0 for its beginning. */
    @Transactional
    public Position position(UUID arena, long event) {
        return orBeginning(read(
                "select number, hash from event where arena_id = ? and number = ?",
                select -> {
                    select.setObject(1, arena);
                    select.setLong(2, event);
                },
                VoteReader::position));
    }

    private static Position orBeginning(List<Position> found) {
        return found.isEmpty() ? new Position(0, Chain.beginning()) : found.getFirst();
    }

    /**
     * The end of an arena's record: two boards at the same position are made of the same votes.
     *
     * @param number of the last event; 0 where there is none
     * @param hash of the last event, which covers all before it
     */
    public record Position(long number, byte[] hash) {}

    private interface Binding {
        void bind(PreparedStatement select) throws SQLException;
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, Binding binding, Reading<T> reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            LongWork.begin(connection);
            select.setFetchSize(ROWS_AT_A_TIME);
            binding.bind(select);
            List<T> read = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    read.add(reading.read(row));
                }
            }
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException("the votes could not be read", e);
        }
    }

    private static Cell cell(ResultSet row) throws SQLException {
        return new Cell(
                row.getString(1),
                row.getString(2),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getString(5),
                row.getString(6),
                row.getObject(7, Integer.class),
                row.getDouble(8),
                row.getLong(9));
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong(1), row.getBytes(2));
    }
}
