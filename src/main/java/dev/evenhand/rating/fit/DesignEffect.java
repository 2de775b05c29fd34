package dev.evenhand.rating.fit;

import java.util.List;
import java.util.Optional;

/**
 * How much less than as many independent votes the votes of repeated raters, on repeated prompts, say about a share: the
 * clustered variance of the share over its binomial variance p(1 − p)/n.
 *
 * <p>Never below 1: a share is not taken for surer than independent votes would make it, because a few clusters that
 * happen to agree would claim certainty (as the NCHS Data Presentation Standards for Proportions have it, Parker et al.
 * 2017). At 0 or 1, or from a single cluster, no variance can be seen; then each cluster counts as one vote (Kish's
 * effect at an intraclass correlation of one).
 */
final class DesignEffect {
    private final Cells cells;
    /** What one vote of each cell brings, beyond what the rate lets expect: w(y − p). */
    private final double[] residual;

    private final double weight;
    private final double n;
    private final double rate;

    private DesignEffect(Cells cells) {
        this.cells = cells;
        double total = 0;
        double squares = 0;
        double scored = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            double together = cells.count[cell] * cells.weight[cell];
            total += together;
            squares += together * cells.weight[cell];
            scored += together * score(cell);
        }
        this.weight = total;
        this.n = total * total / squares;
        this.rate = scored / total;
        this.residual = new double[cells.size()];
        for (int cell = 0; cell < residual.length; cell++) {
            residual[cell] = cells.weight[cell] * (score(cell) - rate);
        }
    }

    /** What model 0 of two earned; nothing where there are no votes. */
    static Optional<Proportion> share(Cells ofTwo, Interval interval) {
        if (ofTwo.size() == 0) {
            return Optional.empty();
        }
        DesignEffect effect = new DesignEffect(ofTwo);
        return Optional.of(
                switch (interval) {
                    case TWO_WAY -> effect.twoWay();
                    case RATER, JACKKNIFE, BOOTSTRAP -> effect.byRater();
                    case IID, FISHER -> Proportion.independent(effect.rate, effect.n);
                });
    }

    private Proportion byRater() {
        Clusters raters = Clusters.byRater(cells);
        return proportion(List.of(raters), variance(raters), raters.count() - 1.0);
    }

    /** V_r + V_p − V_rp as in {@link Covariance#twoWay}, each with its own G/(G − 1), and its degrees of freedom. */
    private Proportion twoWay() {
        Clusters raters = Clusters.byRater(cells);
        Clusters prompts = Clusters.byPrompt(cells);
        double byRater = variance(raters);
        double byPrompt = variance(prompts);
        double twoWay = byRater + byPrompt - variance(raters.byPromptWithin());
        double degreesOfFreedom =
                raters.count() < 2 || prompts.count() < 2 ? 0 : Clusters.degreesOfFreedom(raters, prompts);
        return proportion(
                List.of(raters, prompts), twoWay > 0 ? twoWay : Math.max(byRater, byPrompt), degreesOfFreedom);
    }

    private Proportion proportion(List<Clusters> ways, double variance, double degreesOfFreedom) {
        double binomial = rate * (1 - rate) / n;
        double ratio = degreesOfFreedom > 0 && binomial > 0
                ? variance / binomial
                : ways.stream().mapToDouble(this::oneVoteEach).max().orElseThrow();
        return new Proportion(rate, n, Math.max(1, ratio), degreesOfFreedom);
    }

    private double variance(Clusters clusters) {
        return clusters.smallSampleFactor() * clusters.sumOfSquares(residual) / (weight * weight);
    }

    private double oneVoteEach(Clusters clusters) {
        return n * clusters.sumOfSquares(cells.weight) / (weight * weight);
    }

    private double score(int cell) {
        return cells.model[cell] == 0 ? cells.score[cell] : 1 - cells.score[cell];
    }
}
