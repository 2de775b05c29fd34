package dev.evenhand.rating.fit.sequential;

import dev.evenhand.rating.fit.Logistic;
import dev.evenhand.rating.fit.NotConverged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Glickman's second rating: strength, how well it is known, and how much it wanders, moved once in each rating period.
 *
 * <p>Within a period order does not matter: every game is judged by what was believed before the period. How the votes
 * are cut into periods does.
 *
 * @param tau how far a volatility may move in a period; Glickman advises 0.3 to 1.2
 * @see <a href="https://www.glicko.net/glicko/glicko2.pdf">Glickman 2022, Example of the Glicko-2 system</a>
 */
public record Glicko2(double tau) {
    /** Points for one unit of the inner scale, 400 / ln 10 as Glickman rounds it. */
    private static final double POINTS = 173.7178;

    private static final double CENTRE = 1500;

    /** Glickman's ε: the volatility's logarithm is found to this. */
    private static final double TOLERANCE = 1e-6;

    /** Regula falsi with the Illinois rule at least halves the bracket in three steps: this many are beyond rounding. */
    private static final int MAX_STEPS = 200;

    public Glicko2 {
        if (!(tau > 0 && Double.isFinite(tau))) {
            throw new IllegalArgumentException("A volatility cannot be held by τ = %s.".formatted(tau));
        }
    }

    /**
     * What is believed of one model.
     *
     * @param rating in points, 1500 for the unknown
     * @param deviation in points, above zero
     * @param volatility of the strength from period to period, on the inner scale
     */
    public record Belief(double rating, double deviation, double volatility) {
        /** Of a model without games. */
        public static final Belief UNKNOWN = new Belief(CENTRE, 350, 0.06);

        public Belief {
            boolean positive = deviation > 0 && volatility > 0;
            if (!positive || !Double.isFinite(rating + deviation + volatility)) {
                throw new IllegalArgumentException("Nothing can be believed of %s ± %s with volatility %s."
                        .formatted(rating, deviation, volatility));
            }
        }

        /** Glickman's μ. */
        private double mean() {
            return (rating - CENTRE) / POINTS;
        }

        /** Glickman's φ. */
        private double spread() {
            return deviation / POINTS;
        }
    }

    /** What is believed of each model after these periods, of which nothing was known before. */
    public List<Belief> periods(int models, Iterable<? extends Iterable<Game>> periods) {
        List<Belief> beliefs = Collections.nCopies(models, Belief.UNKNOWN);
        for (Iterable<Game> period : periods) {
            beliefs = period(beliefs, period);
        }
        return beliefs;
    }

    /** One period later; a model without games in it is less well known than before. */
    public List<Belief> period(List<Belief> before, Iterable<Game> games) {
        double[] information = new double[before.size()];
        double[] surprise = new double[before.size()];
        for (Game game : games) {
            gather(game, before, information, surprise);
            gather(game.swapped(), before, information, surprise);
        }
        List<Belief> after = new ArrayList<>(before.size());
        for (int model = 0; model < before.size(); model++) {
            after.add(moved(before.get(model), information[model], surprise[model]));
        }
        return List.copyOf(after);
    }

    /** Step 3 and 4: adds g²E(1 − E) to the information 1/v, and g(s − E) to the surprise Δ/v. */
    private static void gather(Game game, List<Belief> before, double[] information, double[] surprise) {
        Belief own = before.get(game.model());
        Belief other = before.get(game.rival());
        double g = 1 / Math.sqrt(1 + 3 * other.spread() * other.spread() / (Math.PI * Math.PI));
        double expected = Logistic.sigma(g * (own.mean() - other.mean()));
        information[game.model()] += g * g * expected * (1 - expected);
        surprise[game.model()] += g * (game.score() - expected);
    }

    /** Steps 5 to 8. */
    private Belief moved(Belief before, double information, double surprise) {
        if (information == 0) {
            double spread = Math.hypot(before.spread(), before.volatility());
            return new Belief(before.rating(), POINTS * spread, before.volatility());
        }
        double volatility = volatility(before, 1 / information, surprise / information);
        double widened = before.spread() * before.spread() + volatility * volatility;
        double variance = 1 / (1 / widened + information);
        return new Belief(before.rating() + POINTS * variance * surprise, POINTS * Math.sqrt(variance), volatility);
    }

    /** Step 5: the zero of f over x = ln σ², by the Illinois rule. */
    private double volatility(Belief before, double v, double delta) {
        double start = 2 * Math.log(before.volatility());
        double low = start;
        double high = otherSide(before, v, delta, start);
        double atLow = slope(low, start, before, v, delta);
        double atHigh = slope(high, start, before, v, delta);
        int step = 0;
        while (Math.abs(high - low) > TOLERANCE) {
            if (++step > MAX_STEPS) {
                throw new NotConverged(MAX_STEPS, Math.abs(high - low), null);
            }
            double next = low + (low - high) * atLow / (atHigh - atLow);
            double atNext = slope(next, start, before, v, delta);
            if (atNext * atHigh <= 0) {
                low = high;
                atLow = atHigh;
            } else {
                atLow /= 2;
            }
            high = next;
            atHigh = atNext;
        }
        return Math.exp(low / 2);
    }

    private double otherSide(Belief before, double v, double delta, double start) {
        double excess = delta * delta - before.spread() * before.spread() - v;
        if (excess > 0) {
            return Math.log(excess);
        }
        double other = start - tau;
        for (int step = 0; slope(other, start, before, v, delta) < 0; step++) {
            if (step == MAX_STEPS) {
                throw new NotConverged(MAX_STEPS, tau, null);
            }
            other -= tau;
        }
        return other;
    }

    /** Glickman's f. */
    private double slope(double x, double start, Belief before, double v, double delta) {
        double variance = before.spread() * before.spread() + v + Math.exp(x);
        return Math.exp(x) * (delta * delta - variance) / (2 * variance * variance) - (x - start) / (tau * tau);
    }
}
