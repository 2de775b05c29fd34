package dev.evenhand.rating.fit.diagnosis;

import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Tally;
import java.util.Comparator;
import java.util.List;

/**
 * Pairs of models that hold too few votes to be looked at by themselves.
 *
 * @param pairs how many there could be
 * @param neverMet how many of them have no vote at all
 * @param sparse those with votes of which fewer than {@value #EXPECTED} are expected on one side, the fewest first: too
 *     few for the normal approximation of a win rate or of a residual
 * @see <a href="https://doi.org/10.2307/3001616">Cochran 1954, for the limit of five</a>
 */
public record SparsePairs(int pairs, int neverMet, List<Sparse> sparse) {
    static final double EXPECTED = 5;

    /** @param expected the smaller of what is expected for either side */
    public record Sparse(int model, int rival, long votes, double expected) {}

    public static SparsePairs of(Fit fit) {
        int models = fit.models();
        List<Tally.Pair> met = fit.tally().pairs();
        int pairs = models * (models - 1) / 2;
        return new SparsePairs(
                pairs,
                pairs - met.size(),
                met.stream()
                        .map(pair -> new Sparse(pair.model(), pair.rival(), pair.votes(), expected(fit, pair)))
                        .filter(pair -> pair.expected() < EXPECTED)
                        .sorted(Comparator.comparingDouble(Sparse::expected))
                        .toList());
    }

    private static double expected(Fit fit, Tally.Pair pair) {
        double p = fit.probability(pair.model(), pair.rival());
        return pair.weight() * Math.min(p, 1 - p);
    }
}
