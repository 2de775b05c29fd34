package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * All votes that a fit looks at, held in columns: what clustered intervals need beyond the {@link Tally}.
 *
 * <p>Cells that are alike need not be merged, and their order never matters. Immutable once built.
 */
public final class Cells {
    /** Twice the score of votes of weight one that are no soft outcomes, which most are: a byte is sooner read than both. */
    static final byte LOST = 0;

    static final byte TIED = 1;
    static final byte WON = 2;
    static final byte OTHER = 3;

    private final int models;
    final int[] rater;
    final int[] prompt;
    final int[] model;
    final int[] rival;
    final double[] score;
    final int[] count;
    final double[] weight;
    /** Of each cell {@link #LOST}, {@link #TIED} or {@link #WON} where that is all there is to say, else {@link #OTHER}. */
    final byte[] outcome;
    /** 1 where the model was shown first, −1 where its rival was, 0 where nobody knows. */
    final byte[] shown;
    /** One column a {@link Style.Feature}, by ordinal, model against rival; no column where no cell has a style. */
    final double[][] style;

    private Cells(
            int models,
            int[] rater,
            int[] prompt,
            int[] model,
            int[] rival,
            double[] score,
            int[] count,
            double[] weight,
            byte[] outcome,
            byte[] shown,
            double[][] style) {
        this.models = models;
        this.rater = rater;
        this.prompt = prompt;
        this.model = model;
        this.rival = rival;
        this.score = score;
        this.count = count;
        this.weight = weight;
        this.outcome = outcome;
        this.shown = shown;
        this.style = style;
    }

    /** @param models how many there are: they are numbered from zero, and not all of them need have votes */
    public static Builder among(int models) {
        return builder().among(models);
    }

    /** For votes on as many models as they name. */
    public static Builder builder() {
        return new Builder();
    }

    public static Cells of(int models, Iterable<Cell> cells) {
        Builder builder = among(models);
        cells.forEach(builder::add);
        return builder.build();
    }

    public int models() {
        return models;
    }

    /** How many cells, not how many votes. */
    public int size() {
        return score.length;
    }

    /** One of them, by its place; how the responses were styled is not in it. */
    public Cell cell(int at) {
        return new Cell(
                rater[at],
                prompt[at],
                model[at],
                rival[at],
                score[at],
                count[at],
                weight[at],
                Cell.Shown.of(shown[at]));
    }

    /** Those of the same models that are wanted, asked by their place. */
    public Cells only(IntPredicate wanted) {
        return where(wanted, IntStream.range(0, models).toArray(), models);
    }

    public long votes() {
        return Arrays.stream(count).asLongStream().sum();
    }

    public int knownRaters() {
        return distinct(rater);
    }

    public int knownPrompts() {
        return distinct(prompt);
    }

    public Tally tally() {
        return Tally.of(this);
    }

    /** The same votes without the ties; soft outcomes stay. */
    public Cells withoutTies() {
        return only(cell -> score[cell] != Cell.TIE);
    }

    /** The votes that one side won outright: neither ties nor soft outcomes. */
    public Cells decided() {
        return only(cell -> score[cell] == Cell.WIN || score[cell] == Cell.LOSS);
    }

    /** The votes among these models only, which are numbered anew in the order given. Raters and prompts keep theirs. */
    public Cells within(int... members) {
        int[] renumbered = new int[models];
        Arrays.fill(renumbered, -1);
        for (int i = 0; i < members.length; i++) {
            if (renumbered[members[i]] >= 0) {
                throw new IllegalArgumentException("model %d is named twice".formatted(members[i]));
            }
            renumbered[members[i]] = i;
        }
        return where(cell -> renumbered[model[cell]] >= 0 && renumbered[rival[cell]] >= 0, renumbered, members.length);
    }

    private Cells where(IntPredicate kept, int[] renumbered, int size) {
        int[] cells = IntStream.range(0, size()).filter(kept).toArray();
        return new Cells(
                size,
                pick(rater, cells),
                pick(prompt, cells),
                Arrays.stream(cells).map(cell -> renumbered[model[cell]]).toArray(),
                Arrays.stream(cells).map(cell -> renumbered[rival[cell]]).toArray(),
                pick(score, cells),
                pick(count, cells),
                pick(weight, cells),
                pick(outcome, cells),
                pick(shown, cells),
                Arrays.stream(style).map(column -> pick(column, cells)).toArray(double[][]::new));
    }

    private static int[] pick(int[] column, int[] cells) {
        return Arrays.stream(cells).map(cell -> column[cell]).toArray();
    }

    private static double[] pick(double[] column, int[] cells) {
        return Arrays.stream(cells).mapToDouble(cell -> column[cell]).toArray();
    }

    private static byte[] pick(byte[] column, int[] cells) {
        byte[] picked = new byte[cells.length];
        for (int i = 0; i < cells.length; i++) {
            picked[i] = column[cells[i]];
        }
        return picked;
    }

    private static int distinct(int[] column) {
        boolean[] seen = new boolean[Arrays.stream(column).max().orElse(Cell.UNKNOWN) + 1];
        int distinct = 0;
        for (int value : column) {
            if (value != Cell.UNKNOWN && !seen[value]) {
                seen[value] = true;
                distinct++;
            }
        }
        return distinct;
    }

    /** Takes cells one by one. May be built more than once. */
    public static final class Builder {
        private static final int FIRST_CAPACITY = 1024;

        private int models;
        private boolean isClosed;
        private int size;
        private int[] rater = new int[FIRST_CAPACITY];
        private int[] prompt = new int[FIRST_CAPACITY];
        private int[] model = new int[FIRST_CAPACITY];
        private int[] rival = new int[FIRST_CAPACITY];
        private double[] score = new double[FIRST_CAPACITY];
        private int[] count = new int[FIRST_CAPACITY];
        private double[] weight = new double[FIRST_CAPACITY];
        private byte[] outcome = new byte[FIRST_CAPACITY];
        private byte[] shown = new byte[FIRST_CAPACITY];
        private double[][] style = {};

        private Builder() {}

        /** There are so many models and no more, whether or not all of them have votes. */
        public Builder among(int models) {
            if (models < this.models) {
                throw new IllegalArgumentException("%d models cannot be".formatted(models));
            }
            this.models = models;
            this.isClosed = true;
            return this;
        }

        public Builder add(Cell cell) {
            if (!isClosed) {
                models = Math.max(models, Math.max(cell.model(), cell.rival()) + 1);
            }
            Objects.checkIndex(cell.model(), models);
            Objects.checkIndex(cell.rival(), models);
            if (size == score.length) {
                resize(size * 2);
            }
            rater[size] = cell.rater();
            prompt[size] = cell.prompt();
            model[size] = cell.model();
            rival[size] = cell.rival();
            score[size] = cell.score();
            count[size] = cell.count();
            weight[size] = cell.weight();
            outcome[size] = outcome(cell);
            shown[size] = cell.shown().sign;
            size++;
            return this;
        }

        /**
         * Adds votes on two responses whose styles are known. Where they are not, votes stay out of the style terms: they
         * are rated as if the two were styled alike.
         */
        public Builder add(Cell cell, StyleFeatures model, StyleFeatures rival) {
            add(cell);
            if (style.length == 0) {
                style = new double[Style.Feature.values().length][score.length];
            }
            for (Style.Feature feature : Style.Feature.values()) {
                style[feature.ordinal()][size - 1] = feature.difference(model, rival);
            }
            return this;
        }

        public Cells build() {
            return new Cells(
                    models,
                    Arrays.copyOf(rater, size),
                    Arrays.copyOf(prompt, size),
                    Arrays.copyOf(model, size),
                    Arrays.copyOf(rival, size),
                    Arrays.copyOf(score, size),
                    Arrays.copyOf(count, size),
                    Arrays.copyOf(weight, size),
                    Arrays.copyOf(outcome, size),
                    Arrays.copyOf(shown, size),
                    resized(style, size));
        }

        private static byte outcome(Cell cell) {
            double twice = 2 * cell.score();
            return cell.weight() == 1 && twice == (byte) twice ? (byte) twice : OTHER;
        }

        private void resize(int capacity) {
            rater = Arrays.copyOf(rater, capacity);
            prompt = Arrays.copyOf(prompt, capacity);
            model = Arrays.copyOf(model, capacity);
            rival = Arrays.copyOf(rival, capacity);
            score = Arrays.copyOf(score, capacity);
            count = Arrays.copyOf(count, capacity);
            weight = Arrays.copyOf(weight, capacity);
            outcome = Arrays.copyOf(outcome, capacity);
            shown = Arrays.copyOf(shown, capacity);
            style = resized(style, capacity);
        }

        private static double[][] resized(double[][] columns, int size) {
            return Arrays.stream(columns)
                    .map(column -> Arrays.copyOf(column, size))
                    .toArray(double[][]::new);
        }
    }
}
