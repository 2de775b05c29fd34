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

    /**
     * Counts the plain votes of each ordered pair by what they said, and sums up only those that are soft or weighed: most
     * votes are neither, and a count costs one addition.
     */
    private static final class Counter {
        private static final int OUTCOMES = 3;
        private static final int FIRST_CAPACITY = 64;

        private final int models;
        /** One more than the place of an ordered pair, 0 where it was not seen yet. */
        private final int[] place;

        private int places;
        /** Losses, ties and wins of a model against a rival, as the cells have them. */
        private long[] plain = new long[FIRST_CAPACITY * OUTCOMES];
        /** Of the votes that are not plain, where there are any. */
        private Sums[] other = new Sums[FIRST_CAPACITY];

        Counter(int models) {
            this.models = models;
            this.place = new int[Math.multiplyExact(models, models)];
        }

        Counter count(Cells cells) {
            for (int cell = 0; cell < cells.size(); cell++) {
                int at = placeOf(cells.model[cell] * models + cells.rival[cell]);
                double twice = 2 * cells.score[cell];
                int outcome = (int) twice;
                if (outcome == twice && cells.weight[cell] == 1) {
                    plain[at * OUTCOMES + outcome] += cells.count[cell];
                } else {
                    Sums sums = other[at] == null ? other[at] = new Sums() : other[at];
                    sums.add(cells.score[cell], cells.count[cell], cells.weight[cell]);
                }
            }
            return this;
        }

        private int placeOf(int pair) {
            if (place[pair] == 0) {
                if (places == other.length) {
                    plain = Arrays.copyOf(plain, 2 * plain.length);
                    other = Arrays.copyOf(other, 2 * other.length);
                }
                place[pair] = ++places;
            }
            return place[pair] - 1;
        }

        Tally tally() {
            List<Pair> pairs = new ArrayList<>();
            for (int model = 0; model < models; model++) {
                for (int rival = model + 1; rival < models; rival++) {
                    Sums sums = new Sums();
                    addTo(sums, model * models + rival, false);
                    addTo(sums, rival * models + model, true);
                    if (sums.votes > 0) {
                        pairs.add(sums.pair(model, rival));
                    }
                }
            }
            return new Tally(models, List.copyOf(pairs));
        }

        private void addTo(Sums sums, int pair, boolean turned) {
            int at = place[pair] - 1;
            if (at < 0) {
                return;
            }
            for (int outcome = 0; outcome < OUTCOMES; outcome++) {
                double score = outcome / 2.0;
                sums.add(turned ? 1 - score : score, plain[at * OUTCOMES + outcome], 1);
            }
            if (other[at] != null) {
                sums.add(turned ? other[at].turned() : other[at]);
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
