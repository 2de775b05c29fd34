package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
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
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Takes in the votes of one file, within the caller's transaction: each becomes an event of the record like any
 * other.
 *
 * <p>A vote whose id is there already is not counted twice. While a file comes in, the arena's other votes wait.
 */
public final class VoteIntake implements AutoCloseable {
    private static final int BATCH = 1000;

    private final Connection connection;
    private final Arena arena;
    private final RandomGenerator chance;
    private final Chain chain;
    private final Instant now;
    private final List<NewVote> waiting = new ArrayList<>(BATCH);
    private long added;
    private long repeated;

    VoteIntake(DataSource database, Arena arena, RandomGenerator chance) {
        this.arena = arena;
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

    public void add(NewVote vote) {
        waiting.add(vote);
        if (waiting.size() == BATCH) {
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
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            Set<String> known = known();
            List<VoteRows.Row> rows = new ArrayList<>(waiting.size());
            for (NewVote vote : waiting) {
                if (vote.id() != null && !known.add(vote.id())) {
                    repeated++;
                } else {
                    rows.add(record(
                            vote.id() != null
                                    ? vote
                                    : vote.called(BattleId.drawn(chance).toString())));
                }
            }
            chain.flush();
            VoteRows.upsert(connection, rows);
            added += rows.size();
            waiting.clear();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Set<String> known() throws SQLException {
        Set<String> known = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("select id from vote where arena_id = ? and id = any (?)")) {
            select.setObject(1, arena.id());
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "text", waiting.stream().map(NewVote::id).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
        }
        return known;
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
        facts.put("criteria", vote.criteria());
        facts.put("tags", vote.tags());
        facts.put("probability", vote.probability());
        facts.put("weight", vote.weight());
        facts.put("category", vote.category());
        facts.put("language", vote.language());
        facts.put("rater_kind", vote.raterKind());
        facts.put("exclusion", vote.exclusion());
        facts.put("source", "import");
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
        return new VoteRows.Row(arena.id(), null, vote, "import", event);
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select evenhand_now()");
                ResultSet row = select.executeQuery()) {
            row.next();
            return Times.of(row, 1);
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the votes could not be stored", e);
    }
}
