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

    /** Counting sort. */
    private static Clusters by(Cells cells, int[] key) {
        int[] end = new int[Arrays.stream(key).max().orElse(Cell.UNKNOWN) + 1];
        int unknown = 0;
        for (int value : key) {
            if (value == Cell.UNKNOWN) {
                unknown++;
            } else {
                end[value]++;
            }
        }
        Arrays.parallelPrefix(end, Integer::sum);
        int[] order = new int[key.length - unknown];
        int[] single = new int[unknown];
        for (int cell = key.length - 1; cell >= 0; cell--) {
            if (key[cell] == Cell.UNKNOWN) {
                single[--unknown] = cell;
            } else {
                order[--end[key[cell]]] = cell;
            }
        }
        return new Clusters(cells, order, starts(end, order.length), single);
    }

    /** By now each end has moved down to its start; keys without cells start where the next one does. */
    private static int[] starts(int[] byKey, int closing) {
        int[] starts = Arrays.copyOf(byKey, byKey.length + 1);
        starts[byKey.length] = closing;
        int clusters = 0;
        for (int key = 0; key < byKey.length; key++) {
            if (starts[key] < starts[key + 1]) {
                starts[clusters++] = starts[key];
            }
        }
        starts[clusters] = closing;
        return Arrays.copyOf(starts, clusters + 1);
    }

    /** The same votes in clusters of one prompt each within those of these. */
    Clusters byPromptWithin() {
        int[] parted = new int[order.length];
        int[] starts = new int[order.length + 1];
        int clusters = 0;
        int placed = 0;
        IntStream.Builder unknown = IntStream.builder();
        for (int cluster = 0; cluster < known(); cluster++) {
            long[] run = byPrompt(cluster);
            for (int at = 0; at < run.length; at++) {
                if (prompt(run[at]) == Cell.UNKNOWN) {
                    unknown.add((int) run[at]);
                } else {
                    if (at == 0 || prompt(run[at]) != prompt(run[at - 1])) {
                        starts[clusters++] = placed;
                    }
                    parted[placed++] = (int) run[at];
                }
            }
        }
        starts[clusters] = placed;
        return new Clusters(
                cells,
                Arrays.copyOf(parted, placed),
                Arrays.copyOf(starts, clusters + 1),
                IntStream.concat(Arrays.stream(single), unknown.build()).toArray());
    }

    /** The cells of a cluster in the order of their prompts, each with its prompt in the upper half. */
    private long[] byPrompt(int cluster) {
        long[] run = new long[end(cluster) - start(cluster)];
        for (int at = 0; at < run.length; at++) {
            int cell = order[start(cluster) + at];
            run[at] = (long) cells.prompt[cell] << Integer.SIZE | cell;
        }
        Arrays.sort(run);
        return run;
    }

    private static int prompt(long promptAndCell) {
        return (int) (promptAndCell >> Integer.SIZE);
    }

    /** G, every vote of an unknown cluster counted by itself. */
    long count() {
        return known()
                + Arrays.stream(single).mapToLong(cell -> cells.count[cell]).sum();
    }

    /**
     * G* = (Σ n)² / Σ n², n being what the votes of a cluster weigh together (Kish 1965, Survey Sampling): so many clusters
     * of one size say as much of how clusters differ. G where all are alike, near 1 where one outweighs the others.
     *
     * @see <a href="https://doi.org/10.1162/REST_a_00639">Carter, Schnepel and Steigerwald 2017</a>
     */
    private double effectiveCount() {
        double weight = 0;
        for (int cell = 0; cell < cells.size(); cell++) {
            weight += cells.count[cell] * cells.weight[cell];
        }
        return weight * weight / sumOfSquares(cells.weight);
    }

    /** G* − 1, of whichever clusters are fewer by that measure, and not below 1: there are two of each at least. */
    static double degreesOfFreedom(Clusters raters, Clusters prompts) {
        return Math.max(1, Math.min(raters.effectiveCount(), prompts.effectiveCount()) - 1);
    }

    /** CR1's correction G / (G − 1), which makes the variance of a mean of clusters unbiased. */
    double smallSampleFactor() {
        return count() / (count() - 1.0);
    }

    /** How many clusters hold more than one vote, or might. */
    int known() {
        return start.length - 1;
    }

    /** The first of the clusters of one part, where they are worked on in so many parts of about one size. */
    int firstOfPart(int part, int parts) {
        return (int) ((long) known() * part / parts);
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

    /** The cells of known clusters, cluster after cluster. */
    int[] order() {
        return order;
    }

    int cell(int at) {
        return order[at];
    }

    /** The cells of a cluster. */
    int[] of(int cluster) {
        return Arrays.copyOfRange(order, start(cluster), end(cluster));
    }

    /** Cells whose votes are clusters of their own. */
    int[] single() {
        return single;
    }
}
