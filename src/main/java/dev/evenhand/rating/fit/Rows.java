package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Votes in columns as a fit runs through them: alike in all that the fit looks at, with their weights summed.
 *
 * @param shown 1, −1 or 0 as in {@link Cells}
 * @param weight Σ w over the votes of a row
 * @param squared Σ w²
 * @param style as in {@link Cells}
 * @param isMerged whether cells share rows; if not, each has the row of its own number
 */
record Rows(
        int models,
        int[] model,
        int[] rival,
        double[] score,
        byte[] shown,
        double[] weight,
        double[] squared,
        double[][] style,
        boolean isMerged)
        implements Contests {

    @Override
    public int size() {
        return score.length;
    }

    @Override
    public int model(int row) {
        return model[row];
    }

    @Override
    public int rival(int row) {
        return rival[row];
    }

    @Override
    public double score(int row) {
        return weight[row] * score[row];
    }

    @Override
    public double rivalScore(int row) {
        return weight[row] * (1 - score[row]);
    }

    /** The same rows with other votes. */
    Rows weighing(double[] weight) {
        return new Rows(models, model, rival, score, shown, weight, squared, style, isMerged);
    }

    boolean tied() {
        return IntStream.range(0, size()).anyMatch(row -> weight[row] > 0 && score[row] == Cell.TIE);
    }

    boolean decided() {
        return IntStream.range(0, size()).anyMatch(row -> weight[row] > 0 && score[row] != Cell.TIE);
    }

    /** The share of ties. */
    double tieRate() {
        double tied = 0;
        double all = 0;
        for (int row = 0; row < size(); row++) {
            all += weight[row];
            tied += score[row] == Cell.TIE ? weight[row] : 0;
        }
        return tied / all;
    }

    /** The standard deviation of a difference among all votes, from zero; 0 where no two responses differ. */
    double spread(Style.Feature feature) {
        if (style.length == 0) {
            return 0;
        }
        double[] difference = style[feature.ordinal()];
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < size(); row++) {
            sum += weight[row];
            squares += weight[row] * difference[row] * difference[row];
        }
        return squares == 0 ? 0 : Math.sqrt(squares / sum);
    }

    /** Each cell a row of its own. */
    static Rows each(Cells cells) {
        double[] weight = new double[cells.size()];
        double[] squared = new double[cells.size()];
        for (int cell = 0; cell < weight.length; cell++) {
            weight[cell] = cells.count[cell] * cells.weight[cell];
            squared[cell] = weight[cell] * cells.weight[cell];
        }
        return new Rows(
                cells.models(),
                cells.model,
                cells.rival,
                cells.score,
                cells.shown,
                weight,
                squared,
                cells.style,
                false);
    }

    /** At most nine rows a pair, of the lower number first, and one for each soft outcome. Style is left behind. */
    static Rows merged(Cells cells) {
        return new Merger(cells.models()).merge(cells).rows();
    }

    /** The row of each of the cells that these rows were made of. */
    int[] entries(Cells cells) {
        return isMerged
                ? new Merger(cells.models()).merge(cells).entries()
                : IntStream.range(0, size()).toArray();
    }

    /** The kinds of one pair lie side by side: who won, and who was shown first. */
    private static final class Merger {
        private static final int KINDS = 9;

        private final int models;
        /** One more than the row of the first kind of a pair, 0 where the pair was not seen yet. */
        private final int[] place;

        private int size;
        private int[] model = new int[64];
        private int[] rival = new int[64];
        private double[] score = new double[64];
        private byte[] shown = new byte[64];
        private double[] weight = new double[64];
        private double[] squared = new double[64];
        private int[] entries = {};

        Merger(int models) {
            this.models = models;
            this.place = new int[Math.multiplyExact(models, models)];
        }

        Merger merge(Cells cells) {
            entries = new int[cells.size()];
            for (int cell = 0; cell < cells.size(); cell++) {
                int a = cells.model[cell];
                int b = cells.rival[cell];
                double y = cells.score[cell];
                boolean ascending = a < b;
                double total = cells.count[cell] * cells.weight[cell];
                entries[cell] = add(
                        ascending ? a : b,
                        ascending ? b : a,
                        ascending ? y : 1 - y,
                        (byte) (ascending ? cells.shown[cell] : -cells.shown[cell]),
                        total,
                        total * cells.weight[cell]);
            }
            return this;
        }

        private int add(int a, int b, double y, byte first, double total, double square) {
            int row;
            if (y == Cell.WIN || y == Cell.TIE || y == Cell.LOSS) {
                row = placeOf(a, b) + 3 * (int) (2 * y) + first + 1;
            } else {
                row = open(1);
            }
            model[row] = a;
            rival[row] = b;
            score[row] = y;
            shown[row] = first;
            weight[row] += total;
            squared[row] += square;
            return row;
        }

        private int placeOf(int a, int b) {
            int key = a * models + b;
            if (place[key] == 0) {
                place[key] = open(KINDS) + 1;
            }
            return place[key] - 1;
        }

        private int open(int rows) {
            int first = size;
            size += rows;
            if (size > score.length) {
                int capacity = 2 * size;
                model = Arrays.copyOf(model, capacity);
                rival = Arrays.copyOf(rival, capacity);
                score = Arrays.copyOf(score, capacity);
                shown = Arrays.copyOf(shown, capacity);
                weight = Arrays.copyOf(weight, capacity);
                squared = Arrays.copyOf(squared, capacity);
            }
            return first;
        }

        /** Of each cell, among the kinds that did occur. */
        int[] entries() {
            int[] kept = new int[size];
            for (int row = 1; row < size; row++) {
                kept[row] = kept[row - 1] + (weight[row - 1] > 0 ? 1 : 0);
            }
            return Arrays.stream(entries).map(row -> kept[row]).toArray();
        }

        /** Without the kinds that did not occur. */
        Rows rows() {
            int kept = 0;
            for (int row = 0; row < size; row++) {
                if (weight[row] > 0) {
                    model[kept] = model[row];
                    rival[kept] = rival[row];
                    score[kept] = score[row];
                    shown[kept] = shown[row];
                    weight[kept] = weight[row];
                    squared[kept] = squared[row];
                    kept++;
                }
            }
            return new Rows(
                    models,
                    Arrays.copyOf(model, kept),
                    Arrays.copyOf(rival, kept),
                    Arrays.copyOf(score, kept),
                    Arrays.copyOf(shown, kept),
                    Arrays.copyOf(weight, kept),
                    Arrays.copyOf(squared, kept),
                    new double[0][],
                    true);
        }
    }
}
