package dev.evenhand.rating.fit;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;

/**
 * The beta-mixture confidence sequence of a win rate, fed by wins (1) and losses (0).
 *
 * <p>After S wins and F losses Mₙ(p) = B(a + S, b + F)/B(a, b) · p⁻ˢ(1 − p)⁻ᶠ is a martingale that starts at 1 if p is the
 * win rate; by Ville's inequality it ever reaches 1/α with probability at most α. The bounds hold all p with
 * Mₙ(p) &lt; 1/α.
 *
 * @see <a href="https://doi.org/10.1214/20-AOS1991">Howard, Ramdas, McAuliffe and Sekhon 2021</a>
 */
public final class BetaMixture implements ConfidenceSequence {
    /** Jeffreys's prior: of the usual two the one that settles lopsided pairs in fewer votes. */
    private static final double JEFFREYS = 0.5;

    /** Halving an interval of length 1 this often leaves neighbouring doubles. */
    private static final int HALVINGS = 60;

    private final double logThreshold;
    private final double a;
    private final double b;
    private long wins;
    private long losses;
    private double logMixture;
    private OptionalLong settledAt = OptionalLong.empty();

    public BetaMixture(double level) {
        this(level, JEFFREYS, JEFFREYS);
    }

    BetaMixture(double level, double a, double b) {
        Covariance.requireLevel(level);
        this.logThreshold = -Math.log(1 - level);
        this.a = a;
        this.b = b;
    }

    @Override
    public void add(double observation) {
        if (observation == Cell.WIN) {
            logMixture += Math.log((a + wins) / (a + b + observations()));
            wins++;
        } else if (observation == Cell.LOSS) {
            logMixture += Math.log((b + losses) / (a + b + observations()));
            losses++;
        } else {
            throw new IllegalArgumentException("%s is neither a win nor a loss".formatted(observation));
        }
        if (settledAt.isEmpty() && logEValue() >= logThreshold) {
            settledAt = OptionalLong.of(observations());
        }
    }

    @Override
    public long observations() {
        return wins + losses;
    }

    @Override
    public Optional<Bounds> bounds() {
        if (observations() == 0) {
            return Optional.of(new Bounds(0, 1));
        }
        double observed = (double) wins / observations();
        DoublePredicate inside = p -> logMartingale(p) < logThreshold;
        double lower = wins == 0 ? 0 : edge(observed, 0, inside);
        double upper = losses == 0 ? 1 : edge(observed, 1, inside);
        return Optional.of(new Bounds(lower, upper));
    }

    @Override
    public double logEValue() {
        return logMartingale(EVEN);
    }

    @Override
    public OptionalLong settledAt() {
        return settledAt;
    }

    private double logMartingale(double p) {
        return logMixture - (wins == 0 ? 0 : wins * Math.log(p)) - (losses == 0 ? 0 : losses * Math.log1p(-p));
    }

    /** ln Mₙ is convex in p with its least value, below zero, at the observed rate: one edge lies on either side. */
    private static double edge(double inner, double outer, DoublePredicate inside) {
        double in = inner;
        double out = outer;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (in + out) / 2;
            if (inside.test(middle)) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return in;
    }
}
