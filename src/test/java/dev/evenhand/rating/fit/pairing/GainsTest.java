package dev.evenhand.rating.fit.pairing;

import static dev.evenhand.rating.fit.Cell.WIN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class GainsTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;
    private static final int D = 3;
    private static final int[][] PAIRS = {{A, B}, {A, C}, {A, D}, {B, C}, {B, D}, {C, D}};

    /** The four players of the article on the Bradley–Terry model in Wikipedia. */
    private static final List<Cell> FOUR_PLAYERS = List.of(
            Cell.of(A, B, WIN).times(2),
            Cell.of(B, A, WIN).times(3),
            Cell.of(A, D, WIN).times(1),
            Cell.of(D, A, WIN).times(4),
            Cell.of(B, C, WIN).times(5),
            Cell.of(C, B, WIN).times(3),
            Cell.of(C, D, WIN).times(1),
            Cell.of(D, C, WIN).times(3));

    private final Fit fit = BradleyTerry.fit(Cells.of(4, FOUR_PLAYERS).tally());
    private final Gains gains = Gains.of(fit);

    @Test
    void theInformationGrowsMostBetweenModelsFarApartInTheGraph() {
        double[] determinant = Arrays.stream(PAIRS)
                .mapToDouble(pair -> gains.determinant(pair[0], pair[1]))
                .toArray();

        assertArrayEquals(
                new double[] {.1460794005, .2027849872, .1321878315, .1029486218, .1941661930, .1483059012},
                determinant,
                1e-10);
    }

    @Test
    void theSummedVarianceFallsMostWhereTheWorstKnownModelIsAsked() {
        double[] precision = Arrays.stream(PAIRS)
                .mapToDouble(pair -> gains.precision(pair[0], pair[1]))
                .toArray();

        assertArrayEquals(
                new double[] {.0558429386, .0850648100, .0539092555, .0252258420, .0939069191, .0721884647},
                precision,
                1e-10);
    }

    @Test
    void precisionIsWhatAVoteTakesOffTheVariances() {
        double before = variances(fit);
        for (int[] pair : PAIRS) {
            // One vote with the score that the fit expects leaves the strengths where they are.
            List<Cell> votes = new ArrayList<>(FOUR_PLAYERS);
            votes.add(Cell.of(pair[0], pair[1], fit.probability(pair[0], pair[1])));
            Fit after = BradleyTerry.fit(Cells.of(4, votes).tally());

            assertEquals(before - variances(after), gains.precision(pair[0], pair[1]), 1e-10);
        }
    }

    @Test
    void orderIsWhatAVoteTakesOffThePairsThatWillStandInTheWrongOrder() {
        for (int[] pair : PAIRS) {
            double wrong = 0;
            for (int[] other : PAIRS) {
                double d = fit.strength(other[0]) - fit.strength(other[1]);
                double variance = variance(fit, other[0], other[1]);
                List<Cell> votes = new ArrayList<>(FOUR_PLAYERS);
                votes.add(Cell.of(pair[0], pair[1], fit.probability(pair[0], pair[1])));
                double less =
                        variance - variance(BradleyTerry.fit(Cells.of(4, votes).tally()), other[0], other[1]);
                double step = 1e-4 * variance;
                double slope =
                        (wrongAfter(d, variance, variance / 2 - step) - wrongAfter(d, variance, variance / 2 + step))
                                / (2 * step);
                wrong += slope * less;
            }

            assertEquals(wrong, gains.order(pair[0], pair[1]), 1e-5 * wrong);
        }
    }

    /** The probability that D ~ N(d, variance) and its estimate D' ~ N(d, resolved) differ in sign, by quadrature. */
    private static double wrongAfter(double d, double variance, double resolved) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        int steps = 200_000;
        double reach = 9;
        double wrong = 0;
        for (int k = 0; k < steps; k++) {
            double z = -reach + 2 * reach * (k + .5) / steps;
            double estimate = d + Math.sqrt(resolved) * z;
            double other = normal.survivalProbability(Math.abs(estimate) / Math.sqrt(variance - resolved));
            wrong += normal.density(z) * other * 2 * reach / steps;
        }
        return wrong;
    }

    @Test
    void orderAsksNeighboursRatherThanModelsFarApart() {
        Gains known = Gains.of(Cells.of(
                        4,
                        List.of(
                                Cell.of(A, B, .52).times(100),
                                Cell.of(A, C, .9).times(100),
                                Cell.of(A, D, .9).times(100),
                                Cell.of(B, C, .9).times(100),
                                Cell.of(B, D, .9).times(100),
                                Cell.of(C, D, .52).times(100)))
                .tally());

        assertTrue(known.order(A, B) > 4 * known.order(B, C));
        assertTrue(known.order(C, D) > 4 * known.order(A, C));
        assertTrue(known.precision(A, B) < 4 * known.precision(B, C));
    }

    @Test
    void aPairAloneGainsAsTheArenaPaperSays() {
        double[] rates = {.5, .7, .9};
        long[] votes = {10, 40, 160};
        double[] scores = new double[3];
        Arrays.setAll(scores, k -> Gains.ofPairAlone(rates[k], votes[k]));
        double total = Arrays.stream(scores).sum();

        assertArrayEquals(new double[] {.00735821072, .000889075189, .0000737702641}, scores, 1e-11);
        assertArrayEquals(
                new double[] {.884288071968, .106846435171, .00886549286},
                Arrays.stream(scores).map(score -> score / total).toArray(),
                1e-11);
        assertThrows(IllegalArgumentException.class, () -> Gains.ofPairAlone(.5, 0));
        assertThrows(IllegalArgumentException.class, () -> Gains.ofPairAlone(Double.NaN, 3));
    }

    @Test
    void theGuessComesToTheFitAsVotesOutweighThePrior() {
        List<Cell> votes = FOUR_PLAYERS.stream()
                .map(cell -> cell.times(100_000 * cell.count()))
                .toList();
        Guess guess = Guess.of(Cells.of(4, votes).tally());

        for (int model = 0; model < 4; model++) {
            assertEquals(fit.strength(model), guess.strengths()[model], 1e-4);
        }
    }

    @Test
    void theGuessSolvesItsOwnEquations() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            Cells.Builder cells = Cells.among(6);
            for (int vote = random.nextInt(30); vote > 0; vote--) {
                int model = random.nextInt(6);
                cells.add(Cell.of(model, (model + 1 + random.nextInt(5)) % 6, random.nextBoolean() ? 1 : 0)
                        .times(1 + (int) Math.exp(12 * random.nextDouble())));
            }
            Cells votes = cells.build();
            double[] strengths = Guess.of(votes.tally()).strengths();

            double[] left = Arrays.stream(strengths).map(strength -> -strength).toArray();
            votes.tally().pairs().forEach(pair -> {
                double p = 1 / (1 + Math.exp(strengths[pair.rival()] - strengths[pair.model()]));
                double pull = pair.score() - (pair.score() + pair.rivalScore()) * p;
                left[pair.model()] += pull;
                left[pair.rival()] -= pull;
            });
            for (double each : left) {
                assertEquals(0, each, 1e-6 * votes.votes() + 1e-6);
            }
        }
    }

    /** Newton's steps from zero, left as long as they come, never settle on these votes. */
    @Test
    void theGuessComesToAnEndWhereVotesAreExtreme() {
        Cells votes = Cells.of(
                5,
                List.of(
                        Cell.of(0, 2, WIN).times(369),
                        Cell.of(3, 0, WIN).times(9_808),
                        Cell.of(3, 1, WIN).times(3_135),
                        Cell.of(4, 1, WIN).times(19),
                        Cell.of(0, 4, WIN).times(458_871),
                        Cell.of(2, 0, WIN).times(272_947)));

        double[] strengths = Guess.of(votes.tally()).strengths();

        assertTrue(strengths[3] > strengths[0] && strengths[2] > strengths[0] && strengths[0] > strengths[4]);
    }

    private static double variances(Fit fit) {
        double sum = 0;
        for (int model = 0; model < fit.models(); model++) {
            sum += fit.inverseInformation(model, model);
        }
        return sum;
    }

    private static double variance(Fit fit, int i, int j) {
        return fit.inverseInformation(i, i) + fit.inverseInformation(j, j) - 2 * fit.inverseInformation(i, j);
    }
}
