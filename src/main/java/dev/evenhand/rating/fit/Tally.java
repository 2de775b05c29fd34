package dev.evenhand.rating.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The counts of each pair of models: all that a fit needs, however many votes there are.
 *
 * <p>A pair stands here once, its model of the lower number first, in order of first appearance.
 */
public final class Tally {
    private final int models;
    private final List<Pair> pairs;

    private Tally(int models, List<Pair> pairs) {
        this.models = models;
        this.pairs = pairs;
    }

    /**
     * What the votes said of two models, of which {@code model} has the lower number.
     *
     * <p>Wins, losses and ties are plain counts, seen from {@code model}; a soft outcome is a vote and none of these.
     * Scores are weighted: Σ w·y for the model and Σ w·(1 − y) for its rival, exactly zero where nothing was earned.
     *
     * @param squaredScore Σ w²·y², which with the next two gives Σ w²·(y − p)² for any p
     * @param crossScore Σ w²·y·(1 − y)
     * @param squaredRivalScore Σ w²·(1 − y)²
     */
    public record Pair(
            int model,
            int rival,
            long votes,
            long wins,
            long losses,
            long ties,
            double score,
            double rivalScore,
            double squaredScore,
            double crossScore,
            double squaredRivalScore) {

        /** The model's observed win rate against its rival, ties as half. */
        public double rate() {
            return score / weight();
        }

        double weight() {
            return score + rivalScore;
        }
    }

    /** What the votes said of one model against all others; the win rate counts ties as half. */
    public record Totals(long votes, long wins, long losses, long ties, double score, double weight) {
        static final Totals EMPTY = new Totals(0, 0, 0, 0, 0, 0);

        /** Not a number where there are no votes. */
        public double rate() {
            return score / weight;
        }

        private Totals plus(long votes, long wins, long losses, long ties, double score, double weight) {
            return new Totals(
                    this.votes + votes,
                    this.wins + wins,
                    this.losses + losses,
                    this.ties + ties,
                    this.score + score,
                    this.weight + weight);
        }
    }

    static Tally of(Cells cells) {
        return new Counter(cells.models()).count(cells).tally();
    }

    public int models() {
        return models;
    }

    public List<Pair> pairs() {
        return pairs;
    }

    public long votes() {
        return pairs.stream().mapToLong(Pair::votes).sum();
    }

    /** One for each model, by number. */
    public List<Totals> totals() {
        Totals[] totals = new Totals[models];
        Arrays.fill(totals, Totals.EMPTY);
        for (Pair pair : pairs) {
            totals[pair.model()] = totals[pair.model()].plus(
                    pair.votes(), pair.wins(), pair.losses(), pair.ties(), pair.score(), pair.weight());
            totals[pair.rival()] = totals[pair.rival()].plus(
                    pair.votes(), pair.losses(), pair.wins(), pair.ties(), pair.rivalScore(), pair.weight());
        }
        return List.of(totals);
    }

    /** Sums of one pair lie side by side, so that a vote touches one or two lines of the processor's cache. */
    private static final class Counter {
        private static final int VOTES = 0;
        private static final int WINS = 1;
        private static final int LOSSES = 2;
        private static final int TIES = 3;
        private static final int SCORE = 4;
        private static final int RIVAL_SCORE = 5;
        private static final int SQUARED = 6;
        private static final int CROSS = 7;
        private static final int RIVAL_SQUARED = 8;
        private static final int SUMS = 9;

        private final int models;
        /** One more than the place of a pair, 0 where it was not seen yet. */
        private final int[] place;

        private int[] keys = new int[64];
        private double[] sums = new double[64 * SUMS];
        private int size;

        Counter(int models) {
            this.models = models;
            this.place = new int[Math.multiplyExact(models, models)];
        }

        Counter count(Cells cells) {
            for (int cell = 0; cell < cells.size(); cell++) {
                int model = cells.model[cell];
                int rival = cells.rival[cell];
                double score = cells.score[cell];
                if (model < rival) {
                    add(model, rival, score, cells.count[cell], cells.weight[cell]);
                } else {
                    add(rival, model, 1 - score, cells.count[cell], cells.weight[cell]);
                }
            }
            return this;
        }

        private void add(int model, int rival, double score, int count, double weight) {
            int at = SUMS * placeOf(model * models + rival);
            double rivalScore = 1 - score;
            double total = count * weight;
            double squared = total * weight;
            sums[at + VOTES] += count;
            sums[at + WINS] += score == Cell.WIN ? count : 0;
            sums[at + LOSSES] += score == Cell.LOSS ? count : 0;
            sums[at + TIES] += score == Cell.TIE ? count : 0;
            sums[at + SCORE] += total * score;
            sums[at + RIVAL_SCORE] += total * rivalScore;
            sums[at + SQUARED] += squared * score * score;
            sums[at + CROSS] += squared * score * rivalScore;
            sums[at + RIVAL_SQUARED] += squared * rivalScore * rivalScore;
        }

        private int placeOf(int key) {
            if (place[key] == 0) {
                if (size == keys.length) {
                    keys = Arrays.copyOf(keys, 2 * size);
                    sums = Arrays.copyOf(sums, 2 * size * SUMS);
                }
                keys[size] = key;
                place[key] = ++size;
            }
            return place[key] - 1;
        }

        Tally tally() {
            List<Pair> pairs = new ArrayList<>(size);
            for (int k = 0; k < size; k++) {
                int at = SUMS * k;
                pairs.add(new Pair(
                        keys[k] / models,
                        keys[k] % models,
                        (long) sums[at + VOTES],
                        (long) sums[at + WINS],
                        (long) sums[at + LOSSES],
                        (long) sums[at + TIES],
                        sums[at + SCORE],
                        sums[at + RIVAL_SCORE],
                        sums[at + SQUARED],
                        sums[at + CROSS],
                        sums[at + RIVAL_SQUARED]));
            }
            return new Tally(models, List.copyOf(pairs));
        }
    }
}
