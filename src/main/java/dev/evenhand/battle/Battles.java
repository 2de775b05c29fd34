package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
import dev.evenhand.battle.Draw.Candidate;
import dev.evenhand.battle.Draw.Drawn;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.prompt.Prompt;
import dev.evenhand.prompt.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** The door to battles: a rater asks for the next one, and keeps it while looking at it. */
@ApplicationScoped
class Battles {
    private final BattleRepository battles;
    private final Deck deck;
    private final Draw draw;
    private final BattleConfig config;
    private final DatabaseClock clock;
    private final EntityManager entities;
    private final DataSource database;

    Battles(
            BattleRepository battles,
            Deck deck,
            Draw draw,
            BattleConfig config,
            DatabaseClock clock,
            EntityManager entities,
            DataSource database) {
        this.battles = battles;
        this.deck = deck;
        this.draw = draw;
        this.config = config;
        this.clock = clock;
        this.entities = entities;
        this.database = database;
    }

    /**
     * The battle that this rater is to decide now: the unanswered one, or a new one.
     *
     * @return nothing where every pair has been seen, or has its votes, or the rater has done enough
     */
    @Transactional
    Optional<Battle> issue(Arena arena, UUID rater) {
        arena.requireOpen();
        takeTurn(rater);
        Instant now = clock.now();
        for (Battle open : battles.openOf(rater)) {
            if ((open.isLeased(now) || hasPlace(arena, open, now)) && lend(open, now)) {
                return Optional.of(open);
            }
        }
        boolean done = arena.votesPerRater()
                .filter(target -> battles.votedBy(rater) >= target)
                .isPresent();
        return done ? Optional.empty() : next(arena, rater, now);
    }

    /** Keeps a battle for the rater who looks at it. */
    @Transactional
    void renew(BattleId id, UUID rater) {
        Battle battle = battles.findByIdOptional(id.bits())
                .filter(found -> found.rater.equals(rater))
                .orElseThrow(BattleId::unknown);
        entities.createNativeQuery("""
                update battle set lease_until = greatest(lease_until, ?2)
                where id = ?1 and state = 'open' and lease_until > evenhand_now()
                """)
                .setParameter(1, battle.id)
                .setParameter(2, clock.now().plus(config.lease()))
                .executeUpdate();
    }

    /** Whether it could be lent: it may have been decided a moment ago. */
    private boolean lend(Battle battle, Instant now) {
        Instant until = now.plus(config.lease());
        List<?> version = entities.createNativeQuery(
                        "update battle set lease_until = ?2 where id = ?1 and state = 'open' returning version",
                        Integer.class)
                .setParameter(1, battle.id)
                .setParameter(2, until)
                .getResultList();
        if (version.isEmpty()) {
            return false;
        }
        battle.version = (Integer) version.getFirst();
        battle.leaseUntil = until;
        return true;
    }

    /** Two tabs of one rater ask one after the other, and get the same battle. */
    private void takeTurn(UUID rater) {
        entities.createNativeQuery("select 1 from account where id = ?1 for no key update", Integer.class)
                .setParameter(1, rater)
                .getSingleResult();
    }

    private Optional<Battle> next(Arena arena, UUID rater, Instant now) {
        double place = draw.placeInDeck();
        Set<UUID> passed = new HashSet<>();
        while (true) {
            Optional<UUID> prompt = deck.unseen(arena, rater, place, passed);
            if (prompt.isEmpty()) {
                prompt = deck.seenLeast(arena, rater, passed);
            }
            if (prompt.isEmpty()) {
                return Optional.empty();
            }
            List<Candidate> candidates = deck.candidates(arena, rater, prompt.get(), now);
            if (candidates.isEmpty()) {
                passed.add(prompt.get());
                continue;
            }
            Drawn drawn = draw.pair(arena.id(), arena.matchmaking(), candidates);
            Battle battle = lay(arena, rater, prompt.get(), drawn, now);
            if (battle.state == Battle.State.OPEN) {
                return Optional.of(battle);
            }
        }
    }

    private Battle lay(Arena arena, UUID rater, UUID prompt, Drawn drawn, Instant now) {
        Candidate pair = drawn.pair();
        boolean firstLeft = draw.firstGoesLeft();
        boolean identical = Arrays.equals(pair.first().textHash(), pair.second().textHash());
        Battle battle = new Battle();
        battle.id = draw.id().bits();
        battle.arena = arena.id();
        battle.rater = rater;
        battle.prompt = entities.getReference(Prompt.class, prompt);
        battle.left = entities.getReference(Response.class, (firstLeft ? pair.first() : pair.second()).response());
        battle.right = entities.getReference(Response.class, (firstLeft ? pair.second() : pair.first()).response());
        battle.probability = drawn.probability();
        battle.shownAt = now;
        battle.leaseUntil = now.plus(config.lease());
        battle.state = identical ? Battle.State.IDENTICAL : Battle.State.OPEN;
        battle.version = identical ? 1 : 0;
        battles.persistAndFlush(battle);
        if (identical) {
            recordIdentical(battle);
        }
        return battle;
    }

    /** Nobody is asked which of two equal texts is better; the record says that they were equal. */
    private void recordIdentical(Battle battle) {
        try (Connection connection = database.getConnection()) {
            Chain chain = Chain.of(connection, battle.arena);
            chain.append(new Chain.Entry(
                    battle.arena,
                    EventKind.IDENTICAL,
                    battle.shownAt,
                    new BattleId(battle.id).toString(),
                    battle.id,
                    battle.version,
                    "identical",
                    false,
                    null,
                    Map.of(
                            "prompt", battle.prompt.key(),
                            "model_a", battle.left.model().name(),
                            "model_b", battle.right.model().name(),
                            "probability", battle.probability,
                            "source", "battle"),
                    battle.rater.toString(),
                    null));
            chain.flush();
        } catch (SQLException e) {
            throw new IllegalStateException("an identical pair could not be recorded", e);
        }
    }

    /** Whether a battle whose lease has ended can be lent again without taking a place that is not there. */
    private boolean hasPlace(Arena arena, Battle battle, Instant now) {
        if (arena.votesPerPair().isEmpty()) {
            return true;
        }
        entities.lock(battle.prompt, LockModeType.PESSIMISTIC_WRITE);
        long taken = ((Number) entities.createNativeQuery("""
                select coalesce((select votes from pairing where prompt_id = ?1
                                 and first_response = least(cast(?2 as uuid), ?3)
                                 and second_response = greatest(cast(?2 as uuid), ?3)), 0)
                       + (select count(*) from battle where prompt_id = ?1 and state = 'open' and lease_until > ?4
                          and least(left_response, right_response) = least(cast(?2 as uuid), ?3)
                          and greatest(left_response, right_response) = greatest(cast(?2 as uuid), ?3))
                """, Long.class)
                        .setParameter(1, battle.prompt.id())
                        .setParameter(2, battle.left.id())
                        .setParameter(3, battle.right.id())
                        .setParameter(4, now)
                        .getSingleResult())
                .longValue();
        return taken < arena.votesPerPair().get();
    }
}
