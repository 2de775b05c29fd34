package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Census;
import dev.evenhand.battle.VoteBatch.Answer;
import dev.evenhand.battle.VoteBatch.Answer.Taken;
import dev.evenhand.problem.Refusal;
import io.vertx.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
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
    Taken cast(BattleId battle, UUID rater, Choice choice, byte[] network) {
        return write(new Command.Cast(battle.bits(), rater, choice), network);
    }

    /** Takes the last vote, or skip, on a battle back. */
    Taken undo(BattleId battle, UUID rater, int version, byte[] network) {
        return write(new Command.Undo(battle.bits(), rater, version), network);
    }

    Taken skip(BattleId battle, UUID rater, int version, String reason, List<Side> identified, byte[] network) {
        return write(new Command.Skip(battle.bits(), rater, version, reason, identified), network);
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

    @Override
    public boolean hasPair(Arena arena) {
        // Responses are kept with their prompts.
        return false;
    }

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

    private Taken write(Command command, byte[] network) {
        return switch (answer(command, network)) {
            case Taken taken -> taken;
            case Answer.Refused(Refusal refusal) -> throw refusal;
            case Answer.Later later -> throw new IllegalStateException("the queue keeps what is to be tried again");
        };
    }

    private Answer answer(Command command, byte[] network) {
        try {
            return queue.submit(command, network).join();
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
