package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.fit;
import static dev.evenhand.rating.fit.Examples.standardErrors;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CovarianceTest {
    private final Cells sixRaters = Cells.of(3, Examples.sixRaters());
    private final Fit fit = fit(sixRaters);

    @Test
    void theFourPlayersHaveThePublishedErrors() {
        Cells fourPlayers = Examples.fourPlayers(1);
        Fit fit = fit(fourPlayers);

        assertArrayEquals(
                new double[] {.5443431555, .4846549057, .5281733175, .6239699564},
                standardErrors(Covariance.independent(fit)),
                1e-10);
    }

    @Test
    void fisherAndSandwichOfVotesWithTies() {
        Fit fit = fit(Examples.withTies());

        assertArrayEquals(new double[] {.22439, .20421, .23961}, standardErrors(Covariance.fisher(fit)), 5e-6);
        assertArrayEquals(new double[] {.19532, .17554, .20731}, standardErrors(Covariance.independent(fit)), 5e-6);
    }

    @Test
    void sixRatersUnderEachAssumption() {
        assertArrayEquals(new double[] {.39092831709994, .02511673586391, -.41604505296385}, fit.strengths(), 1e-13);
        assertEquals(10.49678700221964, fit.negativeLogLikelihood(), 1e-13);
        assertArrayEquals(
                new double[] {.4218604536, .4109088843, .4438640736},
                standardErrors(covariance(Interval.FISHER)),
                1e-10);
        assertArrayEquals(
                new double[] {.3760934631, .3936941542, .4168876809}, standardErrors(covariance(Interval.IID)), 1e-10);
        assertArrayEquals(
                new double[] {.4756002936, .5613312064, .5624458486},
                standardErrors(covariance(Interval.RATER)),
                1e-10);
    }

    @Test
    void aDifferenceHasAnErrorOfItsOwn() {
        assertEquals(.3658115812, fit.strength(A) - fit.strength(B), 1e-10);
        assertEquals(.6473696174, covariance(Interval.IID).standardError(A, B), 1e-10);
        assertEquals(.8753464415, covariance(Interval.RATER).standardError(A, B), 1e-10);
        assertEquals(.8753464415, covariance(Interval.RATER).standardError(new double[] {1, -1, 0}), 1e-10);
    }

    @Test
    void sixRatersLeaveFiveDegreesOfFreedom() {
        Covariance byRater = covariance(Interval.RATER);

        assertEquals(5, byRater.degreesOfFreedom());
        assertEquals(2.5705818356363, byRater.quantile(.95), 1e-12);
        assertEquals(1.959963984540054, covariance(Interval.IID).quantile(.95), 1e-14);
    }

    @Test
    void votesWithoutARaterAreClustersOfTheirOwn() {
        Cells anonymous = Cells.of(
                3,
                Examples.sixRaters().stream().map(cell -> cell.by(Cell.UNKNOWN)).toList());

        Covariance byRater = Interval.RATER.covariance(fit, anonymous).orElseThrow();

        double correction = Math.sqrt(16 / 15.);
        double[] independent = standardErrors(covariance(Interval.IID));
        assertArrayEquals(
                IntStream.range(0, 3)
                        .mapToDouble(i -> independent[i] * correction)
                        .toArray(),
                standardErrors(byRater),
                1e-14);
        assertEquals(15, byRater.degreesOfFreedom());
    }

    @Test
    void whereEveryVoteHasAPromptOfItsOwnTwoWayIsByRater() {
        Covariance twoWay = covariance(Interval.TWO_WAY);

        assertArrayEquals(standardErrors(covariance(Interval.RATER)), standardErrors(twoWay), 1e-14);
        // Raters of 3, 2, 4, 2, 3 and 2 votes.
        assertEquals(256 / 46. - 1, twoWay.degreesOfFreedom(), 1e-14);
    }

    @Test
    void whereTwoWayHasNoVarianceLeftTheGreaterOfRaterAndPromptStands() {
        Cells balanced = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, WIN).by(0).on(0),
                        Cell.of(A, B, LOSS).by(0).on(1),
                        Cell.of(A, B, LOSS).by(1).on(0),
                        Cell.of(A, B, WIN).by(1).on(1),
                        Cell.of(A, B, WIN).by(2).on(2).times(3),
                        Cell.of(A, B, LOSS).by(2).on(0).times(2)));
        Fit fit = fit(balanced);
        // Residuals 3/7 and -4/7: by rater (-1/7, -1/7, 1/7 + 1/7 - ...), by prompt likewise; computed by hand below.
        double p = fit.probability(A, B);
        double win = 1 - p;
        double byRater = 3 / 2. * (2 * square(win - p) + square(3 * win - 2 * p));
        double byPrompt = 3 / 2. * (square(win - p - 2 * p) + square(win - p) + square(3 * win));
        double both = 6 / 5. * (2 * square(win) + 2 * square(p) + square(3 * win) + square(2 * p));
        double information = 9 * p * win;
        assertTrue(byRater + byPrompt - both > 0);

        Covariance twoWay = Interval.TWO_WAY.covariance(fit, balanced).orElseThrow();

        assertEquals(Math.sqrt(byRater + byPrompt - both) / information, twoWay.standardError(A, B), 1e-14);
        // Raters of 2, 2 and 5 votes.
        assertEquals(81 / 33. - 1, twoWay.degreesOfFreedom(), 1e-14);
    }

    @Test
    void clustersThatCancelLeaveTheGreaterOfRaterAndPrompt() {
        // Every rater and every prompt has one win and one loss: nothing varies between them, but votes do.
        Cells cancelling = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, WIN).by(0).on(0),
                        Cell.of(A, B, LOSS).by(0).on(1),
                        Cell.of(A, B, LOSS).by(1).on(0),
                        Cell.of(A, B, WIN).by(1).on(1),
                        Cell.of(A, B, WIN).by(2).on(2),
                        Cell.of(A, B, LOSS).by(2).on(3)));
        Fit fit = fit(cancelling);

        Covariance twoWay = Interval.TWO_WAY.covariance(fit, cancelling).orElseThrow();

        // V_r = 0, V_p = 4/3 · (¼ + ¼), V_rp = 6/5 · 6/4: the sum is below zero. Information 6/4.
        double byPrompt = Math.sqrt(4 / 3. * .5) / 1.5;
        assertEquals(byPrompt, twoWay.standardError(A, B), 1e-14);
        assertEquals(byPrompt / 2, twoWay.standardError(A), 1e-14);
    }

    @Test
    void clustersOfOneSizeCountInFullBothWays() {
        List<Cell> cells = new ArrayList<>();
        for (int vote = 0; vote < 60; vote++) {
            cells.add(Cell.of(A, B, vote % 7 < 4 ? WIN : LOSS).by(vote % 12).on(vote / 6));
        }
        Cells even = Cells.of(2, cells);

        assertEquals(
                9, Interval.TWO_WAY.covariance(fit(even), even).orElseThrow().degreesOfFreedom());
    }

    @Test
    void aFewWhoCastMostOfTheVotesSayNoMoreThanSoFewBothWays() {
        List<Cell> cells = new ArrayList<>();
        for (int rater = 0; rater < 50; rater++) {
            cells.add(Cell.of(A, B, rater % 3 == 0 ? LOSS : WIN)
                    .by(rater)
                    .on(rater)
                    .times(rater < 2 ? 26 : 1));
        }
        Cells uneven = Cells.of(2, cells);
        Fit fit = fit(uneven);

        assertEquals(
                100 * 100 / (2 * 26 * 26 + 48.) - 1,
                Interval.TWO_WAY.covariance(fit, uneven).orElseThrow().degreesOfFreedom(),
                1e-13);
        assertEquals(49, Interval.RATER.covariance(fit, uneven).orElseThrow().degreesOfFreedom());
    }

    @Test
    void fewPromptsLimitWhatManyRatersCanSay() {
        Cells cells = Cells.of(
                3,
                Examples.sixRaters().stream()
                        .map(cell -> cell.on(cell.model() % 2))
                        .toList());

        assertEquals(
                1, Interval.TWO_WAY.covariance(fit(cells), cells).orElseThrow().degreesOfFreedom());
    }

    @Test
    void aWeightIsAsGoodAsThatManyVotesOfTheSameRater() {
        List<Cell> votes = Examples.sixRaters();
        Cells weighed = Cells.of(
                3, votes.stream().map(cell -> cell.weighing(1 + cell.rater())).toList());
        Cells repeated = Cells.of(
                3,
                votes.stream()
                        .map(cell -> cell.times(cell.count() * (1 + cell.rater())))
                        .toList());

        assertArrayEquals(
                standardErrors(
                        Interval.RATER.covariance(fit(repeated), repeated).orElseThrow()),
                standardErrors(Interval.RATER.covariance(fit(weighed), weighed).orElseThrow()),
                1e-14);
    }

    @Test
    void onlyTheRatioOfWeightsMatters() {
        Cells tenfold = Cells.of(
                3, Examples.sixRaters().stream().map(cell -> cell.weighing(10)).toList());

        for (Interval interval : List.of(Interval.IID, Interval.RATER)) {
            assertArrayEquals(
                    standardErrors(covariance(interval)),
                    standardErrors(interval.covariance(fit(tenfold), tenfold).orElseThrow()),
                    1e-14);
        }
    }

    @Test
    void oneRaterSaysNothingOfOthers() {
        Cells one = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, WIN).by(7).on(1),
                        Cell.of(A, B, LOSS).by(7).on(2)));
        Fit fit = fit(one);

        assertTrue(Interval.RATER.covariance(fit, one).isEmpty());
        assertTrue(Interval.TWO_WAY.covariance(fit, one).isEmpty());
        assertEquals(Interval.IID, Interval.defaultFor(one));
    }

    @Test
    void theDefaultIsWhatTheVotesAllow() {
        Cell vote = Cell.of(A, B, WIN);

        assertEquals(Interval.IID, Interval.defaultFor(Cells.of(3, List.of(vote))));
        assertEquals(Interval.RATER, Interval.defaultFor(sixRaters));
        assertEquals(
                Interval.TWO_WAY,
                Interval.defaultFor(Cells.of(
                        3, List.of(vote.by(0).on(0), Cell.of(B, C, LOSS).by(1).on(1)))));
    }

    @Test
    void aRatingTiedToAnAnchorCarriesTheAnchorsError() {
        Cells fourPlayers = Examples.fourPlayers(1);
        Fit fit = fit(fourPlayers);
        Covariance independent = Covariance.independent(fit);

        List<Scale.Estimate> anchored = Scale.anchored(A, 1500).estimates(fit, independent, .95);

        assertEquals(1500, anchored.get(A).rating(), 1e-12);
        double[] logits = anchored.stream()
                .mapToDouble(estimate -> estimate.standardError() / Scale.ELO)
                .toArray();
        assertArrayEquals(new double[] {0, .8243140703, .9531476237, .8926136975}, logits, 1e-10);
    }

    @Test
    void ratingsHaveTheMeanOfAThousand() {
        Cells fourPlayers = Examples.fourPlayers(1);
        Fit fit = fit(fourPlayers);

        List<Scale.Estimate> estimates = Scale.centred().estimates(fit, Covariance.independent(fit), .95);

        assertArrayEquals(
                new double[] {922.4271470, 1007.3660812, 927.7676089, 1142.4391630},
                estimates.stream().mapToDouble(Scale.Estimate::rating).toArray(),
                5e-8);
        Scale.Estimate first = estimates.getFirst();
        assertEquals(1.959963984540054 * first.standardError(), first.interval().upper() - first.rating(), 1e-10);
    }

    private Covariance covariance(Interval interval) {
        return interval.covariance(fit, sixRaters).orElseThrow();
    }

    private static double square(double x) {
        return x * x;
    }
}
