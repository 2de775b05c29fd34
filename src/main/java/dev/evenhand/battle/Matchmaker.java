package dev.evenhand.battle;

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
        /** A weight for each pair, in their order: finite, none negative, at least one positive. */
        double[] weigh(List<Pair> pairs);
    }

    /** Takes as long as a fit does where none has been made yet: to be asked outside of every transaction. */
    Scales scales(UUID arena);
}
