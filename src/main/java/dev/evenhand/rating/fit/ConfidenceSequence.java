package dev.evenhand.rating.fit;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be said of a mean after each observation, such that with probability {@code level} all that is ever said is
 * true: one may look as often as one likes, and stop when one likes.
 *
 * <p>That holds for observations that share one mean, whatever came before. Votes of one rater do not: where raters
 * may repeat, a {@link Panel} does the feeding.
 */
public interface ConfidenceSequence {
    /** The rate at which two models are equal. */
    double EVEN = 0.5;

    void add(double observation);

    long observations();

    /** Where the mean lies; nothing where what was seen contradicts that there is one mean. */
    Optional<Bounds> bounds();

    /**
     * The natural logarithm of the e-value against {@link #EVEN}: how many times a bet against it has multiplied its
     * stake. It may be compared with ln(1/α) at any time.
     */
    double logEValue();

    /** The number of observations after which {@link #EVEN} was first excluded. */
    OptionalLong settledAt();
}
