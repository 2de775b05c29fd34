package dev.evenhand.rating.fit.pairing;

import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Tally;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * How much one more vote on a pair would tell, by several measures.
 *
 * <p>A vote on a and b carries the information q(e_a − e_b)(e_a − e_b)ᵀ with q = p(1 − p), so it turns the covariance V
 * of the strengths into V − q·u·uᵀ/(1 + q·s²), where u = V(e_a − e_b) and s² is the variance of θ_a − θ_b (Sherman and
 * Morrison 1950). All measures follow from that. Two matrix products are made once, after which a pair costs the same
 * however many models there are.
 */
public final class Gains {
    private final double[] strengths;
    private final DMatrixRMaj covariance;
    /** V², of which ‖u‖² is a difference. */
    private final DMatrixRMaj squared;
    /** VWV, of which uᵀWu is a difference. */
    private final DMatrixRMaj doubts;

    private Gains(double[] strengths, DMatrixRMaj covariance) {
        this.strengths = strengths;
        this.covariance = covariance;
        this.squared = new DMatrixRMaj(strengths.length, strengths.length);
        CommonOps_DDRM.mult(covariance, covariance, squared);
        DMatrixRMaj half = new DMatrixRMaj(strengths.length, strengths.length);
        this.doubts = new DMatrixRMaj(strengths.length, strengths.length);
        CommonOps_DDRM.mult(covariance, doubtfulOrders(), half);
        CommonOps_DDRM.mult(half, covariance, doubts);
    }

    /** After a fit, with V = H⁺. */
    public static Gains of(Fit fit) {
        fit.requireStrengthsOnly();
        DMatrixRMaj covariance = new DMatrixRMaj(fit.models(), fit.models());
        for (int i = 0; i < fit.models(); i++) {
            for (int j = 0; j < fit.models(); j++) {
                covariance.set(i, j, fit.inverseInformation(i, j));
            }
        }
        return new Gains(fit.strengths(), covariance);
    }

    /** After any votes, also after none: strengths are guessed as {@link Guess} does. */
    public static Gains of(Tally tally) {
        Guess guess = Guess.of(tally);
        return new Gains(guess.strengths(), guess.covariance());
    }

    public int models() {
        return strengths.length;
    }

    /** A-gain: by how much the summed variance of all strengths falls, q‖u‖²/(1 + q·s²), in logits². */
    public double precision(int model, int rival) {
        double q = information(model, rival);
        return q * ofDifference(squared, model, rival) / (1 + q * variance(model, rival));
    }

    /** D-gain: by how much the logarithm of the information's determinant grows, ln(1 + q·s²). */
    public double determinant(int model, int rival) {
        return Math.log1p(information(model, rival) * variance(model, rival));
    }

    /**
     * By how much the number of pairs of models that will stand in the wrong order falls, per vote, if as many votes
     * again are still to come.
     *
     * <p>Let d be the estimated difference of models i and j and s² its variance, and let the true difference D be
     * normal about d. Further votes that take δ off the variance move the estimate to D' ~ N(d, δ), and the order is
     * wrong where D' and D differ in sign. Both are normal with correlation ρ = √δ/s, so by the derivative of the
     * normal orthant, dP/dρ = −exp(−d²/2ρ²s²)/(π√(1 − ρ²)) (Plackett 1954; moving D' by its own mean adds nothing,
     * because its sign is the best guess at that of D). With dρ/dδ = 1/(2ρs²), and ρ² = ½ for as many votes again:
     *
     * <p>−dP/dδ = w_ij = exp(−d²/s²)/(π·s²).
     *
     * <p>One vote on a and b takes q(u_i − u_j)²/(1 + q·s_ab²) off the variance of every pair i, j. Summed, with
     * W = Σ w_ij (e_i − e_j)(e_i − e_j)ᵀ, the gain is q·uᵀWu/(1 + q·s_ab²).
     *
     * @see <a href="https://doi.org/10.1093/biomet/41.3-4.351">Plackett 1954</a>
     */
    public double order(int model, int rival) {
        double q = information(model, rival);
        return q * ofDifference(doubts, model, rival) / (1 + q * variance(model, rival));
    }

    /**
     * What a pair that no other informs gains from one more vote: √(p(1 − p)/n) − √(p(1 − p)/(n + 1)).
     *
     * @param p the win rate seen so far
     * @param n votes so far, at least one
     * @see <a href="https://arxiv.org/abs/2403.04132">Chiang et al. 2024, active sampling</a>
     */
    public static double ofPairAlone(double p, long n) {
        if (!(p >= 0 && p <= 1) || n < 1) {
            throw new IllegalArgumentException("a win rate of %s in %d votes cannot be".formatted(p, n));
        }
        return Math.sqrt(p * (1 - p) / n) - Math.sqrt(p * (1 - p) / (n + 1));
    }

    /** q = p(1 − p), without cancelling where p is nearly 0 or 1. */
    private double information(int model, int rival) {
        double d = Math.abs(strengths[model] - strengths[rival]);
        double odds = Math.exp(-d);
        return odds / ((1 + odds) * (1 + odds));
    }

    private double variance(int model, int rival) {
        return ofDifference(covariance, model, rival);
    }

    private DMatrixRMaj doubtfulOrders() {
        int models = strengths.length;
        DMatrixRMaj doubtful = new DMatrixRMaj(models, models);
        for (int i = 0; i < models; i++) {
            for (int j = i + 1; j < models; j++) {
                double d = strengths[i] - strengths[j];
                double variance = variance(i, j);
                double weight = Math.exp(-d * d / variance) / (Math.PI * variance);
                doubtful.add(i, i, weight);
                doubtful.add(j, j, weight);
                doubtful.set(i, j, -weight);
                doubtful.set(j, i, -weight);
            }
        }
        return doubtful;
    }

    private static double ofDifference(DMatrixRMaj matrix, int i, int j) {
        return matrix.get(i, i) + matrix.get(j, j) - 2 * matrix.get(i, j);
    }
}
