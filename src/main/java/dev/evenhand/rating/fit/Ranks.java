package dev.evenhand.rating.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which models stand above which others, and the ranks that this leaves open: all pairs are compared, by the error of
 * their difference, and the rank of each model lies between 1 + the number of models significantly above it and M − the
 * number significantly below it.
 *
 * <p>With a rule that holds for all pairs together, so do the rank intervals.
 *
 * @see <a href="https://doi.org/10.1093/restud/rdad006">Mogstad, Romano, Shaikh and Wilhelm 2024, for ranks from differences</a>
 */
public final class Ranks {
    /** Strengths this close, in logits, are equal: what parts them is the rounding of the fit. */
    public static final double SAME_STRENGTH = 1e-9;

    private final Fit fit;
    private final double[][] p;
    private final double alpha;

    private Ranks(Fit fit, double[][] p, double alpha) {
        this.fit = fit;
        this.p = p;
        this.alpha = alpha;
    }

    /** A rank, and the lowest and highest that the votes leave open: 1 is the best. */
    public record Rank(int rank, int best, int worst) {}

    public static Ranks of(Fit fit, Covariance covariance, RankRule rule, double level) {
        Covariance.requireLevel(level);
        int models = fit.models();
        double[] adjusted = rule.adjusted(new Differences(fit, covariance));
        double[][] p = new double[models][models];
        int k = 0;
        for (int i = 0; i < models; i++) {
            p[i][i] = 1;
            for (int j = i + 1; j < models; j++) {
                p[i][j] = p[j][i] = adjusted[k++];
            }
        }
        return new Ranks(fit, p, 1 - level);
    }

    /** For each model the probability that it is the best, were the errors normal (or t) around what was estimated. */
    public static double[] first(Fit fit, Covariance covariance) {
        return new ErrorDraws(covariance).best(fit.strengths());
    }

    /** The adjusted p-value of the difference of two models. */
    public double p(int model, int rival) {
        return p[model][rival];
    }

    public boolean significantlyAbove(int model, int rival) {
        return fit.strength(model) > fit.strength(rival) && p[model][rival] <= alpha;
    }

    /** Who stands significantly above whom: row above column. */
    public boolean[][] significantlyAbove() {
        boolean[][] above = new boolean[fit.models()][fit.models()];
        for (int model = 0; model < above.length; model++) {
            for (int rival = 0; rival < above.length; rival++) {
                above[model][rival] = significantlyAbove(model, rival);
            }
        }
        return above;
    }

    /** By number of the model. */
    public List<Rank> all() {
        List<Rank> ranks = new ArrayList<>(fit.models());
        for (int model = 0; model < fit.models(); model++) {
            ranks.add(of(model));
        }
        return List.copyOf(ranks);
    }

    /** Of each model by its strength: one more than there are stronger ones, so that equals share a rank. */
    public static int rank(Fit fit, int model) {
        return rank(fit.strengths(), model);
    }

    public static int rank(double[] strengths, int model) {
        return 1
                + (int) Arrays.stream(strengths)
                        .filter(rival -> rival > strengths[model] + SAME_STRENGTH)
                        .count();
    }

    private Rank of(int model) {
        int best = 1;
        int worst = fit.models();
        for (int rival = 0; rival < fit.models(); rival++) {
            best += significantlyAbove(rival, model) ? 1 : 0;
            worst -= significantlyAbove(model, rival) ? 1 : 0;
        }
        return new Rank(rank(fit, model), best, worst);
    }
}
