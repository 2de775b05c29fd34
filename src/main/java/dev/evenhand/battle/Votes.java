package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Census;
import dev.evenhand.battle.VoteBatch.Answer;
import dev.evenhand.battle.VoteBatch.Answer.Taken;
import dev.evenhand.problem.Refusal;
import io.vertx.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hibernate.Session;

/** The door of the record: votes are cast, changed, undone and brought in here, by people, judges and files alike. */
@ApplicationScoped
public class Votes implements Census {
    /** The event bus address that says, after a commit, in which arena votes have changed: the arena's id as text. */
    public static final String CAST = "votes-cast";

    /** Rows that the driver holds at once: a fraction of a megabyte, and few round trips. */
    private static final int ROWS_AT_A_TIME = 1000;

    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final VoteQueue queue;
    private final DataSource database;
    private final Session session;
    private final EventBus bus;
    private final RandomGenerator chance;

    Votes(VoteQueue queue, DataSource database, Session session, EventBus bus, RandomGenerator chance) {
        this.queue = queue;
        this.database = database;
        this.session = session;
        this.bus = bus;
        this.chance = chance;
    }

    /** Returns once the vote is on disk; the same write again returns the same receipt. */
    Taken cast(BattleId battle, UUID rater, Choice choice) {
        return write(new Command.Cast(battle.bits(), rater, choice));
    }

    /** Takes the last vote, or skip, on a battle back. */
    Taken undo(BattleId battle, UUID rater, int version) {
        return write(new Command.Undo(battle.bits(), rater, version));
    }

    Taken skip(BattleId battle, UUID rater, int version, String reason) {
        return write(new Command.Skip(battle.bits(), rater, version, reason));
    }

    /**
     * Records that both texts of a battle are the same. Returns at once: where it cannot be written now, the rater's
     * next draw comes upon the battle again.
     */
    void settle(UUID battle, UUID rater) {
        queue.submit(new Command.Settle(battle, rater));
    }

    /** Takes votes in from a file, within the transaction that is under way. */
    @Transactional(Transactional.TxType.MANDATORY)
    public VoteIntake takeIn(Arena arena) {
        return new VoteIntake.Writing(database, arena, chance);
    }

    /** Counts what a file of votes would bring, and holds nobody up. */
    public VoteIntake weigh(Arena arena) {
        return new VoteIntake.Weighing(database, arena);
    }

    /** Says that votes came in other than one by one; to be called after their commit. */
    public void tell(UUID arena) {
        bus.publish(CAST, arena.toString());
    }

    /** All counted votes of an arena that fit the filter, alike ones together, in the order of the record. */
    @Transactional
    public List<Cell> cells(UUID arena, Filter filter) {
        return cells(arena, filter, "rater, prompt_key, model_a, model_b, outcome, shown_first, weight");
    }

    /** The same votes one by one, in the order of the record. */
    @Transactional
    public List<Cell> cellsInOrder(UUID arena, Filter filter) {
        return cells(arena, filter, "rater, prompt_key, model_a, model_b, outcome, shown_first, weight, event");
    }

    private List<Cell> cells(UUID arena, Filter filter, String alike) {
        String sql = """
            select rater, prompt_key, model_a, model_b, outcome, shown_first, sum(weight), count(*)
            from vote
            where arena_id = ? and %s
            group by %s
            order by min(event)
            """.formatted(Filter.CONDITION, alike);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            LongWork.begin(connection);
            select.setFetchSize(ROWS_AT_A_TIME);
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

    /** The categories, or else the languages, of the counted votes between two models. */
    public List<String> slices(UUID arena, Slice slice, UUID one, UUID other) {
        String sql = """
            select distinct %1$s from vote
            where arena_id = ?1 and counted and exclusion is null and %1$s is not null
              and model_a in (?2, ?3) and model_b in (?2, ?3) order by 1
            """.formatted(slice.name().toLowerCase(Locale.ROOT));
        return session.createNativeQuery(sql, String.class)
                .setParameter(1, arena)
                .setParameter(2, one)
                .setParameter(3, other)
                .getResultList();
    }

    /** By what votes can be told apart beside their models. */
    public enum Slice {
        CATEGORY,
        LANGUAGE
    }

    /** The decided votes between two models that fit the filter, one by one, in the order of the record. */
    @Transactional
    public List<Decision> decisions(UUID arena, Filter filter, UUID candidate) {
        String sql = """
            select rater, (outcome = 'left') = (model_a = ?)
            from vote
            where arena_id = ? and outcome in ('left', 'right') and %s
            order by event
            """.formatted(Filter.CONDITION);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            LongWork.begin(connection);
            select.setFetchSize(ROWS_AT_A_TIME);
            select.setObject(1, candidate);
            select.setObject(2, arena);
            filter.bind(select, 3);
            List<Decision> decisions = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    decisions.add(new Decision(row.getString(1), row.getBoolean(2)));
                }
            }
            return decisions;
        } catch (SQLException e) {
            throw new IllegalStateException("the votes could not be read", e);
        }
    }

    /** A decided vote: by whom, where that is known, and whether the candidate won it. */
    public record Decision(String rater, boolean won) {}

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
    public boolean uses(UUID model) {
        return session.createNativeQuery(
                        "select exists (select from vote where model_a = ?1) or exists (select from vote where model_b = ?1)",
                        Boolean.class)
                .setParameter(1, model)
                .getSingleResult();
    }

    @Override
    public Map<String, Long> count(UUID arena) {
        Object[] counts = session.createNativeQuery("""
                select coalesce(sum(votes), 0), coalesce(sum(skips), 0),
                       (select count(*) from account where arena_id = ?1 and disabled_at is null)
                from vote_tally where arena_id = ?1
                """, Object[].class)
                .setParameter(1, arena)
                .getSingleResult();
        return Map.of(
                "votes", ((Number) counts[0]).longValue(),
                "skips", ((Number) counts[1]).longValue(),
                "raters", ((Number) counts[2]).longValue());
    }

    @Override
    public Map<UUID, Map<String, Long>> countByModel(UUID arena) {
        return session.createNativeQuery("""
                        select model, count(*)
                        from vote cross join lateral (values (model_a), (model_b)) as side (model)
                        where arena_id = ?1 group by 1
                        """, Object[].class).setParameter(1, arena).stream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> Map.of("votes", ((Number) row[1]).longValue())));
    }

    private Taken write(Command command) {
        return switch (answer(command)) {
            case Taken taken -> taken;
            case Answer.Refused(Refusal refusal) -> throw refusal;
            case Answer.Later later -> throw new IllegalStateException("the queue keeps what is to be tried again");
        };
    }

    private Answer answer(Command command) {
        try {
            return queue.submit(command).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof TimeoutException) {
                throw Refusal.unavailable("busy", "The vote was not written in time. Send it again.", COME_AGAIN);
            }
            throw new IllegalStateException("the vote could not be written", e.getCause());
        }
    }
}
