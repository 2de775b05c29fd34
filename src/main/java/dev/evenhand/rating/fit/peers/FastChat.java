package dev.evenhand.rating.fit.peers;

import dev.evenhand.rating.fit.Bounds;
import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Connectivity;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Scale;
import dev.evenhand.rating.fit.Tally;
import dev.evenhand.rating.fit.sequential.Game;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The leaderboard as FastChat computes it, the code of Chatbot Arena until 2025: for comparison, never for an interval of
 * one's own.
 *
 * <p>Ratings are those of {@link BradleyTerry}, ties as half, shifted so that {@value #ANCHOR} has 1114 points where it
 * takes part, and so that their mean is 1000 where it does not. Intervals are quantiles over resampled votes.
 *
 * <p><b>What is wrong with it.</b> The anchor's interval has no width, and its error goes into every other. A rater who
 * votes a hundred times is resampled as a hundred raters. Where a resample leaves a model undefeated, FastChat takes the
 * number at which its optimiser stopped; here such a resample is drawn again, and counted.
 *
 * @see <a href="https://github.com/lm-sys/FastChat">FastChat at 0e6d3e4, serve/monitor/rating_systems.py</a>
 */
public final class FastChat {
    public static final String ANCHOR = "mixtral-8x7b-instruct-v0.1";
    public static final double ANCHOR_RATING = 1114;
    private static final double LEVEL = 0.95;

    /** So often, for each round, is a resample without a maximum drawn again: more, and the votes cannot bear it. */
    private static final int REDRAWS = 10;

    private final List<String> models;
    private final List<Cell> rows;
    private final int[] rowOfVote;
    private final double[] ratings;

    private FastChat(List<String> models, List<Cell> rows) {
        this.models = List.copyOf(models);
        this.rows = rows;
        this.rowOfVote = IntStream.range(0, rows.size())
                .flatMap(
                        row -> IntStream.generate(() -> row).limit(rows.get(row).count()))
                .toArray();
        this.ratings = ratings(Cells.of(models.size(), rows).tally());
    }

    /**
     * @param models their names, by number; the order of the games does not matter
     * @throws IllegalArgumentException where the likelihood has no finite maximum; FastChat returns what it reached
     */
    public static FastChat of(List<String> models, List<Game> games) {
        Map<Game, Integer> counts = new TreeMap<>(Comparator.comparingInt(Game::model)
                .thenComparingInt(Game::rival)
                .thenComparingDouble(Game::score));
        games.forEach(game -> counts.merge(game, 1, Integer::sum));
        List<Cell> rows = new ArrayList<>(counts.size());
        counts.forEach((game, count) ->
                rows.add(Cell.of(game.model(), game.rival(), game.score()).times(count)));
        return new FastChat(models, rows);
    }

    /** In points, by number. */
    public double[] ratings() {
        return ratings.clone();
    }

    /**
     * @param models by number: the rating is that of all votes, the standard error and the interval (2.5 % to 97.5 %) are
     *     of the resamples
     * @param redrawn how many resamples had no maximum, and were replaced
     */
    public record Bootstrap(List<Published> models, int redrawn) {}

    /** @throws ArithmeticException where more than {@value #REDRAWS} resamples in one have no maximum */
    public Bootstrap bootstrap(int rounds, RandomGenerator random) {
        if (rounds < 2) {
            throw new IllegalArgumentException("%d resamples have no spread.".formatted(rounds));
        }
        double[][] samples = new double[models.size()][rounds];
        int redrawn = 0;
        for (int round = 0; round < rounds; round++) {
            Tally tally = resampled(random);
            while (!Connectivity.of(tally).whole()) {
                if (++redrawn > REDRAWS * rounds) {
                    throw new ArithmeticException("%d of %d resamples have no maximum of the likelihood."
                            .formatted(redrawn, redrawn + round));
                }
                tally = resampled(random);
            }
            double[] sample = ratings(tally);
            for (int model = 0; model < sample.length; model++) {
                samples[model][round] = sample[model];
            }
        }
        return new Bootstrap(published(samples), redrawn);
    }

    private double[] ratings(Tally tally) {
        Fit fit = BradleyTerry.fit(tally);
        int anchor = models.indexOf(ANCHOR);
        Scale scale = anchor < 0 ? Scale.centred() : Scale.anchored(anchor, ANCHOR_RATING);
        double[] points = new double[models.size()];
        Arrays.setAll(points, model -> scale.rating(fit, model));
        return points;
    }

    /** As many votes as there are, each drawn from all of them: the counts of the rows are multinomial. */
    private Tally resampled(RandomGenerator random) {
        int[] counts = new int[rows.size()];
        for (int vote = 0; vote < rowOfVote.length; vote++) {
            counts[rowOfVote[random.nextInt(rowOfVote.length)]]++;
        }
        Cells.Builder cells = Cells.among(models.size());
        for (int row = 0; row < counts.length; row++) {
            if (counts[row] > 0) {
                cells.add(rows.get(row).times(counts[row]));
            }
        }
        return cells.build().tally();
    }

    private List<Published> published(double[][] samples) {
        double[] errors = new double[samples.length];
        List<Bounds> intervals = new ArrayList<>(samples.length);
        for (int model = 0; model < samples.length; model++) {
            double[] sorted = samples[model].clone();
            Arrays.sort(sorted);
            errors[model] = Sample.deviation(sorted);
            intervals.add(Bounds.ofMiddle(sorted, LEVEL));
        }
        return Published.ranked(ratings, errors, intervals);
    }
}
