package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * The proof that a vote is on disk: the same write gets the same receipt, whenever it comes again.
 *
 * @param version the battle's version after the vote, which the next change has to name
 * @param outcome what was said
 * @param changeableUntil until when it can be changed at most; the rater's next vote ends that too
 * @param counted whether it counts; a late vote is kept, and counts where its pair still had a place
 * @param reveal who wrote what, where the arena tells
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Receipt(
        String battle,
        int version,
        String outcome,
        Instant votedAt,
        Instant changeableUntil,
        boolean counted,
        Reveal reveal) {

    /** The names behind the two sides. */
    record Reveal(String left, String right) {}
}
