package dev.evenhand.rating.fit;

import java.util.random.RandomGenerator;

/**
 * A loss made of votes in entries, each vote in one of them, whose weights may be changed: raters are left out or drawn anew
 * many times for an interval, and what their votes depend on stays the same.
 */
interface Likelihood extends Newton.Loss, Contests {
    /** A rest this small beside what there was before votes were taken out is what cancelling left of zero. */
    double ROUNDING = 1e-8;

    /** Whether the votes that it holds now have a fit. */
    boolean hasMaximum();

    /** The same votes; the two share nothing that changes. */
    Likelihood copy();

    /** Leaves no votes. */
    void clear();

    /** Takes over the votes of another with the same entries. */
    void reset(Likelihood other);

    void add(int entry, double score, double rivalScore);

    void subtract(int entry, double score, double rivalScore);

    /** The entry of each of the cells that were fitted. */
    int[] entries(Cells cells);

    /**
     * Draws anew what was believed before any vote, as the prior says: a part of the evidence, as raters are.
     *
     * @throws IllegalArgumentException where the prior cannot be drawn
     */
    void drawPrior(RandomGenerator random);

    static double rest(double before, double taken) {
        double rest = before - taken;
        return rest <= ROUNDING * before ? 0 : rest;
    }
}
