package dev.evenhand.battle;

import dev.evenhand.arena.Outcome;
import dev.evenhand.arena.Phase;
import dev.evenhand.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A battle as the writer sees it, with the rules of its arena: here it is decided what a write does.
 *
 * <p>Knows no database. Several writes to one battle in one batch follow one another on the same state.
 */
final class BattleState {
    /** The rules of an arena that bear on a vote. */
    record Rules(
            UUID arena,
            Phase phase,
            Set<Outcome> outcomes,
            boolean margin,
            Set<String> criteria,
            Set<String> tags,
            int votesPerMinute,
            Integer votesPerPair,
            boolean revealsAfterVote) {}

    /** What a rater has done so far, as far as it bears on the next vote. */
    static final class Sitting {
        /** The battle that the rater decided last, unless it was taken back; only that one can be changed. */
        UUID lastDecided;
        /** Accepted writes within the last minute. */
        int recent;
        /** When the oldest of them was. */
        Instant oldestRecent;
        /** With whom the rater shares a limit at the moment; null for an invited one. */
        Crowds.Crowd crowd;
    }

    /** The places that a pair of responses has where votes are limited; shared by all its battles in a batch. */
    static final class Places {
        /** Counted votes. */
        int votes;
        /** Battles that hold a place until their lease ends. */
        final Set<UUID> leases = new HashSet<>();
    }

    /** The two sides and what is known of the prompt. */
    record Shown(
            UUID prompt,
            String promptKey,
            String category,
            String language,
            UUID leftResponse,
            UUID rightResponse,
            UUID leftModel,
            UUID rightModel,
            String leftName,
            String rightName,
            double probability,
            Instant at) {}

    final UUID id;
    final UUID rater;
    final Rules rules;
    final Shown shown;
    int version;
    Battle.State state;
    Instant leaseUntil;
    Instant decidedAt;
    Instant undoneAt;
    /** Whether the vote that stands counts towards its pair. */
    boolean counted;
    /** Whether the rater was told who wrote what. */
    boolean revealed;

    final Places places;

    BattleState(
            UUID id,
            UUID rater,
            Rules rules,
            Shown shown,
            int version,
            Battle.State state,
            Instant leaseUntil,
            Instant decidedAt,
            boolean counted,
            boolean revealed,
            Places places) {
        this.id = id;
        this.rater = rater;
        this.rules = rules;
        this.shown = shown;
        this.version = version;
        this.state = state;
        this.leaseUntil = leaseUntil;
        this.decidedAt = decidedAt;
        this.counted = counted;
        this.revealed = revealed;
        this.places = places;
    }

    /** Takes a vote. Returns what kind of event that is. */
    EventKind cast(Choice choice, Sitting sitting, Instant now, Duration changeable) {
        requireNotClosed();
        requireFitting(choice);
        EventKind kind =
                switch (state) {
                    case IDENTICAL ->
                        throw Refusal.conflict(
                                "identical", "Both responses are the same; there is nothing to say about them.");
                    case OPEN -> {
                        requirePatience(sitting, now);
                        takePlace();
                        yield counted ? EventKind.CAST : EventKind.LATE;
                    }
                    case VOTED -> {
                        requireChangeable(sitting, now, changeable);
                        yield EventKind.REPLACED;
                    }
                    case SKIPPED -> {
                        requireChangeable(sitting, now, changeable);
                        takePlace();
                        yield EventKind.REPLACED;
                    }
                };
        revealed = rules.revealsAfterVote();
        decide(Battle.State.VOTED, sitting, now);
        return kind;
    }

    /** A battle within its lease has its place; any other takes one where there is still one to take. */
    private void takePlace() {
        boolean held = places.leases.remove(id);
        counted = held || hasFreePlace();
        if (counted) {
            places.votes++;
        }
    }

    private void leavePlace() {
        if (counted) {
            places.votes--;
        }
        places.leases.remove(id);
        counted = false;
    }

    private boolean hasFreePlace() {
        return rules.votesPerPair() == null || places.votes + places.leases.size() < rules.votesPerPair();
    }

    void skip(Sitting sitting, Instant now, Duration changeable) {
        requireNotClosed();
        if (state == Battle.State.OPEN) {
            requirePatience(sitting, now);
        } else {
            requireChangeable(sitting, now, changeable);
        }
        leavePlace();
        decide(Battle.State.SKIPPED, sitting, now);
    }

    void undo(Sitting sitting, Instant now, Duration changeable, Duration lease) {
        requireNotClosed();
        if (state == Battle.State.OPEN) {
            throw Refusal.conflict("nothing-to-undo", "There is nothing to take back on this battle.");
        }
        requireChangeable(sitting, now, changeable);
        leavePlace();
        // Without a place it comes back without a lease: a vote on it is late, as the one taken back was.
        leaseUntil = hasFreePlace() ? now.plus(lease) : now;
        if (hasFreePlace()) {
            places.leases.add(id);
        }
        state = Battle.State.OPEN;
        decidedAt = null;
        undoneAt = now;
        sitting.lastDecided = null;
        accepted(sitting, now);
    }

    /** Both texts are the same: that is recorded, and nobody is asked. */
    void settle(Instant now) {
        requireNotClosed();
        leavePlace();
        version++;
        state = Battle.State.IDENTICAL;
        leaseUntil = now;
    }

    private void decide(Battle.State next, Sitting sitting, Instant now) {
        state = next;
        decidedAt = now;
        sitting.lastDecided = id;
        accepted(sitting, now);
    }

    private void accepted(Sitting sitting, Instant now) {
        version++;
        if (sitting.recent++ == 0) {
            sitting.oldestRecent = now;
        }
        if (sitting.crowd != null) {
            sitting.crowd.add();
        }
    }

    private void requireNotClosed() {
        if (rules.phase() == Phase.CLOSED) {
            throw Refusal.conflict("arena-closed", "This arena has closed. Thank you for your votes.");
        }
    }

    private void requireChangeable(Sitting sitting, Instant now, Duration changeable) {
        boolean inTime = decidedAt != null && decidedAt.plus(changeable).isAfter(now);
        if (revealed || !inTime || !id.equals(sitting.lastDecided)) {
            throw Refusal.conflict("already-voted", "This battle was decided, and can no longer be changed.");
        }
        requirePatience(sitting, now);
    }

    /** Every accepted write stays in the record, so that changes count like votes. */
    private void requirePatience(Sitting sitting, Instant now) {
        if (rules.votesPerMinute() > 0 && sitting.recent >= rules.votesPerMinute()) {
            Duration wait = Duration.between(now, sitting.oldestRecent.plusSeconds(60));
            throw Refusal.tooMany(
                    "too-fast",
                    "This arena takes %d votes and changes a minute from one rater.".formatted(rules.votesPerMinute()),
                    wait);
        }
        if (sitting.crowd != null) {
            sitting.crowd.requireRoom(now);
        }
    }

    private void requireFitting(Choice choice) {
        if (!rules.outcomes().contains(choice.outcome())) {
            throw Refusal.unprocessable("outcome-not-offered", "This arena does not offer that outcome.");
        }
        if (choice.margin() != null && (!rules.margin() || !isDecided(choice.outcome()))) {
            throw Refusal.unprocessable("margin-not-asked", "A margin goes with left or right, where the arena asks.");
        }
        Map<String, Outcome> criteria = choice.criteria() == null ? Map.of() : choice.criteria();
        if (!rules.criteria().containsAll(criteria.keySet())) {
            throw Refusal.unprocessable("criterion-unknown", "This arena does not ask for that criterion.");
        }
        if (choice.tags() != null) {
            boolean known = Stream.of(choice.tags().left(), choice.tags().right())
                    .filter(java.util.Objects::nonNull)
                    .flatMap(List::stream)
                    .allMatch(rules.tags()::contains);
            if (!known) {
                throw Refusal.unprocessable("tag-unknown", "This arena does not offer that tag.");
            }
        }
    }

    private static boolean isDecided(Outcome outcome) {
        return switch (outcome) {
            case LEFT, RIGHT -> true;
            case TIE, BOTH_BAD -> false;
        };
    }
}
