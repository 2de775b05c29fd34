package dev.evenhand.battle;

import dev.evenhand.rating.fit.pairing.Aim;
import java.util.List;
import java.util.UUID;

/**
 * Says how much is learned from a vote on each pair of models.
 *
 * <p>Owned here and implemented by the ratings above: pairing wants ratings, and ratings want votes.
 */
public interface Matchmaker {
    /** Two models that could be shown against each other. */
    record Pair(UUID first, UUID second) {}

    /** What is known at one moment; it asks nothing of the database. */
    interface Scales {
        /** A weight for each pair, in their order: finite, none negative. If all are zero, all are alike. */
        double[] weigh(List<Pair> pairs);
    }

    /** Waits for no fit: where none has been made yet, all pairs weigh the same. To be asked outside of every transaction. */
    Scales scales(UUID arena, Aim aim);
}
