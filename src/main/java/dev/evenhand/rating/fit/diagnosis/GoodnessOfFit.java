package dev.evenhand.rating.fit.diagnosis;

import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.RankRule;
import dev.evenhand.rating.fit.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Whether one strength for each model suffices to say what happened between every two of them.
 *
 * <p>For a pair with n votes of which the model scored w, and e = n·σ(θᵢ − θⱼ): G² = 2Σ[w ln(w/e) + l ln(l/(n − e))] and
 * X² = Σ(w − e)²/(n·p(1 − p)). Both are χ² where the model holds and votes are independent.
 *
 * <p>A tie counts as half a win, which varies less than a vote that must take a side: with ties the test is
 * conservative, a small p-value means at least what it says, and a large one little. Votes of raters who differ make it
 * the other way round; {@code dispersion} far from 1 tells of either. Weighted votes count by their weight.
 *
 * @param g2 the deviance from a fit with one win rate for every pair
 * @param x2 Pearson's statistic
 * @param degreesOfFreedom pairs − (models − 1)
 * @param dispersion φ = X²/df; nothing where there are no degrees of freedom
 * @param p of G²; nothing where there are no degrees of freedom
 * @param conservative whether there are ties or soft outcomes among the votes
 * @param residuals the pairs, the most surprising first. Pairs that the fit reproduces whatever they say, because no
 *     other votes connect what they connect, are not among them.
 * @see <a href="https://doi.org/10.1002/0471249688">Agresti 2002, Categorical Data Analysis, section 10.6</a>
 */
public record GoodnessOfFit(
        double g2,
        double x2,
        int degreesOfFreedom,
        OptionalDouble dispersion,
        OptionalDouble p,
        boolean conservative,
        List<Residual> residuals) {

    /** The share of a pair's variance that its own votes do not decide; below it, rounding decides. */
    private static final double FREE = 1e-9;

    /**
     * How far a pair is from what the strengths say.
     *
     * @param votes their number, or their weight
     * @param score what the model earned of them
     * @param expected what the strengths would give it
     * @param pearson (w − e)/√(n·p(1 − p)), whose squares sum to X²
     * @param z the same over √(1 − h), where h is how far the fit follows this very pair: standard normal if the model
     *     holds
     * @param p two-sided, after Holm over all pairs
     */
    public record Residual(
            int model, int rival, double votes, double score, double expected, double pearson, double z, double p) {}

    public static GoodnessOfFit of(Fit fit) {
        List<Tally.Pair> pairs = fit.requireStrengthsOnly().tally().pairs();
        double g2 = 0;
        double x2 = 0;
        List<Residual> residuals = new ArrayList<>();
        for (Tally.Pair pair : pairs) {
            double n = pair.weight();
            double p = fit.probability(pair.model(), pair.rival());
            double q = fit.probability(pair.rival(), pair.model());
            double variance = n * p * q;
            // w − e = w·q − l·p: nothing cancels where all votes say the same.
            double pearson = (pair.score() * q - pair.rivalScore() * p) / Math.sqrt(variance);
            g2 += 2 * (part(pair.score(), n * p) + part(pair.rivalScore(), n * q));
            x2 += pearson * pearson;
            double free = 1 - variance * varianceOfDifference(fit, pair.model(), pair.rival());
            if (free > FREE) {
                residuals.add(new Residual(
                        pair.model(), pair.rival(), n, pair.score(), n * p, pearson, pearson / Math.sqrt(free), 1));
            }
        }
        int degreesOfFreedom = pairs.size() - (fit.models() - 1);
        boolean tests = degreesOfFreedom > 0;
        return new GoodnessOfFit(
                g2,
                x2,
                degreesOfFreedom,
                tests ? OptionalDouble.of(x2 / degreesOfFreedom) : OptionalDouble.empty(),
                tests
                        ? OptionalDouble.of(
                                ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(Math.max(0, g2)))
                        : OptionalDouble.empty(),
                pairs.stream().anyMatch(pair -> pair.wins() + pair.losses() < pair.votes()),
                adjusted(residuals));
    }

    private static double part(double observed, double expected) {
        return observed > 0 ? observed * Math.log(observed / expected) : 0;
    }

    private static double varianceOfDifference(Fit fit, int i, int j) {
        return fit.inverseInformation(i, i) + fit.inverseInformation(j, j) - 2 * fit.inverseInformation(i, j);
    }

    private static List<Residual> adjusted(List<Residual> residuals) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double[] p = RankRule.holm(residuals.stream()
                .mapToDouble(residual -> 2 * normal.survivalProbability(Math.abs(residual.z())))
                .toArray());
        List<Residual> adjusted = new ArrayList<>();
        for (int k = 0; k < p.length; k++) {
            Residual r = residuals.get(k);
            adjusted.add(
                    new Residual(r.model(), r.rival(), r.votes(), r.score(), r.expected(), r.pearson(), r.z(), p[k]));
        }
        adjusted.sort(Comparator.comparingDouble(residual -> -Math.abs(residual.z())));
        return List.copyOf(adjusted);
    }
}
