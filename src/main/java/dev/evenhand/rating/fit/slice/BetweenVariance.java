package dev.evenhand.rating.fit.slice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much true values differ between groups, beyond what the errors of their estimates explain, pooled over several such
 * comparisons: one number, the moment estimate of DerSimonian and Laird, and how plausible other numbers are.
 *
 * <p>For the estimate, with weights w = 1/v and a comparison's own weighted mean μ: Q = Σ w(y − μ)² has expectation
 * Σ(K − 1) + τ²·Σ(Σw − Σw²/Σw), both sums over comparisons of K groups each.
 * For the plausibilities: the restricted likelihood of τ, Σ [−½Σ ln(τ² + v) − ½ ln Σw − ½Σw(y − μ)²] with w = 1/(τ² + v),
 * under an even prior on τ. With few groups an estimate is often zero where the truth is not; shrinking by it alone would
 * then claim certainty.
 *
 * @see <a href="https://doi.org/10.1016/0197-2456(86)90046-2">DerSimonian and Laird 1986</a>
 * @see <a href="https://doi.org/10.1214/06-BA117A">Gelman 2006, for an even prior on τ</a>
 */
final class BetweenVariance {
    private static final int GRID = 200;
    /** The grid ends at this many times the size of τ or of the errors, where next to nothing is left. */
    private static final double REACH = 4;

    /** A value that τ² may have, and how probably. */
    record Plausible(double variance, double probability) {}

    private final List<double[][]> comparisons = new ArrayList<>();
    private double q;
    private int degreesOfFreedom;
    private double slope;

    /**
     * Adds one comparison.
     *
     * @param estimates of each group
     * @param variances of the estimates, above zero
     */
    void add(double[] estimates, double[] variances) {
        if (estimates.length < 2) {
            return;
        }
        for (int k = 0; k < estimates.length; k++) {
            if (!Double.isFinite(estimates[k]) || !(variances[k] > 0)) {
                throw new IllegalArgumentException(
                        "%s with variance %s is no estimate".formatted(estimates[k], variances[k]));
            }
        }
        double[] weights = Arrays.stream(variances).map(v -> 1 / v).toArray();
        double total = Arrays.stream(weights).sum();
        double mean = 0;
        double squares = 0;
        for (int k = 0; k < weights.length; k++) {
            mean += weights[k] * estimates[k] / total;
            squares += weights[k] * weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            q += weights[k] * (estimates[k] - mean) * (estimates[k] - mean);
        }
        comparisons.add(new double[][] {estimates.clone(), variances.clone()});
        degreesOfFreedom += weights.length - 1;
        slope += total - squares / total;
    }

    /** τ², zero where the estimates differ no more than their errors let expect, and where nothing was compared. */
    double estimate() {
        return slope > 0 ? Math.max(0, (q - degreesOfFreedom) / slope) : 0;
    }

    /** Values of τ² from zero up, whose probabilities sum to one; zero alone where nothing was compared. */
    List<Plausible> plausible() {
        if (comparisons.isEmpty()) {
            return List.of(new Plausible(0, 1));
        }
        double errors = comparisons.stream()
                .mapToDouble(
                        comparison -> Arrays.stream(comparison[1]).average().orElseThrow())
                .average()
                .orElseThrow();
        double end = REACH * Math.sqrt(Math.max(estimate(), errors));
        double[] variances = new double[GRID];
        double[] likelihood = new double[GRID];
        for (int k = 0; k < GRID; k++) {
            double tau = end * k / (GRID - 1);
            variances[k] = tau * tau;
            for (double[][] comparison : comparisons) {
                likelihood[k] += logLikelihood(comparison[0], comparison[1], variances[k]);
            }
        }
        double most = Arrays.stream(likelihood).max().orElseThrow();
        double total = Arrays.stream(likelihood).map(l -> Math.exp(l - most)).sum();
        List<Plausible> plausible = new ArrayList<>(GRID);
        for (int k = 0; k < GRID; k++) {
            plausible.add(new Plausible(variances[k], Math.exp(likelihood[k] - most) / total));
        }
        return List.copyOf(plausible);
    }

    private static double logLikelihood(double[] estimates, double[] variances, double between) {
        double total = 0;
        double sum = 0;
        double logs = 0;
        for (int k = 0; k < estimates.length; k++) {
            double weight = 1 / (between + variances[k]);
            total += weight;
            sum += weight * estimates[k];
            logs -= Math.log(weight);
        }
        double rest = 0;
        for (int k = 0; k < estimates.length; k++) {
            rest += Math.pow(estimates[k] - sum / total, 2) / (between + variances[k]);
        }
        return -(logs + Math.log(total) + rest) / 2;
    }
}
