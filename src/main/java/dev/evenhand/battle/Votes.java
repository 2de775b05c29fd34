package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Census;
import dev.evenhand.battle.VoteBatch.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/** The door of the record: votes are cast, changed, undone and brought in here, by people, judges and files alike. */
@ApplicationScoped
public class Votes implements Census {
    /** The event bus address that says, after a commit, in which arena votes have changed: the arena's id as text. */
    public static final String CAST = "votes-cast";

    private final VoteQueue queue;
    private final DataSource database;
    private final EntityManager entities;

    Votes(VoteQueue queue, DataSource database, EntityManager entities) {
        this.queue = queue;
        this.database = database;
        this.entities = entities;
    }

    /** Returns once the vote is on disk; the same write again returns the same receipt. */
    Answer cast(BattleId battle, UUID rater, Choice choice) {
        return write(new Command.Cast(battle.bits(), rater, choice));
    }

    /** Takes the last vote, or skip, on a battle back. */
    Answer undo(BattleId battle, UUID rater, int version) {
        return write(new Command.Undo(battle.bits(), rater, version));
    }

    Answer skip(BattleId battle, UUID rater, int version, String reason) {
        return write(new Command.Skip(battle.bits(), rater, version, reason));
    }

    /** Takes votes in from a file, within the transaction that is under way. */
    @Transactional(Transactional.TxType.MANDATORY)
    public VoteIntake takeIn(Arena arena) {
        return new VoteIntake(database, arena);
    }

    /**
     * All counted votes of an arena that fit the filter, equal ones together.
     *
     * @return one row for each different (rater, prompt, model a, model b, outcome, who was shown first)
     */
    public List<Cell> cells(UUID arena, Filter filter) {
        String sql = """
                select rater, prompt_key, model_a, model_b, outcome, shown_first, sum(weight), count(*)
                from vote
                where arena_id = ? and counted and exclusion is null
                  and (?::text is null or category = ?) and (?::text is null or language = ?)
                  and (?::text is null or coalesce(rater_kind, 'person') = ?)
                  and (?::timestamptz is null or voted_at >= ?) and (?::timestamptz is null or voted_at < ?)
                  and (?::uuid is null or model_a in (?, ?) and model_b in (?, ?))
                group by rater, prompt_key, model_a, model_b, outcome, shown_first, case when rater is null then id end
                order by min(event), min(id)
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, arena);
            filter.bind(select, 2);
            List<Cell> cells = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    cells.add(new Cell(
                            row.getString(1),
                            row.getString(2),
                            row.getObject(3, UUID.class),
                            row.getObject(4, UUID.class),
                            row.getString(5),
                            row.getString(6),
                            row.getDouble(7),
                            row.getLong(8)));
                }
            }
            return cells;
        } catch (SQLException e) {
            throw new IllegalStateException("the votes could not be read", e);
        }
    }

    /** How far the record of an arena has come. */
    public Position position(UUID arena) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select number, hash from chain where arena_id = ?")) {
            select.setObject(1, arena);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Position(row.getLong(1), row.getBytes(2)) : new Position(0, Chain.beginning());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the record could not be read", e);
        }
    }

    /**
     * The end of an arena's record: two boards at the same position are made of the same votes.
     *
     * @param number of the last event; 0 where there is none
     * @param hash of the last event, which covers all before it
     */
    public record Position(long number, byte[] hash) {}

    @Override
    public Map<String, Long> count(UUID arena) {
        Object[] counts = (Object[]) entities.createNativeQuery("""
                select (select count(*) from vote where arena_id = ?1),
                       (select count(*) from battle where arena_id = ?1 and state = 'skipped'),
                       (select count(*) from account where arena_id = ?1 and disabled_at is null)
                """, Object[].class)
                .setParameter(1, arena)
                .getSingleResult();
        return Map.of(
                "votes", ((Number) counts[0]).longValue(),
                "skips", ((Number) counts[1]).longValue(),
                "raters", ((Number) counts[2]).longValue());
    }

    private Answer write(Command command) {
        try {
            return queue.submit(command).join().orThrow();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the vote could not be written", e.getCause());
        }
    }
}
