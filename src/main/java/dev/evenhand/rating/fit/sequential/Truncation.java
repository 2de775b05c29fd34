package dev.evenhand.rating.fit.sequential;

import org.apache.commons.numbers.gamma.ErfDifference;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * What knowing the outcome does to the difference of two performances, a standard normal variable about t: its mean moves
 * by v, and its variance falls from 1 to 1 − w.
 *
 * <p>The textbook quotients of densities and probabilities are zero by zero a few deviations out. Here they are quotients
 * of Mills ratios Φ(x)/φ(x), which are of ordinary size however unlikely the outcome was.
 *
 * @param w between 0 and 1
 * @see <a href="https://proceedings.neurips.cc/paper/2006/hash/f44ee263952e65b3610b8ba51229d1f9-Abstract.html">Herbrich,
 *     Minka and Graepel 2006, equations of section 3</a>
 */
record Truncation(double v, double w) {
    /** Left of this the series below is better than v(v + x), which loses a digit for each digit of x². */
    private static final double FAR_TAIL = -100;

    /** Where ε(1 + |t|) is below this, five points integrate the density between −ε and ε to the last digit. */
    private static final double NARROW = 0.2;

    private static final double INNER_NODE = Math.sqrt(5 - 2 * Math.sqrt(10.0 / 7)) / 3;
    private static final double OUTER_NODE = Math.sqrt(5 + 2 * Math.sqrt(10.0 / 7)) / 3;
    private static final double INNER_WEIGHT = (322 + 13 * Math.sqrt(70)) / 900;
    private static final double OUTER_WEIGHT = (322 - 13 * Math.sqrt(70)) / 900;

    /** In mirrored pairs, so that a tie of equals moves neither by a rounding. */
    private static final double[] NODES = {-OUTER_NODE, OUTER_NODE, -INNER_NODE, INNER_NODE, 0};

    private static final double[] WEIGHTS = {OUTER_WEIGHT, OUTER_WEIGHT, INNER_WEIGHT, INNER_WEIGHT, 128.0 / 225};

    /** Of a win: v = φ(x)/Φ(x) and w = v(v + x) at x = t − ε. */
    static Truncation above(double x) {
        double v = 1 / mills(x);
        if (x < FAR_TAIL) {
            double s = 1 / (x * x);
            return new Truncation(v, 1 - s * (1 - s * (6 - 50 * s)));
        }
        return new Truncation(v, v * (v + x));
    }

    /** Of a tie: the difference lies between −ε and ε. In the limit ε = 0 it is known exactly: v = −t and w = 1. */
    static Truncation within(double t, double epsilon) {
        if (epsilon == 0) {
            return new Truncation(-t, 1);
        }
        if (t < 0) {
            Truncation mirrored = within(-t, epsilon);
            return new Truncation(-mirrored.v, mirrored.w);
        }
        if (epsilon * (1 + t) < NARROW) {
            return narrow(t, epsilon);
        }
        return t < epsilon ? near(t, epsilon) : far(t, epsilon);
    }

    /** The moments of the density e^(tx − x²/2) on −ε to ε by the Gauss–Legendre rule: v = E x − t and w = 1 − Var x. */
    private static Truncation narrow(double t, double epsilon) {
        double mass = 0;
        double first = 0;
        double second = 0;
        for (int k = 0; k < NODES.length; k++) {
            double x = epsilon * NODES[k];
            double density = WEIGHTS[k] * Math.exp(x * (t - x / 2));
            mass += density;
            first += density * x;
            second += density * x * x;
        }
        double mean = first / mass;
        return new Truncation(mean - t, 1 - (second / mass - mean * mean));
    }

    /** With t between −ε and ε the probability is no small number. */
    private static Truncation near(double t, double epsilon) {
        double a = epsilon - t;
        double b = -epsilon - t;
        double mass = ErfDifference.value(b / Math.sqrt(2), a / Math.sqrt(2)) / 2;
        double v = (density(b) - density(a)) / mass;
        return rounded(v, v * v + (a * density(a) - b * density(b)) / mass);
    }

    /** Both ends in the lower tail, everything divided by φ(ε − t). */
    private static Truncation far(double t, double epsilon) {
        double a = epsilon - t;
        double b = -epsilon - t;
        double ratio = Math.exp(-2 * epsilon * t);
        double mass = mills(a) - ratio * mills(b);
        double v = Math.expm1(-2 * epsilon * t) / mass;
        return rounded(v, v * v + (a - b * ratio) / mass);
    }

    /** A w outside its range is one beside its end, rounded. */
    private static Truncation rounded(double v, double w) {
        return new Truncation(v, Math.clamp(w, 0, 1));
    }

    /** Φ(x)/φ(x); infinite where φ(x) is zero beside Φ(x). */
    private static double mills(double x) {
        return Math.sqrt(Math.PI / 2) * Erfcx.value(-x / Math.sqrt(2));
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
