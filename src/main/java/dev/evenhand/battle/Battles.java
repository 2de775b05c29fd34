package dev.evenhand.battle;

import dev.evenhand.account.Accounts;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Consents;
import dev.evenhand.battle.Draw.Candidate;
import dev.evenhand.battle.Draw.Drawn;
import dev.evenhand.battle.Draw.Rule;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.problem.Refusal;
import dev.evenhand.prompt.Message;
import dev.evenhand.prompt.Prompt;
import dev.evenhand.prompt.Response;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The door to battles: a rater asks for the next one, and keeps it while looking at it. */
@ApplicationScoped
class Battles {
    /** Longer than the search in a deck of which hardly a prompt is left; a rater does not wait longer than this. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(5);

    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    /**
     * What a rater is to see of a battle.
     *
     * @param done how many votes the rater has cast
     */
    record Laid(
            UUID id, int version, List<Message> messages, String left, String right, Instant leaseUntil, long done) {}

    /** What one transaction of a search came to. */
    private sealed interface Step {
        /** There is a battle to decide. */
        record Found(Laid battle) implements Step {}

        /** Both texts are the same: nobody is asked. */
        record Equal(UUID battle) implements Step {}

        /** This prompt, or battle, has no place left. */
        record Full(UUID passed) implements Step {}

        /** Somebody else is taking a place on this prompt at the moment. */
        record Held(UUID prompt) implements Step {}

        record NothingLeft() implements Step {}
    }

    /** A rater's search in the deck: what it goes by, and what it has passed over. */
    private static final class Search {
        final Arena arena;
        final UUID rater;
        final Rule rule;
        final Set<String> languages;
        final double place;
        final Set<UUID> passed = new HashSet<>();
        /** Prompts on which others were taking a place. */
        final Set<UUID> held = new HashSet<>();
        /** What others hold is all that is left, and is waited for. */
        boolean waits;

        Search(Arena arena, UUID rater, Rule rule, Set<String> languages, double place) {
            this.arena = arena;
            this.rater = rater;
            this.rule = rule;
            this.languages = languages;
            this.place = place;
        }

        Set<UUID> passedAndHeld() {
            return Stream.concat(passed.stream(), held.stream()).collect(Collectors.toSet());
        }
    }

    private final BattleRepository battles;
    private final Deck deck;
    private final Draw draw;
    private final Accounts accounts;
    private final Consents consents;
    private final Votes votes;
    private final BattleConfig config;
    private final DatabaseClock clock;
    private final EntityManager entities;

    Battles(
            BattleRepository battles,
            Deck deck,
            Draw draw,
            Accounts accounts,
            Consents consents,
            Votes votes,
            BattleConfig config,
            DatabaseClock clock,
            EntityManager entities) {
        this.battles = battles;
        this.deck = deck;
        this.draw = draw;
        this.accounts = accounts;
        this.consents = consents;
        this.votes = votes;
        this.config = config;
        this.clock = clock;
        this.entities = entities;
    }

    /**
     * The battle that this rater is to decide now: the unanswered one, or a new one.
     *
     * <p>Every prompt that is looked at has a transaction of its own, so that places are held for a moment only.
     *
     * @return nothing where every pair has been seen, or has its votes, or the rater has done enough
     */
    Optional<Laid> issue(Arena arena, UUID rater) {
        arena.requireOpen();
        consents.requireGiven(arena, rater);
        Search search = new Search(arena, rater, draw.rule(arena), languages(arena, rater), draw.placeInDeck());
        long start = System.nanoTime();
        while (System.nanoTime() - start < LONGEST_SEARCH.toNanos()) {
            Step step = QuarkusTransaction.requiringNew().call(() -> step(search));
            switch (step) {
                case Step.Found(Laid battle) -> {
                    return Optional.of(battle);
                }
                case Step.NothingLeft() -> {
                    if (search.held.isEmpty()) {
                        return Optional.empty();
                    }
                    search.held.clear();
                    search.waits = true;
                }
                case Step.Equal(UUID battle) -> {
                    votes.settle(battle, rater);
                    search.passed.add(battle);
                }
                case Step.Full(UUID prompt) -> search.passed.add(prompt);
                case Step.Held(UUID prompt) -> search.held.add(prompt);
            }
        }
        throw Refusal.unavailable("busy", "No battle was found in time. Ask again.", COME_AGAIN);
    }

    /** The arena's languages that a rater reads, in lower case; of those who did not say, all of them. */
    private Set<String> languages(Arena arena, UUID rater) {
        List<String> languages = arena.languages();
        Set<String> read = languages.size() < 2
                ? Set.of()
                : accounts.languagesOf(rater).map(Set::copyOf).orElse(Set.of());
        List<String> shown = languages.stream().filter(read::contains).toList();
        return (shown.isEmpty() ? languages : shown)
                .stream().map(language -> language.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Keeps a battle for the rater who looks at it; one whose lease has ended is not taken back. */
    @Transactional
    void renew(BattleId id, UUID rater) {
        Battle battle = battles.findByIdOptional(id.bits())
                .filter(found -> found.rater.equals(rater))
                .orElseThrow(BattleId::unknown);
        deck.hold(battle.prompt.id());
        entities.createNativeQuery("""
            update battle set lease_until = greatest(lease_until, ?2)
            where id = ?1 and state = 'open' and lease_until > evenhand_now()
            """)
                .setParameter(1, battle.id)
                .setParameter(2, clock.now().plus(config.lease()))
                .executeUpdate();
    }

    private Step step(Search search) {
        Arena arena = search.arena;
        UUID rater = search.rater;
        keep(arena.id());
        takeTurn(rater);
        for (Battle open : battles.openOf(rater)) {
            if (!search.passed.contains(open.id)) {
                return lend(arena, open);
            }
        }
        boolean done = arena.votesPerRater()
                .filter(target -> battles.votedBy(rater) >= target)
                .isPresent();
        Optional<UUID> prompt = done
                ? Optional.empty()
                : deck.next(arena, rater, search.languages, search.place, search.passedAndHeld());
        if (prompt.isEmpty()) {
            return new Step.NothingLeft();
        }
        if (search.waits) {
            deck.hold(prompt.get());
        } else if (!deck.holdIfFree(arena, prompt.get())) {
            return new Step.Held(prompt.get());
        }
        List<Candidate> candidates = deck.candidates(arena, rater, prompt.get());
        if (candidates.isEmpty()) {
            return new Step.Full(prompt.get());
        }
        return before(lay(arena, rater, prompt.get(), draw.pair(search.rule, candidates)));
    }

    /** Keeps an arena from being erased meanwhile, which begins with the arena and comes to all that it holds. */
    private void keep(UUID arena) {
        entities.createNativeQuery("select 1 from arena where id = ?1 for key share", Object[].class)
                .setParameter(1, arena)
                .getResultList();
    }

    /** Two tabs of one rater ask one after the other, and get the same battle. */
    private void takeTurn(UUID rater) {
        entities.createNativeQuery("select 1 from account where id = ?1 for no key update", Object[].class)
                .setParameter(1, rater)
                .getSingleResult();
    }

    /** Gives an unanswered battle again, where it still has its place or there is another for it. */
    private Step lend(Arena arena, Battle battle) {
        deck.hold(battle.prompt.id());
        Instant now = clock.now();
        if (!battle.isLeased(now) && !deck.hasPlace(arena, battle)) {
            return new Step.Full(battle.id);
        }
        Instant until = now.plus(config.lease());
        List<?> rows = entities.createNativeQuery(
                        "update battle set lease_until = ?2 where id = ?1 and state = 'open' returning version",
                        Object[].class)
                .setParameter(1, battle.id)
                .setParameter(2, until)
                .getResultList();
        if (rows.isEmpty()) {
            // It was decided a moment ago; the next look no longer finds it open.
            return new Step.Full(battle.id);
        }
        battle.version = (Integer) ((Object[]) rows.getFirst())[0];
        battle.leaseUntil = until;
        return before(battle);
    }

    private Battle lay(Arena arena, UUID rater, UUID prompt, Drawn drawn) {
        Candidate pair = drawn.pair();
        boolean firstLeft = draw.firstGoesLeft();
        Instant now = clock.now();
        Battle battle = new Battle();
        battle.id = draw.id().bits();
        battle.arena = arena.id();
        battle.rater = rater;
        battle.prompt = entities.find(Prompt.class, prompt);
        battle.left = entities.find(Response.class, (firstLeft ? pair.first() : pair.second()).response());
        battle.right = entities.find(Response.class, (firstLeft ? pair.second() : pair.first()).response());
        battle.probability = drawn.probability();
        battle.shownAt = now;
        battle.leaseUntil = now.plus(config.lease());
        battle.state = Battle.State.OPEN;
        battles.persistAndFlush(battle);
        return battle;
    }

    private Step before(Battle battle) {
        return battle.isOfEquals()
                ? new Step.Equal(battle.id)
                : new Step.Found(new Laid(
                        battle.id,
                        battle.version,
                        battle.prompt.messages(),
                        battle.left.text(),
                        battle.right.text(),
                        battle.leaseUntil,
                        battles.votedBy(battle.rater)));
    }
}
