package dev.evenhand.arena;

import dev.evenhand.account.ArenaNames;
import dev.evenhand.account.Caller;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.clock.LongWork;
import dev.evenhand.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.hibernate.Session;

/** The door of this room: arenas are made, found, changed, opened and closed here. */
@ApplicationScoped
public class Arenas implements ArenaNames {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int JOIN_CODE_BYTES = 18;

    private final ArenaRepository arenas;
    private final Instance<Census> censuses;
    private final Consents consents;
    private final DatabaseClock clock;
    private final EntityManager entities;

    Arenas(
            ArenaRepository arenas,
            @Any Instance<Census> censuses,
            Consents consents,
            DatabaseClock clock,
            EntityManager entities) {
        this.arenas = arenas;
        this.censuses = censuses;
        this.consents = consents;
        this.clock = clock;
        this.entities = entities;
    }

    /** The arena that an address names. Refuses where there is none. */
    public Arena called(String slug) {
        return arenas.called(slug).orElseThrow(() -> unknown(slug));
    }

    /** The same, for a caller who must be allowed to know of it; to others it does not exist. */
    public Arena shownTo(Caller caller, String slug) {
        return visible(caller, slug, arena -> arena.isShownTo(caller));
    }

    /** The same, for a caller who must be allowed to change it. */
    public Arena managedBy(Caller caller, String slug) {
        Arena arena = readBy(caller, slug);
        if (!caller.mayManage(arena.id)) {
            throw Refusal.forbidden("not-allowed", "Only admins change an arena.");
        }
        return arena;
    }

    /** The same, for a caller who must be allowed to read its texts and raters. */
    public Arena readBy(Caller caller, String slug) {
        return visible(caller, slug, arena -> caller.mayRead(arena.id));
    }

    /** The same, for a caller who wants to see its board, which may be public. */
    public Arena boardFor(Caller caller, String slug) {
        return visible(caller, slug, arena -> arena.publicBoard || caller.mayRead(arena.id));
    }

    /** What may not be seen is refused like what is not there. */
    private Arena visible(Caller caller, String slug, Predicate<Arena> may) {
        Optional<Arena> arena = arenas.called(slug);
        if (arena.filter(may).isPresent()) {
            return arena.get();
        }
        if (caller.isAnonymous()) {
            throw Refusal.unauthorised("sign-in", "Sign in to see this.");
        }
        if (arena.filter(there -> caller.reaches(there.id)).isPresent()) {
            throw Refusal.forbidden("not-allowed", "This is not open to raters.");
        }
        throw unknown(slug);
    }

    /**
     * The arena as it stands, held until the transaction ends: whoever changes it or what it holds takes turns.
     *
     * <p>Battles and votes are not held up.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Arena hold(UUID id) {
        Arena arena = arenas.findById(id);
        if (arena == null) {
            throw Refusal.notFound("arena-unknown", "This arena was deleted a moment ago.");
        }
        // What was read before the lock may have changed since.
        entities.refresh(arena, LockModeType.PESSIMISTIC_WRITE);
        return arena;
    }

    public Arena withId(UUID id) {
        return arenas.findById(id);
    }

    Optional<Arena> find(String slug) {
        return arenas.called(slug);
    }

    public boolean exists(String slug) {
        return arenas.called(slug).isPresent();
    }

    @Override
    public UUID idOf(String slug) {
        return called(slug).id;
    }

    @Override
    public String slugOf(UUID arena) {
        return arenas.findById(arena).slug;
    }

    List<Arena> all() {
        return arenas.list("order by createdAt desc, slug");
    }

    /** Makes an arena in draft, with a default for every rule that is not given; its name is its slug then. */
    @Transactional
    public Arena found(String slug, Rules rules) {
        rules.requireOffered();
        if (arenas.called(slug).isPresent()) {
            throw Refusal.conflict("slug-taken", "There is an arena at %s already. Choose another.".formatted(slug));
        }
        Arena arena = new Arena();
        arena.id = UUID.randomUUID();
        arena.slug = slug;
        arena.name = slug;
        arena.phase = Phase.DRAFT.word();
        arena.joinCode = newJoinCode();
        arena.createdAt = clock.now();
        Rules.DEFAULT.applyTo(arena);
        rules.applyTo(arena);
        arenas.persistAndFlush(arena);
        consents.keep(arena);
        return arena;
    }

    @Transactional
    public Arena change(UUID id, Rules rules, Phase phase) {
        rules.requireOffered();
        Arena arena = hold(id);
        rules.applyTo(arena);
        if (phase != null && phase != arena.phase()) {
            if (phase == Phase.OPEN && censuses.stream().noneMatch(census -> census.hasPair(arena))) {
                throw Refusal.conflict(
                        "no-pairs",
                        "There is no pair to show yet. Upload responses of at least two models to one prompt%s."
                                .formatted(
                                        arena.languages().isEmpty()
                                                ? ""
                                                : " that is in %s or names no language"
                                                        .formatted(String.join(" or ", arena.languages()))));
            }
            arena.enter(phase, clock.now());
        }
        arenas.flush();
        consents.keep(arena);
        return arena;
    }

    /** Erases an arena with everything in it, its record included. */
    @Transactional
    void erase(UUID id, String confirmation) {
        Arena arena = hold(id);
        if (!arena.slug.equals(confirmation)) {
            throw Refusal.unprocessable(
                    "confirm", "Say which arena is to go for good: DELETE …?confirm=%s".formatted(arena.slug));
        }
        if (arena.phase() == Phase.OPEN || arena.phase() == Phase.PAUSED) {
            throw Refusal.conflict("arena-open", "Close the arena before you delete it.");
        }
        entities.unwrap(Session.class).doWork(LongWork::begin);
        // Whoever writes a vote has the end of the record first and looks at the arena then: so the last of them is let
        // through while the arena is held, and not yet as tightly as what is deleted is.
        entities.createNativeQuery("select 1 from chain where arena_id = ?1 for update", Integer.class)
                .setParameter(1, arena.id)
                .getResultList();
        entities.createNativeQuery("delete from arena where id = ?1")
                .setParameter(1, arena.id)
                .executeUpdate();
    }

    Map<String, Long> count(UUID arena) {
        Map<String, Long> counts = new TreeMap<>();
        censuses.forEach(census -> counts.putAll(census.count(arena)));
        return counts;
    }

    Map<UUID, Map<String, Long>> countByModel(UUID arena) {
        Map<UUID, Map<String, Long>> counts = new HashMap<>();
        censuses.forEach(census -> census.countByModel(arena)
                .forEach((model, found) ->
                        counts.computeIfAbsent(model, none -> new HashMap<>()).putAll(found)));
        return counts;
    }

    private static String newJoinCode() {
        byte[] bytes = new byte[JOIN_CODE_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Refusal unknown(String slug) {
        return Refusal.notFound("arena-unknown", "There is no arena called %s.".formatted(slug));
    }
}
