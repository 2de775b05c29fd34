package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.Shown.MODEL_FIRST;
import static dev.evenhand.rating.fit.Cell.Shown.RIVAL_FIRST;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Effect.Kind.POSITION;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.standardErrors;
import static dev.evenhand.rating.fit.NoMaximum.Reason.POSITION_AND_TIES_OUTWEIGH;
import static dev.evenhand.rating.fit.NoMaximum.Reason.POSITION_CONFOUNDED;
import static dev.evenhand.rating.fit.NoMaximum.Reason.POSITION_SEPARATED;
import static dev.evenhand.rating.fit.NoMaximum.Reason.POSITION_UNKNOWN;
import static dev.evenhand.rating.fit.Specification.BRADLEY_TERRY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final Specification WITH_POSITION = BRADLEY_TERRY.withPosition();
    private static final Specification WITH_TIES = WITH_POSITION.with(TieModel.DAVIDSON);

    @Test
    void theHomeTeamOfBaseballHasTheEdgeThatAgrestiPrinted() {
        Fit fit = WITH_POSITION.fit(Examples.baseball());

        Effect home = fit.effect(POSITION).orElseThrow();
        assertEquals(.302260655529, home.estimate(), 1e-12);
        assertEquals(.130943707456, Covariance.fisher(fit).standardError(home), 1e-12);
        assertEquals(169.54287145, fit.negativeLogLikelihood(), 1e-8);
        double[] againstBaltimore = IntStream.range(1, 7)
                .mapToDouble(team -> fit.strength(team) - fit.strength(0))
                .toArray();
        assertArrayEquals(new double[] {1.1438, .7047, 1.4754, 1.6196, 1.2813, 1.3271}, againstBaltimore, 5e-5);
    }

    @Test
    void theEdgeOfTheHomeTeamIsNoChance() {
        Cells baseball = Examples.baseball();
        Fit with = WITH_POSITION.fit(baseball);

        LikelihoodRatio ratio = LikelihoodRatio.between(BRADLEY_TERRY.fit(baseball), with);
        Covariance.Wald wald =
                Covariance.fisher(with).wald(with.effect(POSITION).orElseThrow());

        assertEquals(5.410609084603266, ratio.statistic(), 1e-9);
        assertEquals(1, ratio.degreesOfFreedom());
        // χ² with one degree of freedom is the square of a normal variable.
        assertEquals(Covariance.fisher(with).twoSided(Math.sqrt(ratio.statistic())), ratio.p(), 1e-14);
        assertEquals(.0200, ratio.p(), 5e-5);
        assertEquals(.302260655529 / .130943707456, wald.z(), 1e-10);
        assertEquals(.0210, wald.p(), 5e-5);
    }

    @Test
    void onlyNestedModelsOfVotesAloneCanBeCompared() {
        Cells cells = Examples.withTies();
        Fit half = BRADLEY_TERRY.fit(cells);
        Fit davidson = BRADLEY_TERRY.with(TieModel.DAVIDSON).fit(cells);
        Fit drawn = WITH_POSITION.with(Prior.ridge(1)).fit(cells);

        assertThrows(IllegalArgumentException.class, () -> LikelihoodRatio.between(half, davidson));
        assertThrows(IllegalArgumentException.class, () -> LikelihoodRatio.between(half, half));
        assertThrows(IllegalArgumentException.class, () -> LikelihoodRatio.between(half, drawn));
    }

    @Test
    void aVoteOfUnknownPlaceStaysOutOfThePositionTermAndIsCounted() {
        // Of A and B places are known and balanced; all that is known of C came without.
        Cells cells = Cells.of(
                3,
                List.of(
                        Cell.of(A, B, WIN).times(6).showing(MODEL_FIRST),
                        Cell.of(A, B, LOSS).times(2).showing(MODEL_FIRST),
                        Cell.of(A, B, WIN).times(3).showing(RIVAL_FIRST),
                        Cell.of(A, B, LOSS).times(3).showing(RIVAL_FIRST),
                        Cell.of(B, C, WIN).times(4),
                        Cell.of(B, C, LOSS).times(3)));

        Fit fit = WITH_POSITION.fit(cells);

        assertEquals(Math.log(3) / 2, fit.effect(POSITION).orElseThrow().estimate(), 1e-12);
        assertEquals(Math.log(3) / 2, fit.strength(A) - fit.strength(B), 1e-12);
        assertEquals(Math.log(4 / 3.), fit.strength(B) - fit.strength(C), 1e-12);
    }

    @Test
    void raterByRaterThePlaceMayMatterLessThanItSeems() {
        // One rater always takes what comes first; ten others do not care.
        List<Cell> votes = new ArrayList<>();
        for (Cell.Shown shown : List.of(MODEL_FIRST, RIVAL_FIRST)) {
            votes.add(Cell.of(A, B, shown == MODEL_FIRST ? WIN : LOSS)
                    .by(0)
                    .times(40)
                    .showing(shown));
            for (int rater = 1; rater <= 10; rater++) {
                votes.add(Cell.of(A, B, WIN).by(rater).showing(shown));
                votes.add(Cell.of(A, B, LOSS).by(rater).showing(shown));
            }
        }
        Cells cells = Cells.of(2, votes);
        Fit fit = WITH_POSITION.fit(cells);
        Effect first = fit.effect(POSITION).orElseThrow();

        Covariance.Wald byVote = Covariance.independent(fit).wald(first);
        Covariance.Wald byRater =
                Interval.RATER.covariance(fit, cells).orElseThrow().wald(first);

        assertEquals(Math.log(5), first.estimate(), 1e-12);
        assertTrue(byVote.p() < 1e-6);
        // s of the one: 80(1 − p); of each other: 2(1 − p) − 2p, p = 5/6. CR1: 11/10. Information 120·p(1 − p).
        double squares = 11 / 10. * (Math.pow(80 / 6., 2) + 10 * Math.pow(4 * (1 / 6. - 5 / 6.) / 2, 2));
        assertEquals(Math.sqrt(squares) / (120 * 5 / 36.), byRater.standardError(), 1e-12);
        assertTrue(byRater.p() > .05);
    }

    @Test
    void wereEachVoteOfARaterOfItsOwnErrorsWouldBeThoseOfIndependentVotes() {
        Cells cells = signed(Examples.withTiesOneByOne(), vote -> vote);
        Fit fit = WITH_TIES.fit(cells);

        double[] byRater = errors(Interval.RATER.covariance(fit, cells).orElseThrow(), fit);

        double correction = Math.sqrt(60 / 59.);
        double[] independent = Arrays.stream(errors(Covariance.independent(fit), fit))
                .map(error -> error * correction)
                .toArray();
        assertArrayEquals(independent, byRater, 1e-12);
    }

    @Test
    void aWeightIsAsGoodAsThatManyVotesOfTheSameRater() {
        List<Cell> votes = Examples.withTiesOneByOne();
        Cells weighed = signed(votes, vote -> vote.weighing(1 + vote.model()));
        Cells repeated = signed(votes, vote -> vote.times(1 + vote.model()));

        Fit fit = WITH_TIES.fit(weighed);
        Fit other = WITH_TIES.fit(repeated);

        assertArrayEquals(
                errors(Interval.RATER.covariance(fit, weighed).orElseThrow(), fit),
                errors(Interval.RATER.covariance(other, repeated).orElseThrow(), other),
                1e-12);
    }

    /** Each by a rater of its own. */
    private static Cells signed(List<Cell> votes, UnaryOperator<Cell> change) {
        return Cells.of(
                3,
                IntStream.range(0, votes.size())
                        .mapToObj(vote -> change.apply(votes.get(vote)).by(vote))
                        .toList());
    }

    private static double[] errors(Covariance covariance, Fit fit) {
        return DoubleStream.concat(
                        Arrays.stream(standardErrors(covariance)), Arrays.stream(Examples.effects(covariance, fit)))
                .toArray();
    }

    @Test
    void aComponentKeepsItsPlaces() {
        List<Cell> votes = new ArrayList<>();
        votes.add(Cell.of(C, A, WIN).showing(RIVAL_FIRST));
        votes.addAll(List.of(
                Cell.of(A, B, WIN).times(6).showing(MODEL_FIRST),
                Cell.of(A, B, LOSS).times(2).showing(MODEL_FIRST),
                Cell.of(A, B, WIN).times(3).showing(RIVAL_FIRST),
                Cell.of(A, B, LOSS).times(3).showing(RIVAL_FIRST)));

        Fit fit = WITH_POSITION.fit(Cells.of(3, votes).within(B, A));

        assertEquals(Math.log(3) / 2, fit.effect(POSITION).orElseThrow().estimate(), 1e-12);
    }

    @Test
    void withoutAKnownPlaceThereIsNoTerm() {
        assertRefused(POSITION_UNKNOWN, WITH_POSITION, Examples.fourPlayers(1));
    }

    @Test
    void aModelThatAlwaysCameFirstHidesWhatThatIsWorth() {
        Cells always = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, WIN).showing(MODEL_FIRST).times(6),
                        Cell.of(A, B, LOSS).showing(MODEL_FIRST).times(4)));

        assertRefused(POSITION_CONFOUNDED, WITH_POSITION, always);
    }

    @Test
    void whereTheFirstAlwaysWonTheEdgeHasNoLimit() {
        List<Cell> votes = List.of(
                Cell.of(A, B, WIN).showing(MODEL_FIRST),
                Cell.of(A, B, LOSS).showing(RIVAL_FIRST),
                Cell.of(B, C, WIN).showing(MODEL_FIRST),
                Cell.of(B, C, LOSS).showing(RIVAL_FIRST));
        List<Cell> turned = votes.stream()
                .map(cell -> cell.showing(cell.shown() == MODEL_FIRST ? RIVAL_FIRST : MODEL_FIRST))
                .toList();

        assertRefused(POSITION_SEPARATED, WITH_POSITION, Cells.of(3, votes));
        assertRefused(POSITION_SEPARATED, WITH_POSITION, Cells.of(3, turned));
    }

    @Test
    void oneTieIsNoLimitToTheEdgeWhereStrengthsCanGiveWay() {
        // A and B tied with A first: strengths may make up for any h, and the rest follows it.
        List<Cell> votes = List.of(
                Cell.of(A, B, TIE).showing(MODEL_FIRST),
                Cell.of(A, B, LOSS).showing(RIVAL_FIRST),
                Cell.of(B, C, WIN).showing(MODEL_FIRST),
                Cell.of(B, C, LOSS).showing(RIVAL_FIRST));

        assertRefused(POSITION_SEPARATED, WITH_POSITION, Cells.of(3, votes));
    }

    @Test
    void placeAndTiesCanRunAwayTogether() {
        // First, A wins; second, it ties: with u = 0 both follow from h ≥ s ≥ |h|, and no single one of the two does.
        Cells cells = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, WIN).showing(MODEL_FIRST),
                        Cell.of(A, B, TIE).showing(MODEL_FIRST),
                        Cell.of(B, A, WIN).showing(MODEL_FIRST),
                        Cell.of(B, A, TIE).showing(MODEL_FIRST),
                        Cell.of(A, B, TIE).showing(RIVAL_FIRST)));

        assertRefused(POSITION_AND_TIES_OUTWEIGH, WITH_POSITION.with(TieModel.DAVIDSON), cells);
        assertRefused(POSITION_AND_TIES_OUTWEIGH, WITH_POSITION.with(TieModel.RAO_KUPPER), cells);
        assertTrue(BRADLEY_TERRY.with(TieModel.DAVIDSON).obstacle(cells).isEmpty());
        assertTrue(WITH_POSITION.obstacle(cells).isEmpty());
    }

    @Test
    void aPriorOnStrengthsDoesNotLimitTheEdge() {
        Cells firstWins = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, WIN).showing(MODEL_FIRST),
                        Cell.of(B, A, WIN).showing(MODEL_FIRST)));

        assertRefused(POSITION_SEPARATED, WITH_POSITION.with(Prior.ridge(1)), firstWins);
    }

    @Test
    void aPriorOnStrengthsTellsPlaceFromStrength() {
        Cells always = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, WIN).showing(MODEL_FIRST).times(6),
                        Cell.of(A, B, LOSS).showing(MODEL_FIRST).times(4)));

        Fit fit = WITH_POSITION.with(Prior.ridge(1)).fit(always);

        assertEquals(Math.log(1.5), fit.effect(POSITION).orElseThrow().estimate(), 1e-12);
        assertArrayEquals(new double[2], fit.strengths(), 1e-12);
        assertArrayEquals(new double[] {Math.sqrt(.5), Math.sqrt(.5)}, standardErrors(Covariance.fisher(fit)), 1e-12);
    }

    private static void assertRefused(NoMaximum.Reason reason, Specification specification, Cells cells) {
        assertEquals(reason, specification.obstacle(cells).orElseThrow());
        assertEquals(
                reason,
                assertThrows(NoMaximum.class, () -> specification.fit(cells)).reason());
    }
}
