package dev.evenhand.rating.fit.agreement;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Agreement beyond chance: κ = (observed − expected)/(1 − expected), 1 where all agree and 0 where they do as by chance.
 *
 * <p>For two raters who judged the same things ({@link #cohen}), or for things that were each judged by equally many of
 * any raters ({@link #fleiss}). Votes in an arena are seldom so complete: {@link Krippendorff} needs neither. Like it, κ is
 * low where nearly everybody uses one category, and two studies with different categories or shares cannot be compared by
 * it.
 *
 * @param observed the share of pairs of judgements that agree
 * @param expected the share that would, if each chose at random with the shares that were seen
 */
public record Kappa(double observed, double expected) {

    /**
     * Of two raters, each of whom has shares of their own.
     *
     * @param table square: how often the first said the row and the second the column
     * @see <a href="https://doi.org/10.1177/001316446002000104">Cohen 1960</a>
     */
    public static Kappa cohen(int[][] table) {
        long[] rows = new long[table.length];
        long[] columns = new long[table.length];
        long agreed = 0;
        for (int i = 0; i < table.length; i++) {
            requireLength(table.length, table[i]);
            agreed += table[i][i];
            for (int j = 0; j < table.length; j++) {
                rows[i] += counted(table[i][j]);
                columns[j] += table[i][j];
            }
        }
        double all = required(Arrays.stream(rows).sum());
        double expected = 0;
        for (int i = 0; i < table.length; i++) {
            expected += rows[i] / all * (columns[i] / all);
        }
        return new Kappa(agreed / all, expected);
    }

    /**
     * Of things that were each judged equally often, by raters who need not be the same.
     *
     * @param counts how many judged the thing of that row to be of that column's category: at least two a row
     * @see <a href="https://doi.org/10.1037/h0031619">Fleiss 1971</a>
     */
    public static Kappa fleiss(int[][] counts) {
        required(counts.length);
        int raters = Arrays.stream(counts[0]).sum();
        if (raters < 2) {
            throw new IllegalArgumentException("%d judgements of one thing cannot agree.".formatted(raters));
        }
        double[] shares = new double[counts[0].length];
        double observed = 0;
        for (int[] thing : counts) {
            requireLength(shares.length, thing);
            if (Arrays.stream(thing).sum() != raters) {
                throw new IllegalArgumentException("Some things were judged more often than others.");
            }
            long pairs = 0;
            for (int k = 0; k < shares.length; k++) {
                pairs += (long) counted(thing[k]) * (thing[k] - 1);
                shares[k] += (double) thing[k] / raters / counts.length;
            }
            observed += (double) pairs / raters / (raters - 1) / counts.length;
        }
        return new Kappa(
                observed, Arrays.stream(shares).map(share -> share * share).sum());
    }

    /** Nothing where only one category was ever used: agreement then cannot be told from habit. */
    public OptionalDouble value() {
        return expected < 1 ? OptionalDouble.of((observed - expected) / (1 - expected)) : OptionalDouble.empty();
    }

    private static void requireLength(int length, int[] row) {
        if (row.length != length) {
            throw new IllegalArgumentException("A row of %d among rows of %d.".formatted(row.length, length));
        }
    }

    private static int counted(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("%d is not a count.".formatted(count));
        }
        return count;
    }

    private static long required(long judgements) {
        if (judgements == 0) {
            throw new IllegalArgumentException("Without judgements there is no agreement.");
        }
        return judgements;
    }
}
