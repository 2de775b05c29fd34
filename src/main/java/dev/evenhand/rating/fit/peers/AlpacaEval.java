package dev.evenhand.rating.fit.peers;

import java.util.Arrays;

/**
 * A model's win rate against the baseline as AlpacaEval computes it: for comparison.
 *
 * <p>A preference lies between 1, where the judge took the baseline, and 2, where it took the model; 1.5 is a draw, and so
 * is 0.
 *
 * <p><b>What is wrong with it.</b> The standard error speaks of new instructions to this one judge; it takes every
 * instruction for independent, and says nothing of the judge's own taste. The length-controlled win rate needs weights
 * that are not published with the preferences, and is not computed here; the error published beside that one is the spread
 * of fitted probabilities, and no sampling error.
 *
 * @param winRate in per cent, draws as half
 * @param standardError of it, in per cent; not a number for a single preference
 * @param discreteWinRate in per cent, each preference rounded to the nearer side
 * @see <a href="https://github.com/tatsu-lab/alpaca_eval">alpaca_eval at cd543a1, metrics/winrate.py</a>
 */
public record AlpacaEval(
        double winRate, double standardError, int wins, int baselineWins, int draws, double discreteWinRate) {
    private static final double BASELINE = 1;
    private static final double DRAW = 1.5;
    private static final double MODEL = 2;
    private static final double PER_CENT = 100;

    public static AlpacaEval of(double... preferences) {
        if (preferences.length == 0) {
            throw new IllegalArgumentException("No preferences, no win rate.");
        }
        double[] scores = Arrays.stream(preferences).map(AlpacaEval::score).toArray();
        int wins = Math.toIntExact(
                Arrays.stream(scores).filter(score -> score > 0.5).count());
        int losses = Math.toIntExact(
                Arrays.stream(scores).filter(score -> score < 0.5).count());
        int draws = scores.length - wins - losses;
        return new AlpacaEval(
                PER_CENT * Sample.mean(scores),
                PER_CENT * Sample.deviation(scores) / Math.sqrt(scores.length),
                wins,
                losses,
                draws,
                PER_CENT * (wins + draws / 2.0) / scores.length);
    }

    private static double score(double preference) {
        if (preference == 0) {
            return DRAW - BASELINE;
        }
        if (!(preference >= BASELINE && preference <= MODEL)) {
            throw new IllegalArgumentException("%s is not a preference from 1 to 2, or 0.".formatted(preference));
        }
        return preference - BASELINE;
    }
}
