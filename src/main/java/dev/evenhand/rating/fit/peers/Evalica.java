package dev.evenhand.rating.fit.peers;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Connectivity;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.NotConverged;
import dev.evenhand.rating.fit.Tally;
import dev.evenhand.rating.fit.sequential.Elo;
import dev.evenhand.rating.fit.sequential.Game;
import java.util.Arrays;
import java.util.List;

/**
 * The scores that evalica computes from votes, one method for each of its algorithms: for comparison, and without any
 * interval.
 *
 * <p>Matrices are W, the wins of the row over the column, and T, their ties on both sides of the diagonal; A = W + T/2.
 * Every score is a number for each model, by number.
 *
 * <p><b>What is wrong with it.</b> Where a quotient is zero by zero, evalica writes its tolerance, so that one undefeated
 * model makes all scores equal; and it returns what it has after 100 steps. Both are refused here, and iterations go on
 * until they stand still. What is wrong with single algorithms stands with them.
 *
 * @see <a href="https://github.com/dustalov/evalica">evalica 0.4.2 at 2ebe79e</a>
 * @see <a href="https://aclanthology.org/2025.coling-demos.6/">Ustalov 2025</a>
 */
public final class Evalica {
    /** Steps end when no score moves by more than this part of the greatest. */
    private static final double TOLERANCE = 1e-12;

    /** A power iteration whose second eigenvalue is this near to the first tells nothing apart. */
    private static final int MAX_STEPS = 100_000;

    private static final double FIRST_TIES = 0.5;
    private static final double DAMPING = 0.85;

    private final List<Game> games;
    private final int models;
    private final double[][] wins;
    private final double[][] ties;

    private Evalica(int models, List<Game> games) {
        this.models = models;
        this.games = List.copyOf(games);
        this.wins = new double[models][models];
        this.ties = new double[models][models];
    }

    /** Soft outcomes are refused: evalica has none. */
    public static Evalica of(int models, List<Game> games) {
        if (models < 2) {
            throw new IllegalArgumentException("%d models have no scores.".formatted(models));
        }
        Evalica evalica = new Evalica(models, games);
        games.forEach(evalica::count);
        return evalica;
    }

    private void count(Game game) {
        if (game.score() == Game.WIN) {
            wins[game.model()][game.rival()]++;
        } else if (game.score() == Game.LOSS) {
            wins[game.rival()][game.model()]++;
        } else if (game.isTie()) {
            ties[game.model()][game.rival()]++;
            ties[game.rival()][game.model()]++;
        } else {
            throw new IllegalArgumentException("A score of %s is neither a win nor a tie.".formatted(game.score()));
        }
    }

    /** A: what the row earned against the column. */
    private double earned(int model, int rival) {
        return wins[model][rival] + ties[model][rival] / 2;
    }

    /** Wins, ties as half. Wrong with it: who votes on a model more often, lifts it. */
    public double[] counting() {
        double[] scores = new double[models];
        for (int model = 0; model < models; model++) {
            for (int rival = 0; rival < models; rival++) {
                scores[model] += earned(model, rival);
            }
        }
        return scores;
    }

    /** The mean win rate over the rivals that were met. Wrong with it: one vote against a rival weighs as much as many. */
    public double[] averageWinRate() {
        double[] scores = new double[models];
        for (int model = 0; model < models; model++) {
            double sum = 0;
            int met = 0;
            for (int rival = 0; rival < models; rival++) {
                double votes = earned(model, rival) + earned(rival, model);
                sum += votes == 0 ? 0 : earned(model, rival) / votes;
                met += votes == 0 ? 0 : 1;
            }
            scores[model] = sum / met;
        }
        return numbers(scores, "average win rate");
    }

    /**
     * Bradley–Terry strengths as odds, of which the sum is 1: the maximum of the likelihood with ties as half.
     *
     * @throws IllegalArgumentException where there is no finite one
     */
    public double[] bradleyTerry() {
        Fit fit = BradleyTerry.fit(connected());
        double[] odds = Arrays.stream(fit.strengths()).map(Math::exp).toArray();
        return normalised(odds, Arrays.stream(odds).sum());
    }

    /**
     * Odds of Davidson's model, which has ties of its own, by Newman's iteration.
     *
     * <p>Wrong with it: the scores have no scale, since only their ratios are estimated; what they are a multiple of is
     * left over from the iteration. And where the models are two halves that only met each other, it swings for ever.
     *
     * @throws NotConverged on such votes, of which evalica returns the hundredth step
     * @see <a href="https://jmlr.org/papers/v24/22-1086.html">Newman 2023, section 4</a>
     */
    public double[] newman() {
        connected();
        double[] odds = new double[models + 1];
        Arrays.fill(odds, 1);
        odds[models] = FIRST_TIES;
        settle("Newman", odds, this::tiedStep);
        return Arrays.copyOf(odds, models);
    }

    /** All odds at once, and after them, in the last place, half of Davidson's ν. */
    private double[] tiedStep(double[] before) {
        double v = before[models];
        double[] after = new double[models + 1];
        double tied = 0;
        double decided = 0;
        for (int i = 0; i < models; i++) {
            double won = 0;
            double lost = 0;
            for (int j = 0; j < models; j++) {
                double root = Math.sqrt(before[i] * before[j]);
                double sum = before[i] + before[j];
                double all = sum + 2 * v * root;
                won += earned(i, j) * (before[j] + v * root) / all;
                lost += earned(j, i) * (1 + v * Math.sqrt(before[j] / before[i])) / all;
                tied += ties[i][j] * sum / all;
                decided += wins[i][j] * root / all;
            }
            after[i] = won / lost;
        }
        after[models] = tied / 2 / (2 * decided);
        return after;
    }

    /** In the order of the votes, with K = 4. Wrong with it: that order, as with {@link Elo} itself. */
    public double[] elo() {
        return Elo.withK(Elo.ONLINE_K).ratings(models, games);
    }

    /**
     * The leading eigenvector of Aᵀ, of length 1. Wrong with it: it is the wrong way round. A model scores by what others
     * earned against it, so that the weakest comes first. And it swings as {@link #newman()} does.
     *
     * @throws NotConverged on such votes, of which evalica returns the hundredth step
     */
    public double[] eigen() {
        double[][] transposed = new double[models][models];
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < models; j++) {
                transposed[i][j] = earned(j, i);
            }
        }
        return leading("eigen", transposed);
    }

    /** PageRank with damping 0.85 on the graph from losers to winners; the scores sum to 1. */
    public double[] pagerank() {
        double[][] steps = new double[models][models];
        for (int i = 0; i < models; i++) {
            double lost = 0;
            for (int j = 0; j < models; j++) {
                lost += earned(j, i);
            }
            for (int j = 0; j < models; j++) {
                double step = lost == 0 ? 1.0 / models : earned(j, i) / lost;
                steps[j][i] = DAMPING * step + (1 - DAMPING) / models;
            }
        }
        double[] scores = leading("PageRank", steps);
        return normalised(scores, Arrays.stream(scores).sum());
    }

    private double[] leading(String algorithm, double[][] matrix) {
        double[] scores = new double[models];
        Arrays.fill(scores, 1.0 / models);
        settle(algorithm, scores, before -> {
            double[] after = new double[models];
            for (int i = 0; i < models; i++) {
                for (int j = 0; j < models; j++) {
                    after[i] += matrix[i][j] * before[j];
                }
            }
            double squares = Arrays.stream(after).map(score -> score * score).sum();
            return normalised(after, Math.sqrt(squares));
        });
        return scores;
    }

    /** Votes on models that cannot be told apart are refused: evalica's scores of those depend on where it starts. */
    private Tally connected() {
        Cells.Builder cells = Cells.among(models);
        games.forEach(game -> cells.add(Cell.of(game.model(), game.rival(), game.score())));
        Tally tally = cells.build().tally();
        if (!Connectivity.of(tally).whole()) {
            throw new IllegalArgumentException("These votes do not tell all models apart: no finite scores.");
        }
        return tally;
    }

    private interface Step {
        double[] from(double[] before);
    }

    /** Repeats the step, in place, until it changes nothing. */
    private static void settle(String algorithm, double[] scores, Step step) {
        double moved = Double.POSITIVE_INFINITY;
        for (int steps = 0; moved > TOLERANCE; steps++) {
            if (steps == MAX_STEPS) {
                throw new NotConverged(MAX_STEPS, moved, null);
            }
            double[] after = numbers(step.from(scores), algorithm);
            double greatest = Arrays.stream(after).max().orElseThrow();
            moved = 0;
            for (int i = 0; i < scores.length; i++) {
                moved = Math.max(moved, Math.abs(after[i] - scores[i]) / greatest);
            }
            System.arraycopy(after, 0, scores, 0, scores.length);
        }
    }

    private static double[] normalised(double[] scores, double unit) {
        return Arrays.stream(scores).map(score -> score / unit).toArray();
    }

    private static double[] numbers(double[] scores, String algorithm) {
        if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "These votes have no %s scores: a model is undefeated, winless or without votes."
                            .formatted(algorithm));
        }
        return scores;
    }
}
