package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.fit;
import static dev.evenhand.rating.fit.Examples.standardErrors;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void ratersThatCountSoManyTimes() {
        Resampling resampling = resampling(Cells.of(3, Examples.sixRaters()));

        assertArrayEquals(
                new double[] {1.3605981604479673, -.17319820443179518, -1.1873999560161723},
                resampling.parameters(new double[] {2, 0, 1, 1, 0, 2}),
                1e-11);
        assertArrayEquals(
                new double[] {.2815966567734238, .4785194319637963, -.7601160887372201},
                resampling.parameters(new double[] {.3, 1.7, .9, 1.1, .4, 1.6}),
                1e-11);
    }

    @Test
    void itSpreadsAsTheSandwichOfManyRatersSays() {
        Cells cells = votes(300, 20, true);
        Fit fit = fit(cells);

        double[] bootstrap = standardErrors(bootstrap(fit, cells, 2_000, 1));

        double[] sandwich = standardErrors(Interval.RATER.covariance(fit, cells).orElseThrow());
        for (int model = 0; model < bootstrap.length; model++) {
            // A standard deviation of 2,000 replicates is known to 1/√4,000: four of these.
            assertEquals(1, bootstrap[model] / sandwich[model], 4 / Math.sqrt(4_000));
        }
        double independent = Covariance.independent(fit).standardError(A);
        assertTrue(bootstrap[A] > 1.3 * independent, "raters' tastes differ");
    }

    @Test
    void withoutRatersItIsVotesThatAreDrawn() {
        Cells cells = votes(300, 20, false);
        Fit fit = fit(cells);

        double[] bootstrap = standardErrors(bootstrap(fit, cells, 2_000, 1));

        double[] independent = standardErrors(Covariance.independent(fit));
        for (int model = 0; model < bootstrap.length; model++) {
            assertEquals(1, bootstrap[model] / independent[model], 4 / Math.sqrt(4_000));
        }
    }

    @Test
    void votesOfUnknownRatersMayStandInOneCellOrInMany() {
        List<Cell> pooled =
                List.of(Cell.of(A, B, WIN).times(60), Cell.of(A, B, LOSS).times(40));
        List<Cell> each = new ArrayList<>();
        pooled.forEach(cell -> IntStream.range(0, cell.count()).forEach(vote -> each.add(cell.times(1))));
        Cells few = Cells.of(2, pooled);
        Cells many = Cells.of(2, each);

        double inOne = bootstrap(fit(few), few, 4_000, 1).standardError(A, B);
        double inMany = bootstrap(fit(many), many, 4_000, 1).standardError(A, B);

        assertEquals(1, inOne / inMany, 6 / Math.sqrt(8_000));
    }

    @Test
    void effectsAndTheirPriorAreDrawnToo() {
        Random random = new Random(4);
        Cells.Builder builder = Cells.among(4);
        for (int rater = 0; rater < 200; rater++) {
            for (int vote = 0; vote < 8; vote++) {
                int model = random.nextInt(4);
                int rival = (model + 1 + random.nextInt(3)) % 4;
                double score = random.nextInt(5) == 0 ? TIE : random.nextInt(10) < 6 ? WIN : LOSS;
                builder.add(
                        Cell.of(model, rival, score).by(rater).showing(Cell.Shown.MODEL_FIRST),
                        new StyleFeatures(0, 1 + random.nextInt(900), 0, 0, 0),
                        new StyleFeatures(0, 1 + random.nextInt(900), 0, 0, 0));
            }
        }
        Cells cells = builder.build();
        Specification all = new Specification(
                TieModel.DAVIDSON, true, new Style(List.of(Style.Feature.LENGTH), 300), Prior.ridge(200));
        Fit fit = all.fit(cells);

        Bootstrap bootstrap = bootstrap(fit, cells, 2_000, 1);

        Covariance sandwich = Interval.RATER.covariance(fit, cells).orElseThrow();
        for (int model = 0; model < 4; model++) {
            assertEquals(1, bootstrap.standardError(model) / sandwich.standardError(model), 4 / Math.sqrt(4_000));
        }
        assertEquals(3, fit.effects().size());
        for (Effect effect : fit.effects()) {
            double error = bootstrap.standardError(effect);
            assertEquals(1, error / sandwich.standardError(effect), 4 / Math.sqrt(4_000));
            Bounds bounds = bootstrap.interval(fit, effect, .95);
            assertEquals(2 * 1.96 * error, bounds.upper() - bounds.lower(), .5 * error);
        }
    }

    @Test
    void aTieThatNobodyCastIsNotDrawn() {
        Cells cells = votes(40, 10, true);
        Fit fit = Specification.BRADLEY_TERRY.with(Prior.phantomTie()).fit(cells);

        assertThrows(IllegalArgumentException.class, () -> bootstrap(fit, cells, 10, 1));
    }

    @Test
    void twoAnchorsStayWhereTheyAreInEveryReplicate() {
        Cells cells = threeInARow();
        Fit fit = fit(cells);

        Bootstrap bootstrap = bootstrap(fit, cells, 500, 1);
        List<Scale.Estimate> estimates = Scale.anchored(A, 1500, C, 1000).estimates(fit, bootstrap, .95);

        assertEquals(1500, estimates.get(A).interval().lower());
        assertEquals(1500, estimates.get(A).interval().upper());
        assertEquals(1000, estimates.get(C).interval().lower(), 1e-9);
        assertTrue(estimates.get(B).interval().lower() < estimates.get(B).rating());
        assertTrue(estimates.get(B).interval().upper() > estimates.get(B).rating());
    }

    @Test
    void intervalsArePercentilesOfTheReplicates() {
        Cells cells = lopsided();
        Fit fit = fit(cells);

        Bootstrap bootstrap = bootstrap(fit, cells, 3_000, 1);
        Scale.Estimate best =
                Scale.anchored(B, 1000).estimates(fit, bootstrap, .9).get(A);

        // Who rarely loses may be much better still, but not much worse.
        double below = best.rating() - best.interval().lower();
        double above = best.interval().upper() - best.rating();
        assertTrue(above > 1.2 * below, "%s and %s".formatted(below, above));
        assertEquals(
                new Bounds(1000, 1000),
                Scale.anchored(B, 1000).estimates(fit, bootstrap, .9).get(B).interval());
    }

    @Test
    void anIntervalOfTwoReplicatesIsInterpolated() {
        Cells cells = votes(40, 10, true);
        Fit fit = fit(cells);
        Bootstrap two = bootstrap(fit, cells, 2, 1);

        Bounds half = two.interval(fit, new double[] {1, -1, 0, 0}, .5);
        Bounds all = two.interval(fit, new double[] {1, -1, 0, 0}, 1 - 1e-12);

        assertEquals(all.lower() + .25 * (all.upper() - all.lower()), half.lower(), 1e-9);
        assertEquals(all.lower() + .75 * (all.upper() - all.lower()), half.upper(), 1e-9);
        assertEquals((all.upper() - all.lower()) / Math.sqrt(2), two.standardError(A, B), 1e-9);
    }

    @Test
    void theSeedDecidesEverything() {
        Cells cells = votes(60, 10, true);
        Fit fit = fit(cells);

        double[] once = standardErrors(bootstrap(fit, cells, 50, 7));

        assertArrayEquals(once, standardErrors(bootstrap(fit, cells, 50, 7)));
        assertFalse(Arrays.equals(once, standardErrors(bootstrap(fit, cells, 50, 8))));
    }

    @Test
    void drawsThatLeaveAModelUnconnectedAreDrawnAgainAndCounted() {
        List<Cell> votes = new ArrayList<>();
        for (int rater = 0; rater < 30; rater++) {
            votes.add(Cell.of(A, B, rater % 2).by(rater));
            votes.add(Cell.of(B, C, WIN).by(rater));
        }
        // Whether C ever wins hangs on two raters: e⁻² of the draws have neither.
        votes.add(Cell.of(C, B, WIN).by(1));
        votes.add(Cell.of(C, A, WIN).by(2));
        Cells cells = Cells.of(3, votes);

        Bootstrap bootstrap = bootstrap(fit(cells), cells, 4_000, 1);

        double none = Math.exp(-2);
        double expected = 4_000 * none / (1 - none);
        assertEquals(expected, bootstrap.redrawn(), 4 * Math.sqrt(expected));
        assertEquals(4_000, bootstrap.replicates());
    }

    @Test
    void whereMostDrawsFailThereIsNoInterval() {
        List<Cell> votes = new ArrayList<>();
        for (int model = 0; model < 5; model++) {
            votes.add(Cell.of(model, (model + 1) % 5, WIN).by(model));
        }
        Cells ring = Cells.of(5, votes);

        assertTrue(Bootstrap.of(fit(ring), ring, 20, 1, done -> {}).isEmpty());
        Cells one = Cells.of(
                2, List.of(Cell.of(A, B, WIN).by(3), Cell.of(A, B, LOSS).by(3)));
        assertTrue(Interval.BOOTSTRAP.covariance(fit(one), one).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.of(fit(ring), ring, 1, 1, done -> {}));
    }

    @Test
    void progressIsToldReplicateByReplicate() {
        Cells cells = votes(40, 10, true);
        List<Integer> told = new ArrayList<>();

        Bootstrap.of(fit(cells), cells, 25, 1, told::add);

        assertEquals(IntStream.rangeClosed(1, 25).boxed().toList(), told);
    }

    private static Bootstrap bootstrap(Fit fit, Cells cells, int replicates, long seed) {
        return Bootstrap.of(fit, cells, replicates, seed, done -> {}).orElseThrow();
    }

    private static Resampling resampling(Cells cells) {
        return new Resampling(fit(cells), Clusters.byRater(cells));
    }

    /** Of two models, one of which rarely loses. */
    private static Cells lopsided() {
        return Cells.of(
                2, List.of(Cell.of(A, B, WIN).times(54), Cell.of(A, B, LOSS).times(6)));
    }

    private static Cells threeInARow() {
        return Cells.of(
                3,
                List.of(
                        Cell.of(A, B, WIN).times(60),
                        Cell.of(A, B, LOSS).times(30),
                        Cell.of(B, C, WIN).times(50),
                        Cell.of(B, C, LOSS).times(20)));
    }

    /** Raters whose tastes differ with a standard deviation of one logit. */
    private static Cells votes(int raters, int each, boolean known) {
        Random random = new Random(raters);
        Cells.Builder cells = Cells.among(4);
        for (int rater = 0; rater < raters; rater++) {
            double[] taste =
                    random.doubles(4).map(ignored -> random.nextGaussian()).toArray();
            for (int vote = 0; vote < each; vote++) {
                int model = random.nextInt(4);
                int rival = (model + 1 + random.nextInt(3)) % 4;
                double score = random.nextDouble() < Logistic.sigma(taste[model] - taste[rival]) ? WIN : LOSS;
                cells.add(Cell.of(model, rival, score).by(known ? rater : Cell.UNKNOWN));
            }
        }
        return cells.build();
    }
}
