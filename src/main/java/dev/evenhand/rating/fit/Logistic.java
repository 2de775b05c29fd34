package dev.evenhand.rating.fit;

/** The logistic function and its kin, without overflow at either end. */
public final class Logistic {
    private Logistic() {}

    /** σ(x) = 1 / (1 + e⁻ˣ). */
    public static double sigma(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** ln(1 + eˣ) = −ln σ(−x). */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    static double logit(double p) {
        return Math.log(p / (1 - p));
    }
}
