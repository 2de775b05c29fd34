package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.standardErrors;
import static dev.evenhand.rating.fit.Specification.BRADLEY_TERRY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PriorTest {
    private static final Specification RIDGE = BRADLEY_TERRY.with(Prior.ridge(1));
    private static final Specification PHANTOM = BRADLEY_TERRY.with(Prior.phantomTie());

    @Test
    void aRidgePlacesAModelThatNeverLost() {
        assertArrayEquals(new double[] {1226.491, 896.842, 876.666}, ratings(RIDGE.fit(Examples.undefeated())), 5e-4);
    }

    @Test
    void aRidgePlacesModelsThatNeverMet() {
        assertArrayEquals(
                new double[] {1029.179, 970.821, 1059.784, 940.216}, ratings(RIDGE.fit(Examples.twoIslands())), 5e-4);
    }

    @Test
    void aPhantomTiePlacesAModelThatNeverLost() {
        assertArrayEquals(new double[] {1416.383, 871.658, 818.425}, ratings(PHANTOM.fit(Examples.undefeated())), 5e-4);
    }

    @Test
    void aPhantomTiePlacesModelsThatNeverMet() {
        assertArrayEquals(
                new double[] {1033.483, 966.517, 1069.547, 930.453}, ratings(PHANTOM.fit(Examples.twoIslands())), 5e-4);
    }

    @Test
    void aPhantomTieIsWhatATieWithOneMoreModelWouldBe() {
        // One more model of fixed strength zero: there the likelihood of all four has the same slopes.
        Fit fit = PHANTOM.fit(Examples.undefeated());

        double p = fit.probability(A, B);
        assertEquals(0, 10 * (1 - p) + .5 - Logistic.sigma(fit.strength(A)), 1e-12);
        assertEquals(0, 6 - 10 * fit.probability(B, C) - 10 * (1 - p) + .5 - Logistic.sigma(fit.strength(B)), 1e-12);
    }

    @Test
    void theTwoPointsOfChoix() {
        Cells cells = Cells.of(3, List.of(Cell.of(A, B, WIN).times(2), Cell.of(B, C, WIN), Cell.of(C, A, WIN)));

        double[] strengths = BRADLEY_TERRY.with(Prior.choix(.1)).fit(cells).strengths();

        assertArrayEquals(new double[] {.3552776229, -.3552776229, 0}, strengths, 1e-10);
    }

    @Test
    void aFitSaysWhichPriorItUsed() {
        Fit ridge = RIDGE.fit(Examples.fourPlayers(1));

        assertEquals(Prior.ridge(1), ridge.prior());
        assertTrue(ridge.prior().sentence().contains("1.0"));
        assertEquals(Prior.none(), BRADLEY_TERRY.fit(Examples.fourPlayers(1)).prior());
        assertNotEquals(Prior.none().sentence(), Prior.phantomTie().sentence());
    }

    @Test
    void theLikelihoodOfAFitIsThatOfTheVotes() {
        Fit fit = RIDGE.fit(Examples.undefeated());

        double expected = -10 * Math.log(fit.probability(A, B))
                - 6 * Math.log(fit.probability(B, C))
                - 4 * Math.log(fit.probability(C, B));
        assertEquals(expected, fit.negativeLogLikelihood(), 1e-12);
    }

    @Test
    void withoutVotesThereIsThePriorAlone() {
        Cells none = Cells.of(4, List.of());

        Fit ridge = BRADLEY_TERRY.with(Prior.ridge(4)).fit(none);
        Fit phantom = PHANTOM.fit(none);

        assertArrayEquals(new double[4], ridge.strengths());
        // Half a logit each, less what the mean takes of it.
        double[] spread = {.5 * Math.sqrt(.75), .5 * Math.sqrt(.75), .5 * Math.sqrt(.75), .5 * Math.sqrt(.75)};
        assertArrayEquals(spread, standardErrors(Covariance.fisher(ridge)), 1e-14);
        assertArrayEquals(spread, standardErrors(Covariance.independent(ridge)), 1e-14);
        assertArrayEquals(new double[] {2, 2, 2, 2}, standardErrors(Covariance.independent(phantom)), 1e-14);
    }

    @Test
    void aModelWithoutVotesIsAsUnsureAsThePriorHoweverErrorsAreCounted() {
        Cells cells = Cells.of(
                3,
                List.of(
                        Cell.of(A, B, WIN).by(0).on(0).times(30),
                        Cell.of(A, B, LOSS).by(1).on(1).times(20),
                        Cell.of(A, B, TIE).by(2).on(2)));
        Fit fit = RIDGE.fit(cells);

        for (Interval interval : Interval.values()) {
            double error = interval.covariance(fit, cells).orElseThrow().standardError(C);
            assertEquals(Math.sqrt(2 / 3.), error, .01, interval.name());
        }
    }

    @Test
    void manyVotesDrownAPrior() {
        Cells many = Examples.fourPlayers(1_000_000);

        assertArrayEquals(BRADLEY_TERRY.fit(many).strengths(), RIDGE.fit(many).strengths(), 1e-5);
        double[] plain = standardErrors(Covariance.independent(BRADLEY_TERRY.fit(many)));
        assertArrayEquals(plain, standardErrors(Covariance.independent(RIDGE.fit(many))), 1e-8);
    }

    @Test
    void tieModelsTakeAPriorToo() {
        Cells undefeated = Cells.of(
                3,
                List.of(
                        Cell.of(A, B, WIN).times(10),
                        Cell.of(B, C, WIN).times(6),
                        Cell.of(B, C, TIE).times(3)));

        Fit fit = RIDGE.with(TieModel.DAVIDSON).fit(undefeated);

        assertTrue(fit.strength(A) > fit.strength(B) && fit.strength(B) > fit.strength(C));
        assertTrue(fit.tieParameter().orElseThrow() > 0);
        assertEquals(0, IntStream.range(0, 3).mapToDouble(fit::strength).sum(), 1e-12);
    }

    @Test
    void whatIsNoPriorIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Prior.ridge(0));
        assertThrows(IllegalArgumentException.class, () -> Prior.ridge(-1));
        assertThrows(IllegalArgumentException.class, () -> Prior.ridge(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> RIDGE.fit(Cells.of(0, List.of())));
    }

    private static double[] ratings(Fit fit) {
        return IntStream.range(0, fit.models())
                .mapToDouble(model -> Scale.centred().rating(fit, model))
                .toArray();
    }
}
