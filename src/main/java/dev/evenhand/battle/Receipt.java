package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.arena.Outcome;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a vote is on disk: the same write gets the same receipt, whenever it comes again.
 *
 * @param version the battle's version after the vote, which the next change has to name
 * @param outcome what was said; nothing where the vote was taken back or the battle skipped
 * @param changeableUntil until when it can be changed at most; the rater's next vote ends that too
 * @param counted whether it counts; a late vote is kept, and counts where its pair still had a place
 * @param reveal who wrote what, where the arena tells
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Receipt(
        String battle,
        int version,
        @Nullable Outcome outcome,
        Instant votedAt,
        @Nullable Instant changeableUntil,
        boolean counted,
        @Nullable Reveal reveal) {

    /** The names behind the two sides. */
    @Schema(name = "RevealedModels")
    record Reveal(String left, String right) {}
}
