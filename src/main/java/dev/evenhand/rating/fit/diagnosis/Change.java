package dev.evenhand.rating.fit.diagnosis;

import dev.evenhand.rating.fit.Ranks;
import dev.evenhand.rating.fit.Scale;
import java.util.stream.IntStream;

/**
 * How far a board moves when something about it is done otherwise.
 *
 * <p>Other rules may stretch all ratings alike, as leaving out ties does; that alone changes no order. What remains
 * after the stretch is told apart from it.
 *
 * @param rating the largest change of a rating, in Elo points
 * @param rated the model that it happens to
 * @param stretch the factor that takes the old strengths closest to the new ones, by least squares
 * @param beyondStretch the largest change of a rating after the old ones are stretched, in Elo points
 * @param rank the largest change of a rank
 * @param ranked the model that it happens to
 * @param anotherFirst whether another model stands first
 */
public record Change(
        double rating, int rated, double stretch, double beyondStretch, int rank, int ranked, boolean anotherFirst) {
    /**
     * @param before strengths in logits with mean zero
     * @param after of the same models
     */
    public static Change between(double[] before, double[] after) {
        if (before.length != after.length || before.length == 0) {
            throw new IllegalArgumentException(
                    "%d models cannot be held against %d".formatted(before.length, after.length));
        }
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < before.length; i++) {
            cross += before[i] * after[i];
            squares += before[i] * before[i];
        }
        double stretch = squares > 0 ? cross / squares : 1;
        int rated = 0;
        int ranked = 0;
        double beyond = 0;
        int[] rankBefore = ranks(before);
        int[] rankAfter = ranks(after);
        for (int i = 0; i < before.length; i++) {
            rated = Math.abs(after[i] - before[i]) > Math.abs(after[rated] - before[rated]) ? i : rated;
            ranked = Math.abs(rankAfter[i] - rankBefore[i]) > Math.abs(rankAfter[ranked] - rankBefore[ranked])
                    ? i
                    : ranked;
            beyond = Math.max(beyond, Math.abs(after[i] - stretch * before[i]));
        }
        return new Change(
                Scale.ELO * Math.abs(after[rated] - before[rated]),
                rated,
                stretch,
                Scale.ELO * beyond,
                Math.abs(rankAfter[ranked] - rankBefore[ranked]),
                ranked,
                rankAfter[first(rankBefore)] > 1);
    }

    /** Equal strengths share a rank. */
    private static int[] ranks(double[] strengths) {
        return IntStream.range(0, strengths.length)
                .map(model -> Ranks.rank(strengths, model))
                .toArray();
    }

    private static int first(int[] ranks) {
        int first = 0;
        while (ranks[first] > 1) {
            first++;
        }
        return first;
    }
}
