package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The cells in an order in which those of one rater, of one prompt, or of one rater on one prompt stand together.
 *
 * <p>A vote of which a key is unknown is a cluster of its own: nothing is known that it could share with another.
 */
final class Clusters {
    private final Cells cells;
    private final int[] order;
    private final int[] start;
    private final int[] single;

    /** @param order cells of known clusters, cluster after cluster; @param start where each begins, and the end */
    private Clusters(Cells cells, int[] order, int[] start, int[] single) {
        this.cells = cells;
        this.order = order;
        this.start = start;
        this.single = single;
    }

    static Clusters byRater(Cells cells) {
        return by(cells, cells.rater);
    }

    static Clusters byPrompt(Cells cells) {
        return by(cells, cells.prompt);
    }

    static Clusters byRaterAndPrompt(Cells cells) {
        return by(cells, cells.rater, cells.prompt);
    }

    private static Clusters by(Cells cells, int[]... keys) {
        int[] order = IntStream.range(0, cells.size())
                .filter(cell -> known(cell, keys))
                .toArray();
        int[] single = IntStream.range(0, cells.size())
                .filter(cell -> !known(cell, keys))
                .toArray();
        for (int k = keys.length - 1; k >= 0; k--) {
            order = sorted(order, keys[k]);
        }
        return new Clusters(cells, order, starts(order, keys), single);
    }

    private static boolean known(int cell, int[][] keys) {
        for (int[] key : keys) {
            if (key[cell] == Cell.UNKNOWN) {
                return false;
            }
        }
        return true;
    }

    /** Counting sort: stable, so that sorting by the last key first sorts by all of them. */
    private static int[] sorted(int[] order, int[] key) {
        int[] next = new int[Arrays.stream(order).map(cell -> key[cell]).max().orElse(0) + 2];
        for (int cell : order) {
            next[key[cell] + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] sorted = new int[order.length];
        for (int cell : order) {
            sorted[next[key[cell]]++] = cell;
        }
        return sorted;
    }

    private static int[] starts(int[] order, int[][] keys) {
        int[] starts = IntStream.range(0, order.length)
                .filter(at -> at == 0 || differ(order[at - 1], order[at], keys))
                .toArray();
        int[] closed = Arrays.copyOf(starts, starts.length + 1);
        closed[starts.length] = order.length;
        return closed;
    }

    private static boolean differ(int cell, int other, int[][] keys) {
        for (int[] key : keys) {
            if (key[cell] != key[other]) {
                return true;
            }
        }
        return false;
    }

    /** G, every vote of an unknown cluster counted by itself. */
    long count() {
        return known()
                + Arrays.stream(single).mapToLong(cell -> cells.count[cell]).sum();
    }

    /** CR1's correction G / (G − 1), which makes the variance of a mean of clusters unbiased. */
    double smallSampleFactor() {
        return count() / (count() - 1.0);
    }

    /** How many clusters hold more than one vote, or might. */
    int known() {
        return start.length - 1;
    }

    /** Σ over clusters of (Σ over their votes of v)², where v is given for one vote of each cell. */
    double sumOfSquares(double[] v) {
        double squares = 0;
        for (int cluster = 0; cluster < known(); cluster++) {
            double sum = 0;
            for (int at = start(cluster); at < end(cluster); at++) {
                sum += cells.count[order[at]] * v[order[at]];
            }
            squares += sum * sum;
        }
        for (int cell : single) {
            squares += cells.count[cell] * v[cell] * v[cell];
        }
        return squares;
    }

    Cells cells() {
        return cells;
    }

    int start(int cluster) {
        return start[cluster];
    }

    int end(int cluster) {
        return start[cluster + 1];
    }

    int cell(int at) {
        return order[at];
    }

    /** Cells whose votes are clusters of their own. */
    int[] single() {
        return single;
    }
}
