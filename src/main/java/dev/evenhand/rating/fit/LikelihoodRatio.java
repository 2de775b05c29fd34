package dev.evenhand.rating.fit;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether an effect is there at all: how much more probable it makes the votes, as if they were independent.
 *
 * <p>Where raters vote more than once, {@link Covariance#wald} under a clustered covariance is the test to believe.
 *
 * @param statistic twice the gain in log-likelihood
 * @param degreesOfFreedom how many effects the larger model has beyond the smaller
 * @param p the probability of a gain at least this large where there is no such effect
 * @see <a href="https://doi.org/10.1214/aoms/1177732360">Wilks 1938</a>
 */
public record LikelihoodRatio(double statistic, int degreesOfFreedom, double p) {

    /**
     * @param smaller the larger one with some of its effects held at zero, of the same votes
     * @throws IllegalArgumentException where the two are not so, or were drawn from their maximum by a penalty
     */
    public static LikelihoodRatio between(Fit smaller, Fit larger) {
        int effects = larger.effects().size() - smaller.effects().size();
        boolean nested = smaller.models() == larger.models()
                && smaller.ties() == larger.ties()
                && effects > 0
                && smaller.effects().stream()
                        .allMatch(effect -> larger.effect(effect.kind()).isPresent());
        if (!nested) {
            throw new IllegalArgumentException("one model must be the other with more effects");
        }
        if (smaller.evidence().prior().isPresent() || larger.evidence().prior().isPresent()) {
            throw new IllegalArgumentException("a penalised fit does not have the greatest likelihood");
        }
        // Two searches end within rounding of their maxima: a gain of nothing may come out below zero.
        double statistic = Math.max(0, 2 * (smaller.negativeLogLikelihood() - larger.negativeLogLikelihood()));
        double p = ChiSquaredDistribution.of(effects).survivalProbability(statistic);
        return new LikelihoodRatio(statistic, effects, p);
    }
}
