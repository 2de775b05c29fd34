package dev.evenhand.rating.fit;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The predictable plug-in empirical-Bernstein confidence sequence of a mean of observations in [0, 1].
 *
 * <p>It serves ties as half, and raters: a {@link Panel} feeds each rater once, as the mean of his or her scores, and the
 * sequence then speaks of the mean of raters' means, not of votes.
 *
 * @see <a href="https://doi.org/10.1093/jrsssb/qkad009">Waudby-Smith and Ramdas 2024, theorem 2</a>
 */
public final class EmpiricalBernstein implements ConfidenceSequence {
    /** The paper's c: no bet goes beyond it, which keeps a first surprise from ruining the bettor. */
    private static final double LARGEST_BET = 0.5;

    /** The running mean and variance start as if one observation of ½ with variance ¼ had been seen. */
    private static final double PRIOR_MEAN = 0.5;

    private static final double PRIOR_VARIANCE = 0.25;

    private final double logTwoOverAlpha;
    private long n;
    private double sum;
    private double squares;

    private double bets;
    private double weighted;
    private double cost;
    private double lower = 0;
    private double upper = 1;
    private OptionalLong settledAt = OptionalLong.empty();

    public EmpiricalBernstein(double level) {
        Covariance.requireLevel(level);
        this.logTwoOverAlpha = Math.log(2 / (1 - level));
    }

    @Override
    public void add(double observation) {
        if (!(observation >= 0 && observation <= 1)) {
            throw new IllegalArgumentException("%s is not between 0 and 1".formatted(observation));
        }
        double bet = nextBet();
        double surprise = observation - mean();
        n++;
        sum += observation;
        double deviation = observation - mean();
        squares += deviation * deviation;

        bets += bet;
        weighted += bet * observation;
        cost += surprise * surprise * (-Math.log1p(-bet) - bet);
        double centre = weighted / bets;
        double radius = (logTwoOverAlpha + cost) / bets;
        lower = Math.max(lower, centre - radius);
        upper = Math.min(upper, centre + radius);
        if (settledAt.isEmpty() && (lower > EVEN || upper < EVEN)) {
            settledAt = OptionalLong.of(n);
        }
    }

    /** λₜ = min(√(2 ln(2/α) / (σ̂²ₜ₋₁ t ln(1 + t))), c), fixed before observation t is seen. */
    private double nextBet() {
        double t = n + 1.0;
        double variance = (PRIOR_VARIANCE + squares) / t;
        return Math.min(Math.sqrt(2 * logTwoOverAlpha / (variance * t * Math.log1p(t))), LARGEST_BET);
    }

    private double mean() {
        return (PRIOR_MEAN + sum) / (n + 1);
    }

    @Override
    public long observations() {
        return n;
    }

    /** All that the sequence said so far, at once. */
    @Override
    public Optional<Bounds> bounds() {
        return lower <= upper ? Optional.of(new Bounds(lower, upper)) : Optional.empty();
    }

    /** The mean of the two bets, upwards and downwards: either reaches 2/α where the bounds exclude ½. */
    @Override
    public double logEValue() {
        double drift = weighted - EVEN * bets;
        return Math.abs(drift) - cost + Math.log1p(Math.exp(-2 * Math.abs(drift))) - Math.log(2);
    }

    @Override
    public OptionalLong settledAt() {
        return settledAt;
    }
}
