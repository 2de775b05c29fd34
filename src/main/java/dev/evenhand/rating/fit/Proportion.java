package dev.evenhand.rating.fit;

import java.util.OptionalDouble;

/**
 * A share of votes, and how much they are worth.
 *
 * @param n votes it was taken from
 * @param designEffect how many of these votes say as much as one independent vote, at least 1
 * @param degreesOfFreedom with which the design effect is known; infinite where it is 1 by assumption, 0 where there was
 *     a single cluster and hence nothing to learn about others
 */
public record Proportion(double rate, double n, double designEffect, double degreesOfFreedom) {
    public Proportion {
        if (!(rate >= 0 && rate <= 1 && n > 0 && designEffect >= 1 && degreesOfFreedom >= 0)) {
            throw new IllegalArgumentException("No share of votes: %s of %s, design effect %s, %s degrees of freedom"
                    .formatted(rate, n, designEffect, degreesOfFreedom));
        }
    }

    /** Of so many votes, all independent. */
    public static Proportion independent(double rate, double n) {
        return new Proportion(rate, n, 1, Double.POSITIVE_INFINITY);
    }

    public double effectiveN() {
        return n / designEffect;
    }

    /**
     * Wilson's score interval at the effective sample size, with the t quantile that goes with the design effect (as
     * Korn and Graubard 1998 adjust the exact one, Survey Methodology 24).
     *
     * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
     */
    public Bounds wilson(double level) {
        double z = Covariance.quantile(level, degreesOfFreedom);
        return Double.isInfinite(z) ? new Bounds(0, 1) : wilson(rate, effectiveN(), z);
    }

    /** The difference in Elo points at which this rate is expected; nothing at 0 and 1, where it has no limit. */
    public OptionalDouble eloGap() {
        return rate > 0 && rate < 1 ? OptionalDouble.of(Scale.ELO * Logistic.logit(rate)) : OptionalDouble.empty();
    }

    private static Bounds wilson(double p, double n, double z) {
        double shrink = 1 / (1 + z * z / n);
        double centre = (p + z * z / (2 * n)) * shrink;
        double reach = z * shrink * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        // At p = 0 and p = 1 one end is p itself, but for rounding.
        return new Bounds(Math.clamp(centre - reach, 0, p), Math.clamp(centre + reach, p, 1));
    }
}
