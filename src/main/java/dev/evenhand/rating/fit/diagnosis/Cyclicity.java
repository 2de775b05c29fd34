package dev.evenhand.rating.fit.diagnosis;

import dev.evenhand.rating.fit.Information;
import dev.evenhand.rating.fit.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How much of what happened goes round in circles, so that no order of the models can say it.
 *
 * <p>The log odds Y_ij = ln((w + ½)/(l + ½)) of every pair, weighted by its votes, are split into differences of one
 * potential and a rest; the rest is what flows in cycles. Chance alone leaves a rest, the more the fewer the votes: read
 * it beside {@link GoodnessOfFit}.
 *
 * @param potential of each model, in logits with mean zero
 * @param share Σ n(Y − sᵢ + sⱼ)² / Σ nY², from 0 (one order says all) to 1 (nothing but circles)
 * @param cyclicTriads how many triples of models beat each other in a circle
 * @param triads the clearest of them, at most {@value #LISTED}
 * @see <a href="https://doi.org/10.1007/s10107-010-0419-x">Jiang, Lim, Yao and Ye 2011, HodgeRank</a>
 */
public record Cyclicity(double[] potential, double share, long cyclicTriads, List<Triad> triads) {
    /** A page shows some; their number is told apart. */
    static final int LISTED = 50;

    /**
     * Three models of which each won more votes than it lost against the next, and the third against the first.
     *
     * @param weakest the smallest of the three win rates
     */
    public record Triad(int first, int second, int third, double weakest) {}

    /** @return nothing unless votes connect all models, in whatever direction */
    public static Optional<Cyclicity> of(Tally tally) {
        if (!connected(tally)) {
            return Optional.empty();
        }
        double[] potential = potential(tally);
        double rest = 0;
        double all = 0;
        for (Tally.Pair pair : tally.pairs()) {
            double y = logOdds(pair);
            double circles = y - potential[pair.model()] + potential[pair.rival()];
            rest += pair.weight() * circles * circles;
            all += pair.weight() * y * y;
        }
        List<Triad> triads = triads(tally);
        triads.sort(Comparator.comparingDouble(triad -> -triad.weakest()));
        return Optional.of(new Cyclicity(
                potential,
                all > 0 ? rest / all : 0,
                triads.size(),
                List.copyOf(triads.subList(0, Math.min(LISTED, triads.size())))));
    }

    private static boolean connected(Tally tally) {
        int[] group = new int[tally.models()];
        for (int model = 0; model < group.length; model++) {
            group[model] = model;
        }
        int groups = group.length;
        for (Tally.Pair pair : tally.pairs()) {
            int one = root(group, pair.model());
            int other = root(group, pair.rival());
            if (one != other) {
                group[one] = other;
                groups--;
            }
        }
        return groups == 1;
    }

    private static int root(int[] group, int model) {
        int at = model;
        while (group[at] != at) {
            group[at] = group[group[at]];
            at = group[at];
        }
        return at;
    }

    private static double[] potential(Tally tally) {
        Information votes = new Information(tally.models());
        double[] flow = new double[tally.models()];
        for (Tally.Pair pair : tally.pairs()) {
            votes.add(pair.model(), pair.rival(), pair.weight());
            flow[pair.model()] += pair.weight() * logOdds(pair);
            flow[pair.rival()] -= pair.weight() * logOdds(pair);
        }
        return votes.solve(flow);
    }

    private static double logOdds(Tally.Pair pair) {
        return Math.log((pair.score() + 0.5) / (pair.rivalScore() + 0.5));
    }

    private static List<Triad> triads(Tally tally) {
        int models = tally.models();
        double[][] rate = new double[models][models];
        for (Tally.Pair pair : tally.pairs()) {
            rate[pair.model()][pair.rival()] = pair.rate();
            rate[pair.rival()][pair.model()] = 1 - pair.rate();
        }
        List<Triad> triads = new ArrayList<>();
        for (int i = 0; i < models; i++) {
            for (int j = i + 1; j < models; j++) {
                for (int k = j + 1; k < models; k++) {
                    double onwards = Math.min(rate[i][j], Math.min(rate[j][k], rate[k][i]));
                    double backwards = Math.min(rate[i][k], Math.min(rate[k][j], rate[j][i]));
                    if (onwards > 0.5) {
                        triads.add(new Triad(i, j, k, onwards));
                    } else if (backwards > 0.5) {
                        triads.add(new Triad(i, k, j, backwards));
                    }
                }
            }
        }
        return triads;
    }
}
