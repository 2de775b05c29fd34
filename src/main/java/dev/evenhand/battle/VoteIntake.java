package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
import dev.evenhand.clock.LongWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Takes in the votes of one file, many at a time. A vote whose id is there already is not counted twice.
 *
 * <p>The votes are {@linkplain Weighing weighed} first, which holds nobody up, and then {@linkplain Writing written}.
 */
public abstract sealed class VoteIntake implements AutoCloseable {
    private static final int BATCH = 1000;

    /** In characters: on its way to the database a text is in memory several times over, and some are a million long. */
    private static final long LARGEST_BATCH = 1 << 20;

    final DataSource database;
    final Arena arena;
    private final List<NewVote> waiting = new ArrayList<>(BATCH);
    private long characters;
    private long added;
    private long repeated;

    private VoteIntake(DataSource database, Arena arena) {
        this.database = database;
        this.arena = arena;
    }

    public void add(NewVote vote) {
        waiting.add(vote);
        characters += vote.characters();
        if (waiting.size() == BATCH || characters >= LARGEST_BATCH) {
            flush();
        }
    }

    /** Writes what still waits. */
    public void finish() {
        flush();
    }

    public long added() {
        return added;
    }

    /** How many votes were there already. */
    public long repeated() {
        return repeated;
    }

    @Override
    public void close() {}

    abstract void take(List<NewVote> fresh) throws SQLException;

    private void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            Set<String> known = known(connection);
            List<NewVote> fresh = new ArrayList<>(waiting.size());
            for (NewVote vote : waiting) {
                if (vote.id() != null && !known.add(vote.id())) {
                    repeated++;
                } else {
                    fresh.add(vote);
                }
            }
            take(fresh);
            added += fresh.size();
            waiting.clear();
            characters = 0;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * The ids that the record has already: of votes, and of the arena's own battles. A vote that its rater took back does
     * not return with an older file of votes.
     */
    private Set<String> known(Connection connection) throws SQLException {
        List<String> ids = waiting.stream()
                .map(NewVote::id)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<UUID, String> ofBattles = new HashMap<>();
        ids.forEach(id -> BattleId.read(id).ifPresent(battle -> ofBattles.put(battle.bits(), id)));
        Set<String> known = new HashSet<>(
                ask(connection, "select id from vote where arena_id = ? and id = any (?)", "text", ids.toArray()));
        ask(
                        connection,
                        "select id::text from battle where arena_id = ? and id = any (?)",
                        "uuid",
                        ofBattles.keySet().toArray())
                .forEach(battle -> known.add(ofBattles.get(UUID.fromString(battle))));
        return known;
    }

    private List<String> ask(Connection connection, String sql, String type, Object[] ids) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, arena.id());
            select.setArray(2, connection.createArrayOf(type, ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the votes could not be stored", e);
    }

    /** Counts what would be new, outside of any transaction and without a lock. */
    static final class Weighing extends VoteIntake {
        Weighing(DataSource database, Arena arena) {
            super(database, arena);
        }

        @Override
        void take(List<NewVote> fresh) {}
    }

    /**
     * Writes within the caller's transaction: each vote becomes an event of the record like any other. From the start
     * to the end of that transaction the arena's other votes wait.
     */
    static final class Writing extends VoteIntake {
        private final RandomGenerator chance;
        private final Connection connection;
        private final Chain chain;
        private final Instant now;

        Writing(DataSource database, Arena arena, RandomGenerator chance) {
            super(database, arena);
            this.chance = chance;
            try {
                this.connection = database.getConnection();
                LongWork.begin(connection);
                this.chain = Chain.of(connection, arena.id());
                this.now = now(connection);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        @Override
        void take(List<NewVote> fresh) throws SQLException {
            List<VoteRows.Row> rows =
                    fresh.stream().map(this::named).map(this::record).toList();
            Bundle bundle = new Bundle(connection);
            chain.flush(bundle);
            VoteRows.upsert(bundle, rows);
            bundle.run();
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        private NewVote named(NewVote vote) {
            return vote.id() != null ? vote : vote.called(BattleId.drawn(chance).toString());
        }

        private VoteRows.Row record(NewVote vote) {
            Map<String, Object> facts = new HashMap<>();
            facts.put("prompt", vote.prompt());
            facts.put("model_a", vote.nameA());
            facts.put("model_b", vote.nameB());
            facts.put("shown_first", vote.shownFirst());
            facts.put("shown_at", vote.shownAt());
            facts.put("voted_at", vote.votedAt());
            facts.put("duration_ms", vote.durationMs());
            facts.put("margin", vote.margin());
            facts.put("criteria", Chain.plain(vote.criteria()));
            facts.put("tags", Chain.plain(vote.tags()));
            facts.put("probability", vote.probability());
            facts.put("weight", vote.weight());
            facts.put("category", vote.category());
            facts.put("language", vote.language());
            facts.put("rater_kind", vote.raterKind());
            facts.put("exclusion", vote.exclusion());
            facts.put("source", vote.source());
            long event = chain.append(new Chain.Entry(
                    arena.id(),
                    EventKind.IMPORTED,
                    now,
                    vote.id(),
                    null,
                    null,
                    vote.outcome(),
                    vote.counted(),
                    null,
                    facts,
                    vote.rater(),
                    vote.comment()));
            return new VoteRows.Row(arena.id(), null, vote, event);
        }

        private static Instant now(Connection connection) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement("select evenhand_now()");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return Times.of(row, 1);
            }
        }
    }
}
