package dev.evenhand.rating.fit;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The errors of all strengths together, and of what was estimated beside them, with the quantile that belongs to them.
 *
 * <p>What is asked of it is the variance of a contrast cᵀθ: of one strength, of the difference of two, of a rating tied to
 * an anchor, of an effect. Two marginal intervals never say how sure a difference is: the strengths sum to zero, so their errors are
 * correlated.
 */
public sealed class Covariance permits Bootstrap {
    /** A sum of variances this small beside its parts is what cancelling left of zero. */
    private static final double ROUNDING = 1e-12;

    private final int models;
    private final DMatrixRMaj matrix;
    private final List<DMatrixRMaj> fallbacks;
    private final double degreesOfFreedom;

    Covariance(Fit fit, DMatrixRMaj matrix, List<DMatrixRMaj> fallbacks, double degreesOfFreedom) {
        this.models = fit.models();
        this.matrix = matrix;
        this.fallbacks = fallbacks;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /** H⁺: right if votes are independent and the model holds, ties included (they make it too wide). */
    static Covariance fisher(Fit fit) {
        return new Covariance(fit, fit.inverseInformation(), List.of(), Double.POSITIVE_INFINITY);
    }

    /** H⁺BH⁺: right if votes are independent, whatever the model. */
    static Covariance independent(Fit fit) {
        return new Covariance(fit, Sandwich.independent(fit), List.of(), Double.POSITIVE_INFINITY);
    }

    /**
     * Right if raters are independent of one another: CR1, with t at G − 1 degrees of freedom, for any G.
     *
     * @return nothing where there are fewer than two raters
     */
    static Optional<Covariance> byRater(Fit fit, Cells cells) {
        Clusters raters = Clusters.byRater(cells);
        if (raters.count() < 2) {
            return Optional.empty();
        }
        DMatrixRMaj matrix = Sandwich.clustered(fit, raters, fit.evidence().scores(cells));
        return Optional.of(new Covariance(fit, matrix, List.of(), raters.count() - 1.0));
    }

    /**
     * Right if votes that share neither rater nor prompt are independent: V = V_r + V_p − V_rp, with t at
     * min(G*_r, G*_p) − 1 degrees of freedom, G* being the {@linkplain Clusters#degreesOfFreedom effective number} of
     * clusters: a few raters who cast most of the votes say no more of raters in general than so few do.
     *
     * <p>Each of the three parts carries the factor G/(G − 1) of its own clusters, so that V_r is the very variance that
     * the interval by rater shows. V need not be positive semidefinite. Where it gives a contrast no positive variance,
     * that contrast gets the greater of its variances under V_r and V_p; for a single strength this is its diagonal
     * entry, for a difference it is taken of the difference.
     *
     * @return nothing where there are fewer than two raters or two prompts
     * @see <a href="https://doi.org/10.1198/jbes.2010.07136">Cameron, Gelbach and Miller 2011</a>
     */
    static Optional<Covariance> twoWay(Fit fit, Cells cells) {
        Clusters raters = Clusters.byRater(cells);
        Clusters prompts = Clusters.byPrompt(cells);
        if (raters.count() < 2 || prompts.count() < 2) {
            return Optional.empty();
        }
        Scores scores = fit.evidence().scores(cells);
        DMatrixRMaj byRater = Sandwich.clustered(fit, raters, scores);
        DMatrixRMaj byPrompt = Sandwich.clustered(fit, prompts, scores);
        DMatrixRMaj matrix = Sandwich.clustered(fit, raters.byPromptWithin(), scores);
        CommonOps_DDRM.scale(-1, matrix);
        CommonOps_DDRM.addEquals(matrix, byRater);
        CommonOps_DDRM.addEquals(matrix, byPrompt);
        return Optional.of(
                new Covariance(fit, matrix, List.of(byRater, byPrompt), Clusters.degreesOfFreedom(raters, prompts)));
    }

    /**
     * As {@link #byRater}, from what each rater's absence does to the estimate: less trusting than CR1 where few raters
     * have much say.
     *
     * @return nothing where there are fewer than two raters, or one without whom the votes have no fit
     */
    static Optional<Covariance> jackknife(Fit fit, Cells cells) {
        Clusters raters = Clusters.byRater(cells);
        if (raters.count() < 2) {
            return Optional.empty();
        }
        return new Jackknife(fit, raters)
                .matrix()
                .map(matrix -> new Covariance(fit, matrix, List.of(), raters.count() - 1.0));
    }

    public int models() {
        return models;
    }

    /** Of the strengths alone. Need not be positive semidefinite. */
    DMatrixRMaj ofStrengths() {
        return CommonOps_DDRM.extract(matrix, 0, models, 0, models);
    }

    /** Of one strength, measured from the mean of all, in logits. */
    public double standardError(int model) {
        return Math.sqrt(positive(matrix.get(model, model), at -> at.get(model, model)));
    }

    /** Of the difference of two strengths, in logits. */
    public double standardError(int model, int rival) {
        return Math.sqrt(positive(ofDifference(matrix, model, rival), at -> ofDifference(at, model, rival)));
    }

    /** Of what was estimated beside the strengths. */
    public double standardError(Effect effect) {
        int place = effect.place();
        return Math.sqrt(positive(matrix.get(place, place), at -> at.get(place, place)));
    }

    /** Whether an effect is zero, from its error; with few clusters, by the t distribution. */
    public Wald wald(Effect effect) {
        double standardError = standardError(effect);
        double z = effect.estimate() / standardError;
        return new Wald(effect.estimate(), standardError, z, twoSided(z));
    }

    /**
     * How far an estimate lies from zero.
     *
     * @param z in standard errors
     * @param p the probability of an estimate at least this far from zero where there is no effect
     */
    public record Wald(double estimate, double standardError, double z, double p) {}

    /** Of any Σ cᵢθᵢ, strengths first and effects at their places, in logits if c has no unit. */
    public double standardError(double[] contrast) {
        int[] support = IntStream.range(0, contrast.length)
                .filter(i -> contrast[i] != 0)
                .toArray();
        return Math.sqrt(positive(quadratic(matrix, contrast, support), at -> quadratic(at, contrast, support)));
    }

    /** Where Σ cᵢθᵢ, strengths first and effects at their places, lies with this confidence, in logits. */
    public Bounds interval(Fit fit, double[] contrast, double level) {
        return interval(fit, Quantity.contrast(contrast), level);
    }

    /** Where an effect lies with this confidence. */
    public Bounds interval(Fit fit, Effect effect, double level) {
        double[] contrast = new double[matrix.numRows];
        contrast[effect.place()] = 1;
        return interval(fit, contrast, level);
    }

    Bounds interval(Fit fit, Quantity quantity, double level) {
        double[] parameters = fit.parameters();
        double estimate = quantity.at(parameters);
        double reach = quantile(level) * standardError(quantity.slopes(parameters));
        return new Bounds(estimate - reach, estimate + reach);
    }

    /** Of the t distribution that goes with this variance; infinite for the normal one. */
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /** How many standard errors an interval of this level, such as 0.95, reaches to either side. */
    public double quantile(double level) {
        return quantile(level, degreesOfFreedom);
    }

    /** The probability of a difference at least this many standard errors from zero where there is none. */
    double twoSided(double z) {
        double beyond = Math.abs(z);
        return 2
                * (Double.isInfinite(degreesOfFreedom)
                        ? NormalDistribution.of(0, 1).survivalProbability(beyond)
                        : TDistribution.of(degreesOfFreedom).survivalProbability(beyond));
    }

    static double quantile(double level, double degreesOfFreedom) {
        requireLevel(level);
        double tail = (1 - level) / 2;
        if (degreesOfFreedom == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return Double.isInfinite(degreesOfFreedom)
                ? NormalDistribution.of(0, 1).inverseSurvivalProbability(tail)
                : TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(tail);
    }

    static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("%s is not a level of confidence between 0 and 1".formatted(level));
        }
    }

    private interface Variance {
        double under(DMatrixRMaj covariance);
    }

    /** Without fallbacks a variance below zero is the rounding of zero. */
    private double positive(double variance, Variance contrast) {
        double greatest = fallbacks.stream().mapToDouble(contrast::under).reduce(0, Math::max);
        return variance > ROUNDING * greatest ? variance : greatest;
    }

    private static double ofDifference(DMatrixRMaj v, int i, int j) {
        return v.get(i, i) + v.get(j, j) - v.get(i, j) - v.get(j, i);
    }

    private static double quadratic(DMatrixRMaj v, double[] contrast, int[] support) {
        double sum = 0;
        for (int i : support) {
            for (int j : support) {
                sum += contrast[i] * v.get(i, j) * contrast[j];
            }
        }
        return sum;
    }
}
