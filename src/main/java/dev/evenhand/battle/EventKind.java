package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can happen to a vote. */
enum EventKind {
    /** A rater voted. */
    CAST,
    /** The rater changed the vote within its window; the old one stays in the record. */
    REPLACED,
    /** The rater voted after the lease, when others had filled the pair's quota: kept, not counted. */
    LATE,
    /** The rater took the vote or the skip back. */
    UNDONE,
    /** The rater passed the battle on, with a reason. */
    SKIPPED,
    /** Both responses were the same to the letter; nobody was asked. */
    IDENTICAL,
    /** The vote came from a file. */
    IMPORTED;

    /** Whether a vote stands after it, with what the event says as its outcome. */
    boolean isOfAVote() {
        return switch (this) {
            case CAST, REPLACED, LATE, IMPORTED -> true;
            case UNDONE, SKIPPED, IDENTICAL -> false;
        };
    }

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
