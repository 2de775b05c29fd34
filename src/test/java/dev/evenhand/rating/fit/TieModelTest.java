package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.Shown.MODEL_FIRST;
import static dev.evenhand.rating.fit.Cell.Shown.RIVAL_FIRST;
import static dev.evenhand.rating.fit.Cell.Shown.UNKNOWN;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.effects;
import static dev.evenhand.rating.fit.Examples.standardErrors;
import static dev.evenhand.rating.fit.NoMaximum.Reason.NOTHING_DECIDED;
import static dev.evenhand.rating.fit.NoMaximum.Reason.NOT_CONNECTED;
import static dev.evenhand.rating.fit.NoMaximum.Reason.TIES_OUTWEIGH;
import static dev.evenhand.rating.fit.Specification.BRADLEY_TERRY;
import static dev.evenhand.rating.fit.TieModel.DAVIDSON;
import static dev.evenhand.rating.fit.TieModel.HALF;
import static dev.evenhand.rating.fit.TieModel.RAO_KUPPER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TieModelTest {
    private static final Specification WITH_DAVIDSON = BRADLEY_TERRY.with(DAVIDSON);
    private static final Specification WITH_RAO_KUPPER = BRADLEY_TERRY.with(RAO_KUPPER);

    @Test
    void davidsonRatesTheExample() {
        Fit fit = WITH_DAVIDSON.fit(Examples.withTies());

        assertArrayEquals(new double[] {.5632711015, .0449442460, -.6082153475}, fit.strengths(), 1e-10);
        assertEquals(.6536120764, fit.tieParameter().orElseThrow(), 1e-10);
        assertEquals(61.3623401176, fit.negativeLogLikelihood(), 1e-10);
        Covariance fisher = Covariance.fisher(fit);
        assertArrayEquals(new double[] {.2635311475, .2359265370, .2817069507}, standardErrors(fisher), 1e-10);
        assertArrayEquals(new double[] {.3106059920988016}, effects(fisher, fit), 1e-12);
    }

    @Test
    void raoAndKupperRateTheExample() {
        Fit fit = WITH_RAO_KUPPER.fit(Examples.withTies());

        assertArrayEquals(new double[] {.4527525037, .0338390186, -.4865915223}, fit.strengths(), 1e-10);
        assertEquals(1.6817845486, fit.tieParameter().orElseThrow(), 1e-10);
        assertEquals(.5198554610, fit.effect(Effect.Kind.TIES).orElseThrow().estimate(), 1e-10);
        assertEquals(61.3487599417, fit.negativeLogLikelihood(), 1e-10);
        Covariance fisher = Covariance.fisher(fit);
        assertArrayEquals(new double[] {.2077120387, .1869288508, .2206633666}, standardErrors(fisher), 1e-10);
        assertArrayEquals(new double[] {.12710860579111458}, effects(fisher, fit), 1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void slopesAreThoseOfTheLoss(TieModel ties) {
        double step = 1e-5;
        for (double score : new double[] {WIN, TIE, LOSS}) {
            for (double eta : new double[] {-3, -.4, 0, .7, 5}) {
                for (double shape : new double[] {.05, .6, 2.5}) {
                    Term here = term(ties, score, eta, shape);
                    Term right = term(ties, score, eta + step, shape);
                    Term left = term(ties, score, eta - step, shape);
                    assertEquals((left.loss - right.loss) / (2 * step), here.pull, 1e-9);
                    assertEquals((left.pull - right.pull) / (2 * step), here.curvature, 1e-9);
                    if (ties != HALF) {
                        Term more = term(ties, score, eta, shape + step);
                        Term less = term(ties, score, eta, shape - step);
                        assertEquals((less.loss - more.loss) / (2 * step), here.shapePull, 1e-6);
                        assertEquals((less.shapePull - more.shapePull) / (2 * step), here.shapeCurvature, 1e-4);
                        assertEquals((less.pull - more.pull) / (2 * step), here.shared, 1e-9);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void theLossIsThatOfTheOutcomes(TieModel ties) {
        TieModel.Outcomes outcomes = ties.outcomes(.8, .3);

        assertEquals(1, outcomes.win() + outcomes.tie() + outcomes.loss(), 1e-15);
        assertEquals(-Math.log(outcomes.win()), term(ties, WIN, .8, .3).loss, 1e-14);
        assertEquals(-Math.log(outcomes.tie()), term(ties, TIE, .8, .3).loss, 1e-14);
        assertEquals(-Math.log(outcomes.loss()), term(ties, LOSS, .8, .3).loss, 1e-14);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void equalsTieAsOftenAsTheFirstShapeSays(TieModel ties) {
        assertEquals(.3, ties.outcomes(0, ties.firstShape(.3)).tie(), 1e-15);
    }

    @Test
    void tiesAreExpectedAsOftenAsTheyWere() {
        Cells cells = Examples.withTies();
        Fit fit = WITH_DAVIDSON.fit(cells);

        double expected = 0;
        for (Tally.Pair pair : cells.tally().pairs()) {
            expected += pair.votes()
                    * fit.outcomes(pair.model(), pair.rival(), UNKNOWN)
                            .orElseThrow()
                            .tie();
        }
        assertEquals(14, expected, 1e-10);
        TieModel.Outcomes outcomes = fit.outcomes(A, B, UNKNOWN).orElseThrow();
        assertEquals(outcomes.win() + outcomes.tie() / 2, fit.probability(A, B), 1e-15);
        assertEquals(1, fit.probability(A, B) + fit.probability(B, A), 1e-15);
    }

    @Test
    void beingShownFirstMovesWhatIsExpected() {
        Fit fit = WITH_DAVIDSON.withPosition().fit(Examples.withTies());

        double home = fit.effect(Effect.Kind.POSITION).orElseThrow().estimate();
        double first = fit.outcomes(A, A, MODEL_FIRST).orElseThrow().win();
        double second = fit.outcomes(A, A, RIVAL_FIRST).orElseThrow().win();

        assertEquals(.08657448568938271, home, 1e-12);
        assertEquals(home, Math.log(first / second), 1e-12);
    }

    @Test
    void whereTiesCountHalfNoChanceOfOneIsGiven() {
        Fit fit = BRADLEY_TERRY.fit(Examples.withTies());

        assertTrue(fit.outcomes(A, B, UNKNOWN).isEmpty());
        assertTrue(fit.tieParameter().isEmpty());
        assertTrue(fit.effects().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void withoutTiesATieModelIsBradleyAndTerrys(TieModel ties) {
        Cells decided = Examples.withTies().withoutTies();

        Fit fit = BRADLEY_TERRY.with(ties).fit(decided);

        Fit plain = BRADLEY_TERRY.fit(decided);
        assertArrayEquals(plain.strengths(), fit.strengths(), 1e-13);
        assertArrayEquals(
                standardErrors(Covariance.independent(plain)), standardErrors(Covariance.independent(fit)), 1e-13);
        assertEquals(ties == DAVIDSON ? 0 : 1, fit.tieParameter().orElseThrow());
        assertEquals(0, fit.outcomes(A, B, UNKNOWN).orElseThrow().tie());
        assertEquals(plain.probability(A, B), fit.probability(A, B), 1e-13);
        assertTrue(fit.effects().isEmpty(), "an error cannot be given at the boundary");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void tiesAloneSayNothingOfHowOftenRatersTie(TieModel ties) {
        Cells tied = Cells.of(2, List.of(Cell.of(A, B, TIE).times(5)));

        assertRefused(NOTHING_DECIDED, ties, tied);
        assertEquals(0, BRADLEY_TERRY.fit(tied).strength(A));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void aWinnerWhoIsHeldByATieOnlyHasNoLimit(TieModel ties) {
        // The strengths of A and B and the shape can grow together: losses vanish, and nothing contradicts.
        Cells held = Cells.of(2, List.of(Cell.of(A, B, WIN), Cell.of(A, B, TIE)));

        assertRefused(TIES_OUTWEIGH, ties, held);
        assertEquals(Math.log(3) / 2, BRADLEY_TERRY.fit(held).strength(A), 1e-12);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void twoWinsAroundOneTieAreLimit(TieModel ties) {
        Cells circle = Cells.of(3, List.of(Cell.of(A, B, WIN), Cell.of(B, C, WIN), Cell.of(A, C, TIE)));

        assertEquals(Optional.empty(), BRADLEY_TERRY.with(ties).obstacle(circle));
        assertEquals(0, BRADLEY_TERRY.with(ties).fit(circle).strength(B), 1e-12);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void oneWinAroundOneTieIsNone(TieModel ties) {
        Cells circle = Cells.of(3, List.of(Cell.of(A, B, WIN), Cell.of(B, C, TIE), Cell.of(C, A, TIE)));

        assertRefused(TIES_OUTWEIGH, ties, circle);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void connectionIsAskedForFirst(TieModel ties) {
        assertRefused(NOT_CONNECTED, ties, Examples.undefeated());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void aSoftOutcomeIsNoneOfThree(TieModel ties) {
        Cells soft = Cells.of(2, List.of(Cell.of(A, B, .7)));
        Specification specification = BRADLEY_TERRY.with(ties);

        String message = assertThrows(IllegalArgumentException.class, () -> specification.fit(soft))
                .getMessage();

        assertTrue(message.contains("0.7"), message);
        assertTrue(message.contains("half"), message);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF")
    void errorsByRaterAreThereForTheShapeToo(TieModel ties) {
        List<Cell> ofOne = List.of(
                Cell.of(A, B, WIN), Cell.of(A, B, TIE), Cell.of(B, A, WIN), Cell.of(B, C, WIN), Cell.of(C, B, TIE));
        Cells.Builder same = Cells.among(3);
        for (int rater = 0; rater < 30; rater++) {
            for (Cell cell : ofOne) {
                same.add(cell.by(rater));
            }
        }
        same.add(Cell.of(C, A, WIN).by(30));
        Cells cells = same.build();
        Fit fit = BRADLEY_TERRY.with(ties).fit(cells);

        double byRater = effects(Interval.RATER.covariance(fit, cells).orElseThrow(), fit)[0];
        double independent = effects(Covariance.independent(fit), fit)[0];

        // Raters who say the same leave next to nothing to vary between them.
        assertTrue(0 < byRater && byRater < independent / 3, byRater + " against " + independent);
    }

    private static void assertRefused(NoMaximum.Reason reason, TieModel ties, Cells cells) {
        Specification specification = BRADLEY_TERRY.with(ties);

        assertEquals(Optional.of(reason), specification.obstacle(cells));
        NoMaximum none = assertThrows(NoMaximum.class, () -> specification.fit(cells));
        assertEquals(reason, none.reason());
        assertEquals(reason.sentence(), none.getMessage());
    }

    private static Term term(TieModel ties, double score, double eta, double shape) {
        Term term = new Term();
        ties.describe(score, eta, shape, term);
        return term;
    }
}
