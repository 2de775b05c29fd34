package dev.evenhand.battle;

import dev.evenhand.arena.Outcome;
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
            String phase,
            List<String> outcomes,
            boolean margin,
            Set<String> criteria,
            Set<String> tags,
            int votesPerMinute,
            Integer votesPerPair,
            boolean revealsAfterVote) {}

    /** What a rater has done so far, as far as it bears on the next vote. */
    static final class Sitting {
        /** The battle that the rater decided last; only that one can be changed. */
        UUID lastDecided;
        /** New votes within the last minute. */
        int recent;
        /** When the oldest of them was cast. */
        Instant oldestRecent;
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
    String state;
    Instant leaseUntil;
    Instant decidedAt;
    Instant undoneAt;
    /** Whether the vote that stands counts towards its pair. */
    boolean counted;

    final Places places;

    BattleState(
            UUID id,
            UUID rater,
            Rules rules,
            Shown shown,
            int version,
            String state,
            Instant leaseUntil,
            Instant decidedAt,
            boolean counted,
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
        this.places = places;
    }

    /** Takes a vote. Returns what kind of event that is. */
    EventKind cast(Choice choice, Sitting sitting, Instant now, Duration changeable) {
        requireNotClosed();
        requireFitting(choice);
        if (state.equals("identical")) {
            throw Refusal.conflict("identical", "Both responses are the same; there is nothing to say about them.");
        }
        if (!state.equals("open")) {
            requireChangeable(sitting, now, changeable);
            if (!state.equals("voted")) {
                takePlace(now);
            }
            decide("voted", sitting, now);
            return EventKind.REPLACED;
        }
        requirePatience(sitting, now);
        takePlace(now);
        decide("voted", sitting, now);
        sitting.recent++;
        return counted ? EventKind.CAST : EventKind.LATE;
    }

    /** A vote within its lease has its place; a later one counts where there is still one to take. */
    private void takePlace(Instant now) {
        boolean leased = leaseUntil.isAfter(now);
        boolean free = rules.votesPerPair() == null || places.votes + places.leases.size() < rules.votesPerPair();
        counted = leased || free;
        if (counted) {
            places.votes++;
        }
        places.leases.remove(id);
    }

    private void leavePlace() {
        if (counted) {
            places.votes--;
        }
        places.leases.remove(id);
        counted = false;
    }

    void skip(Sitting sitting, Instant now, Duration changeable) {
        requireNotClosed();
        if (!state.equals("open")) {
            requireChangeable(sitting, now, changeable);
        }
        leavePlace();
        decide("skipped", sitting, now);
    }

    void undo(Sitting sitting, Instant now, Duration changeable, Duration lease) {
        requireNotClosed();
        if (state.equals("open")) {
            throw Refusal.conflict("nothing-to-undo", "There is nothing to take back on this battle.");
        }
        requireChangeable(sitting, now, changeable);
        version++;
        state = "open";
        leavePlace();
        places.leases.add(id);
        decidedAt = null;
        undoneAt = now;
        leaseUntil = now.plus(lease);
        sitting.lastDecided = null;
    }

    private void decide(String next, Sitting sitting, Instant now) {
        version++;
        state = next;
        decidedAt = now;
        sitting.lastDecided = id;
    }

    private void requireNotClosed() {
        if (rules.phase().equals("closed")) {
            throw Refusal.conflict("arena-closed", "This arena has closed. Thank you for your votes.");
        }
    }

    private void requireChangeable(Sitting sitting, Instant now, Duration changeable) {
        boolean revealed = rules.revealsAfterVote() && state.equals("voted");
        boolean inTime = decidedAt != null && decidedAt.plus(changeable).isAfter(now);
        if (revealed || !inTime || !id.equals(sitting.lastDecided)) {
            throw Refusal.conflict("already-voted", "This battle was decided, and can no longer be changed.");
        }
    }

    private void requirePatience(Sitting sitting, Instant now) {
        if (rules.votesPerMinute() > 0 && sitting.recent >= rules.votesPerMinute()) {
            Duration wait = Duration.between(now, sitting.oldestRecent.plusSeconds(60));
            throw Refusal.tooMany(
                    "too-fast",
                    "This arena takes %d votes a minute from one rater.".formatted(rules.votesPerMinute()),
                    wait);
        }
    }

    private void requireFitting(Choice choice) {
        if (!rules.outcomes().contains(choice.outcome().word())) {
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
