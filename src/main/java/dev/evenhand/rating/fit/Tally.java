package dev.evenhand.rating.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The counts of each pair of models: all that a fit needs, however many votes there are.
 *
 * <p>A pair stands here once, its model of the lower number first, in order of these numbers.
 */
public final class Tally {
    private final int models;
    private final List<Pair> pairs;
    /** The pairs once more, in columns. */
    final int[] model;

    final int[] rival;
    final double[] score;
    final double[] rivalScore;

    private Tally(int models, List<Pair> pairs) {
        this.models = models;
        this.pairs = pairs;
        this.model = new int[pairs.size()];
        this.rival = new int[pairs.size()];
        this.score = new double[pairs.size()];
        this.rivalScore = new double[pairs.size()];
        for (int at = 0; at < model.length; at++) {
            Pair pair = pairs.get(at);
            model[at] = pair.model();
            rival[at] = pair.rival();
            score[at] = pair.score();
            rivalScore[at] = pair.rivalScore();
        }
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

        /** Σ w. */
        public double weight() {
            return score + rivalScore;
        }

        /**
         * Σ w²(y − p)² where q = 1 − p: with y − p = y·q − (1 − y)·p nothing cancels where all votes say the same.
         */
        public double squaredResiduals(double p, double q) {
            return squaredScore * q * q - 2 * crossScore * p * q + squaredRivalScore * p * p;
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
        return new Counter(cells).tally();
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

    /**
     * Counts the plain votes of each ordered pair by what they said, and sums up only those that are soft or weighed: most
     * votes are neither, and a count costs one addition.
     */
    private static final class Counter {
        /** What the votes of an ordered pair can be: lost, tied, won, or not plain. */
        private static final int OUTCOMES = 4;

        /** Up to so many models each pair has a place, used or not: 32 MB at most, where looking it up takes half the time. */
        private static final int FEW_MODELS = 1_000;

        private final Cells cells;
        private final int models;
        /** The place of each ordered pair that has one; null where its own number is its place. */
        private final int[] place;

        /** By place and outcome. */
        private final long[] plain;
        /** By place, for pairs that have votes that are not plain. */
        private final Sums[] other;

        Counter(Cells cells) {
            this.cells = cells;
            this.models = cells.models();
            int pairs = Math.multiplyExact(models, models);
            this.place = models > FEW_MODELS ? new int[pairs] : null;
            int places = models > FEW_MODELS ? placesOf(cells) : pairs;
            this.plain = new long[places * OUTCOMES];
            this.other = new Sums[places];
        }

        /** Place 0 is that of all pairs without votes. */
        private int placesOf(Cells cells) {
            int last = 0;
            for (int cell = 0; cell < cells.size(); cell++) {
                int pair = cells.model[cell] * models + cells.rival[cell];
                if (place[pair] == 0) {
                    place[pair] = ++last;
                }
            }
            return last + 1;
        }

        private int place(int model, int rival) {
            int pair = model * models + rival;
            return place == null ? pair : place[pair];
        }

        Tally tally() {
            countPlain(cells.model, cells.rival, cells.outcome, cells.count);
            sumOther();
            List<Pair> pairs = new ArrayList<>();
            for (int model = 0; model < models; model++) {
                for (int rival = model + 1; rival < models; rival++) {
                    Sums sums = new Sums();
                    addTo(sums, place(model, rival), false);
                    addTo(sums, place(rival, model), true);
                    if (sums.votes > 0) {
                        pairs.add(sums.pair(model, rival));
                    }
                }
            }
            return new Tally(models, List.copyOf(pairs));
        }

        private void countPlain(int[] model, int[] rival, byte[] outcome, int[] count) {
            for (int cell = 0; cell < model.length; cell++) {
                plain[place(model[cell], rival[cell]) * OUTCOMES + outcome[cell]] += count[cell];
            }
        }

        private void sumOther() {
            for (int cell = 0; cell < cells.size(); cell++) {
                if (cells.outcome[cell] == Cells.OTHER) {
                    int at = place(cells.model[cell], cells.rival[cell]);
                    Sums sums = other[at] == null ? other[at] = new Sums() : other[at];
                    sums.add(cells.score[cell], cells.count[cell], cells.weight[cell]);
                }
            }
        }

        private void addTo(Sums sums, int place, boolean turned) {
            for (int outcome = Cells.LOST; outcome <= Cells.WON; outcome++) {
                double score = outcome / 2.0;
                sums.add(turned ? 1 - score : score, plain[place * OUTCOMES + outcome], 1);
            }
            if (other[place] != null) {
                sums.add(turned ? other[place].turned() : other[place]);
            }
        }
    }

    /** The makings of a {@link Pair}. */
    private static final class Sums {
        long votes;
        long wins;
        long losses;
        long ties;
        double score;
        double rivalScore;
        double squaredScore;
        double crossScore;
        double squaredRivalScore;

        void add(double score, long count, double weight) {
            double rivalScore = 1 - score;
            double total = count * weight;
            double squared = total * weight;
            votes += count;
            wins += score == Cell.WIN ? count : 0;
            losses += score == Cell.LOSS ? count : 0;
            ties += score == Cell.TIE ? count : 0;
            this.score += total * score;
            this.rivalScore += total * rivalScore;
            squaredScore += squared * score * score;
            crossScore += squared * score * rivalScore;
            squaredRivalScore += squared * rivalScore * rivalScore;
        }

        void add(Sums other) {
            votes += other.votes;
            wins += other.wins;
            losses += other.losses;
            ties += other.ties;
            score += other.score;
            rivalScore += other.rivalScore;
            squaredScore += other.squaredScore;
            crossScore += other.crossScore;
            squaredRivalScore += other.squaredRivalScore;
        }

        /** The same, seen from the rival. */
        Sums turned() {
            Sums turned = new Sums();
            turned.votes = votes;
            turned.wins = losses;
            turned.losses = wins;
            turned.ties = ties;
            turned.score = rivalScore;
            turned.rivalScore = score;
            turned.squaredScore = squaredRivalScore;
            turned.crossScore = crossScore;
            turned.squaredRivalScore = squaredScore;
            return turned;
        }

        Pair pair(int model, int rival) {
            return new Pair(
                    model,
                    rival,
                    votes,
                    wins,
                    losses,
                    ties,
                    score,
                    rivalScore,
                    squaredScore,
                    crossScore,
                    squaredRivalScore);
        }
    }
}
