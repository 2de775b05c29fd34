package dev.evenhand.rating.fit.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Covariance;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Interval;
import dev.evenhand.rating.fit.slice.Slices.Sliced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static final int MODELS = 6;

    /** Votes with the slice of each, and what models are truly worth in each slice. */
    private record Sample(Cells cells, int[] sliceOf, double[][] truth) {
        Slices slices() {
            Fit board = BradleyTerry.fit(cells.tally());
            Covariance errors =
                    Interval.defaultFor(cells).covariance(board, cells).orElseThrow();
            return Slices.of(board, errors, cells, sliceOf, truth.length);
        }
    }

    /** Thirteen trials of a vaccine (Colditz et al. 1994), for which metafor gives Q = 152.233 and τ² = 0.3088. */
    @Test
    void theVarianceBetweenTrialsIsThePublishedOne() {
        double[] logRisk = {
            -.8893, -1.5854, -1.3481, -1.4416, -.2175, -.7861, -1.6209, .0120, -.4694, -1.3713, -.3394, .4459, -.0173
        };
        double[] variance = {.3256, .1946, .4154, .0200, .0512, .0069, .2230, .0040, .0564, .0730, .0124, .5325, .0714};
        BetweenVariance between = new BetweenVariance();
        between.add(logRisk, variance);

        assertEquals(.3088, between.estimate(), .002);
    }

    @Test
    void twoEstimatesWithoutMoreThanErrorDoNotDiffer() {
        BetweenVariance apart = new BetweenVariance();
        apart.add(new double[] {1, 3}, new double[] {1, 1});
        BetweenVariance close = new BetweenVariance();
        close.add(new double[] {1, 1.5}, new double[] {1, 1});

        assertEquals(1, apart.estimate(), 1e-12);
        assertEquals(0, close.estimate(), 0);
        assertEquals(0, new BetweenVariance().estimate(), 0);
        assertThrows(IllegalArgumentException.class, () -> new BetweenVariance()
                .add(new double[] {Double.NaN, 1}, new double[] {1, 1}));
    }

    @Test
    void slicesThatDoNotDifferStandWhereTheBoardDoes() {
        double most = 0;
        for (int seed = 0; seed < 10; seed++) {
            most += sample(new Random(seed), 0, 5, 300).slices().betweenVariance() / 10;
        }

        assertTrue(most < .02, "" + most);
    }

    @Test
    void shrunkStrengthsAreCloserToTheTruthThanRawOnes() {
        double raw = 0;
        double shrunk = 0;
        double variance = 0;
        int covered = 0;
        int all = 0;
        for (int seed = 0; seed < 100; seed++) {
            Sample sample = sample(new Random(seed), .3, 6, 150);
            Slices slices = sample.slices();
            variance += slices.betweenVariance() / 100;
            for (int slice = 0; slice < 6; slice++) {
                for (int model = 0; model < MODELS; model++) {
                    Sliced sliced = slices.slices().get(slice).get(model);
                    double truth = sample.truth()[slice][model];
                    raw += Math.pow(sliced.raw().orElseThrow() - truth, 2);
                    shrunk += Math.pow(sliced.strength() - truth, 2);
                    covered += Math.abs(sliced.strength() - truth) < 1.96 * sliced.standardError() ? 1 : 0;
                    all++;
                }
            }
        }

        assertTrue(shrunk < .85 * raw, shrunk + " against " + raw);
        // Of the truth's own deviations, which keep a mean of zero in every slice.
        assertEquals(.09 * 5 / 6, variance, .015);
        assertEquals(.95, covered / (double) all, .035);
    }

    @Test
    void aSliceOfFewPromptsIsNeverSurerThanItsVotesAre() {
        Random random = new Random(3);
        Cells.Builder builder = Cells.among(MODELS);
        int[] sliceOf = new int[4 * 200];
        for (int vote = 0; vote < sliceOf.length; vote++) {
            int model = random.nextInt(MODELS);
            int rival = (model + 1 + random.nextInt(MODELS - 1)) % MODELS;
            sliceOf[vote] = vote % 4;
            builder.add(new Cell(
                    random.nextInt(8), 4 * random.nextInt(3) + vote % 4, model, rival, random.nextInt(2), 1, 1));
        }
        Cells cells = builder.build();
        Fit board = BradleyTerry.fit(cells.tally());

        Slices slices = Slices.of(board, Interval.IID.covariance(board, cells).orElseThrow(), cells, sliceOf, 4);

        for (int slice = 0; slice < 4; slice++) {
            int wanted = slice;
            Cells part = cells.only(cell -> sliceOf[cell] == wanted);
            Covariance votes = Interval.IID
                    .covariance(BradleyTerry.fit(part.tally()), part)
                    .orElseThrow();
            for (int model = 0; model < MODELS; model++) {
                double error = slices.slices().get(slice).get(model).rawError().orElseThrow();
                // Three prompts leave at most two degrees of freedom, where t is 4.30 in place of 1.96.
                assertTrue(error > 2.19 * votes.standardError(model), error + " of model " + model);
            }
        }
    }

    @Test
    void everyNumberIsTheBoardsPlusItsFactorOfTheDifference() {
        Sample sample = sample(new Random(5), .5, 3, 200);
        Fit board = BradleyTerry.fit(sample.cells().tally());

        Slices slices = sample.slices();

        for (List<Sliced> slice : slices.slices()) {
            for (int model = 0; model < MODELS; model++) {
                Sliced sliced = slice.get(model);
                double error = sliced.rawError().orElseThrow();
                double factor = slices.betweenVariance() / (slices.betweenVariance() + error * error);
                assertEquals(factor, sliced.factor(), .1);
                double theta = board.strength(model);
                assertEquals(theta + sliced.factor() * (sliced.raw().orElseThrow() - theta), sliced.strength(), 1e-12);
            }
        }
    }

    @Test
    void whatIsPlausibleSumsToOneAndLiesAboutTheEstimate() {
        BetweenVariance between = new BetweenVariance();
        for (int model = 0; model < 200; model++) {
            between.add(new double[] {1, 3}, new double[] {1, 1});
        }

        double sum = between.plausible().stream()
                .mapToDouble(BetweenVariance.Plausible::probability)
                .sum();
        double mean = between.plausible().stream()
                .mapToDouble(each -> each.probability() * each.variance())
                .sum();

        assertEquals(1, sum, 1e-12);
        assertEquals(between.estimate(), mean, .05);
    }

    @Test
    void aModelThatASliceCannotRateStandsWhereTheBoardHasIt() {
        Cells.Builder cells = Cells.among(3);
        List<Integer> sliceOf = new ArrayList<>();
        Random random = new Random(2);
        for (int vote = 0; vote < 300; vote++) {
            int slice = vote % 2;
            int model = slice == 0 ? random.nextInt(2) : random.nextInt(3);
            int rival = slice == 0 ? 1 - model : (model + 1 + random.nextInt(2)) % 3;
            cells.add(Cell.of(model, rival, random.nextBoolean() ? 1 : 0));
            sliceOf.add(slice);
        }
        Cells votes = cells.build();
        Sample sample =
                new Sample(votes, sliceOf.stream().mapToInt(Integer::intValue).toArray(), new double[2][3]);

        List<Sliced> slice = sample.slices().slices().getFirst();
        Fit board = BradleyTerry.fit(votes.tally());

        Sliced unknown = slice.get(2);
        assertEquals(0, unknown.votes());
        assertEquals(0, unknown.factor(), 0);
        assertEquals(OptionalDouble.empty(), unknown.raw());
        assertEquals(board.strength(2), unknown.strength(), 1e-12);
        assertEquals(
                board.strength(0) + board.strength(1),
                slice.get(0).raw().orElseThrow() + slice.get(1).raw().orElseThrow(),
                1e-9);
    }

    @Property(tries = 50)
    void shrinkingNeverOvershoots(@ForAll Random random, @ForAll @DoubleRange(min = 0, max = 1) double sd) {
        Sample sample = sample(random, sd, 3, 120);
        Fit board = BradleyTerry.fit(sample.cells().tally());

        Slices slices = sample.slices();

        for (List<Sliced> slice : slices.slices()) {
            for (int model = 0; model < MODELS; model++) {
                Sliced sliced = slice.get(model);
                assertTrue(sliced.factor() >= 0 && sliced.factor() <= 1);
                double raw = sliced.raw().orElse(board.strength(model));
                double low = Math.min(raw, board.strength(model)) - 1e-12;
                double high = Math.max(raw, board.strength(model)) + 1e-12;
                assertTrue(low <= sliced.strength() && sliced.strength() <= high);
            }
        }
    }

    private static Sample sample(Random random, double sd, int slices, int votes) {
        double[][] truth = new double[slices][MODELS];
        Cells.Builder cells = Cells.among(MODELS);
        int[] sliceOf = new int[slices * votes];
        for (int slice = 0; slice < slices; slice++) {
            double[] strengths = truth[slice];
            Arrays.setAll(strengths, model -> .3 * (model - 2.5) + sd * random.nextGaussian());
            double mean = Arrays.stream(strengths).average().orElseThrow();
            Arrays.setAll(strengths, model -> strengths[model] - mean);
            for (int vote = 0; vote < votes; vote++) {
                int model = random.nextInt(MODELS);
                int rival = (model + 1 + random.nextInt(MODELS - 1)) % MODELS;
                boolean won = random.nextDouble() < 1 / (1 + Math.exp(strengths[rival] - strengths[model]));
                cells.add(Cell.of(model, rival, won ? 1 : 0));
                sliceOf[slice * votes + vote] = slice;
            }
        }
        return new Sample(cells.build(), sliceOf, truth);
    }
}
