package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.fit;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BradleyTerryTest {
    @Test
    void baseballIsRatedAsAgrestiPrintedIt() {
        Fit fit = fit(Examples.baseball());

        double[] againstBaltimore = IntStream.range(1, 7)
                .mapToDouble(team -> fit.strength(team) - fit.strength(0))
                .toArray();
        assertArrayEquals(new double[] {1.1077, .6839, 1.4364, 1.5814, 1.2476, 1.2945}, againstBaltimore, 5e-5);
        assertEquals(172.24817599, fit.negativeLogLikelihood(), 1e-8);
    }

    @Test
    void theFourPlayersOfTheEncyclopediaAreRatedToTheLastDigit() {
        Fit fit = fit(Examples.fourPlayers(1));

        assertArrayEquals(
                new double[] {-.44654523746983, .04240257171278, -.41580306743200, .81994573318905},
                fit.strengths(),
                1e-13);
        double[] powers = IntStream.range(0, 4)
                .mapToDouble(player -> Math.exp(fit.strength(player)))
                .toArray();
        assertArrayEquals(new double[] {.639834815, 1.043314403, .659810196, 2.270376628}, powers, 1e-9);
    }

    @Test
    void aTieIsHalfAWinForEitherSide() {
        Fit fit = fit(Examples.withTies());

        assertArrayEquals(new double[] {.4226269373, .0335933666, -.4562203038}, fit.strengths(), 1e-10);
        assertEquals(39.2229294712, fit.negativeLogLikelihood(), 1e-10);
    }

    @Test
    void tiesCanBeLeftOut() {
        Fit fit = fit(Examples.withTies().withoutTies());

        assertArrayEquals(new double[] {.5561972266, .0480633359, -.6042605625}, fit.strengths(), 1e-10);
        assertEquals(28.8089836803, fit.negativeLogLikelihood(), 1e-10);
    }

    @Test
    void aSoftOutcomeIsSharedBetweenTheSides() {
        Fit shared = fit(Cells.of(2, List.of(Cell.of(A, B, .8).times(10))));

        assertEquals(Math.log(4), shared.strength(A) - shared.strength(B), 1e-12);
    }

    @Test
    void everyVoteOfARaterCanBeGivenAWeight() {
        double[] weight = {.3, 1.7, .9, 1.1, .4, 1.6};
        List<Cell> weighed = Examples.sixRaters().stream()
                .map(cell -> cell.weighing(weight[cell.rater()]))
                .toList();

        double[] strengths = fit(Cells.of(3, weighed)).strengths();

        assertArrayEquals(new double[] {.2815966568, .4785194320, -.7601160887}, strengths, 1e-10);
    }

    @Test
    void ratersCanBeDrawnMoreThanOnceOrNotAtAll() {
        int[] times = {2, 0, 1, 1, 0, 2};
        List<Cell> drawn = Examples.sixRaters().stream()
                .filter(cell -> times[cell.rater()] > 0)
                .map(cell -> cell.times(cell.count() * times[cell.rater()]))
                .toList();

        double[] strengths = fit(Cells.of(3, drawn)).strengths();

        assertArrayEquals(new double[] {1.3605981604, -.1731982044, -1.1873999560}, strengths, 1e-10);
    }

    @Test
    void aCircleOfEqualVictoriesIsATie() {
        Cells circle = Cells.of(
                3,
                List.of(
                        Cell.of(A, B, WIN).times(8),
                        Cell.of(A, B, LOSS).times(2),
                        Cell.of(B, C, WIN).times(8),
                        Cell.of(B, C, LOSS).times(2),
                        Cell.of(C, A, WIN).times(8),
                        Cell.of(C, A, LOSS).times(2)));

        assertArrayEquals(new double[3], fit(circle).strengths(), 1e-15);
    }

    @Test
    void aModelThatNeverLostHasNoRating() {
        NoMaximum none = assertThrows(NoMaximum.class, () -> fit(Examples.undefeated()));

        assertEquals(NoMaximum.Reason.NOT_CONNECTED, none.reason());
    }

    @Test
    void aLopsidedPairIsStillExact() {
        Cells lopsided = Cells.of(2, List.of(Cell.of(A, B, WIN).times(1_000_000), Cell.of(B, A, WIN)));

        assertEquals(Math.log(1e6), fit(lopsided).strength(A) * 2, 1e-11);
    }

    @Test
    void twoLargeFieldsHeldTogetherByOneTieAreStillExact() {
        int half = 1_000_000;
        Cells bridge = Cells.of(
                4,
                List.of(
                        Cell.of(0, 1, WIN).times(half),
                        Cell.of(0, 1, LOSS).times(half / 2),
                        Cell.of(2, 3, WIN).times(half),
                        Cell.of(2, 3, LOSS).times(half / 4),
                        Cell.of(1, 2, TIE)));

        Fit fit = fit(bridge);

        assertEquals(Math.log(2), fit.strength(0) - fit.strength(1), 1e-12);
        assertEquals(0, fit.strength(1) - fit.strength(2), 1e-12);
        assertEquals(Math.log(4), fit.strength(2) - fit.strength(3), 1e-12);
    }

    @Test
    void aStepThatOvershootsIsHalved() {
        // Without halving, the eighth Newton step raises the loss ten thousandfold.
        int[][] results = {
            {1, 0, 100, 1},
            {2, 0, 10, 0},
            {2, 1, 100_000, 0},
            {3, 0, 100, 10},
            {3, 1, 10_000, 10_000},
            {3, 2, 10, 1_000},
            {4, 0, 100_000, 10},
            {4, 2, 1_000_000, 100},
            {4, 3, 0, 1}
        };
        Cells.Builder cells = Cells.among(5);
        for (int[] result : results) {
            if (result[2] > 0) {
                cells.add(Cell.of(result[0], result[1], WIN).times(result[2]));
            }
            if (result[3] > 0) {
                cells.add(Cell.of(result[0], result[1], LOSS).times(result[3]));
            }
        }
        Tally tally = cells.build().tally();

        Fit fit = BradleyTerry.fit(tally);

        double[] expected = new double[5];
        for (Tally.Pair pair : tally.pairs()) {
            expected[pair.model()] += pair.votes() * fit.probability(pair.model(), pair.rival());
            expected[pair.rival()] += pair.votes() * fit.probability(pair.rival(), pair.model());
        }
        for (int model = 0; model < 5; model++) {
            double scored = tally.totals().get(model).score();
            assertEquals(scored, expected[model], 1e-9 * scored);
        }
    }

    @Test
    void whatDoublePrecisionCannotHoldIsGivenUpAndSaid() {
        Cells beyond =
                Cells.of(2, List.of(Cell.of(A, B, WIN), Cell.of(A, B, LOSS).weighing(Double.MIN_VALUE)));

        NotConverged givenUp = assertThrows(NotConverged.class, () -> fit(beyond));

        assertTrue(givenUp.steps() > 0 && givenUp.steps() <= Newton.MAX_STEPS);
        assertTrue(givenUp.getMessage().contains("steps"));
    }

    @Test
    void whatIsNoVoteIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Cell.of(A, B, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Cell.of(A, B, 1.5));
        assertThrows(IllegalArgumentException.class, () -> Cell.of(A, A, WIN));
        assertThrows(IllegalArgumentException.class, () -> Cell.of(A, B, WIN).times(0));
        assertThrows(IllegalArgumentException.class, () -> Cell.of(A, B, WIN).weighing(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Cell.of(A, B, WIN).weighing(0));
        assertThrows(IllegalArgumentException.class, () -> Cell.of(A, B, WIN).by(-2));
        assertThrows(IndexOutOfBoundsException.class, () -> Cells.among(2).add(Cell.of(A, C, WIN)));
    }

    @Test
    void whoMetWhomDoesNotMatterToHowExactlyStrengthsAreFound() {
        for (int models : new int[] {2, 3, 12, 60}) {
            for (int apart : new int[] {1, 2, models}) {
                Tally tally = ring(models, apart).tally();
                Fit fit = BradleyTerry.fit(tally);

                double[] pull = new double[models];
                for (Tally.Pair pair : tally.pairs()) {
                    double gain = pair.score() - pair.weight() * fit.probability(pair.model(), pair.rival());
                    pull[pair.model()] += gain;
                    pull[pair.rival()] -= gain;
                }
                assertArrayEquals(new double[models], pull, 1e-11 * tally.votes(), "%d, %d".formatted(models, apart));
                assertEquals(0, Arrays.stream(fit.strengths()).sum(), 1e-12 * models);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"60, 14", "20, 26"})
    void sweepsSettleWhereModelsMetMany(int apart, int most) {
        PairLikelihood votes = new PairLikelihood(ring(60, apart).tally());

        Sweeps sweeps = new Sweeps(votes, new double[60]);

        assertTrue(sweeps.settled());
        assertTrue(sweeps.count() <= most, sweeps.count() + " sweeps");
    }

    /** Models in a ring, of which each met those no further away. */
    private static Cells ring(int models, int apart) {
        Random random = new Random(models);
        Cells.Builder cells = Cells.among(models);
        for (int model = 0; model < models; model++) {
            for (int step = 1; step <= Math.min(apart, models / 2); step++) {
                int rival = (model + step) % models;
                cells.add(Cell.of(model, rival, WIN).times(1 + random.nextInt(40)));
                cells.add(Cell.of(model, rival, LOSS).times(1 + random.nextInt(40)));
            }
        }
        return cells.build();
    }

    @Test
    void manyModelsAreCountedAsFewAre() {
        int far = 1_500;
        List<Cell> near = List.of(
                Cell.of(A, B, WIN).times(3),
                Cell.of(B, A, WIN).times(2),
                Cell.of(A, C, TIE),
                Cell.of(C, B, .3).times(4),
                Cell.of(C, B, LOSS).weighing(.5));
        List<Cell> apart = near.stream()
                .map(cell -> new Cell(
                        cell.rater(),
                        cell.prompt(),
                        cell.model() * far,
                        cell.rival() * far,
                        cell.score(),
                        cell.count(),
                        cell.weight()))
                .toList();

        List<Tally.Pair> few = Cells.of(3, near).tally().pairs();
        List<Tally.Pair> many = Cells.of(2 * far + 1, apart).tally().pairs();

        assertEquals(few.size(), many.size());
        for (int at = 0; at < few.size(); at++) {
            assertEquals(few.get(at).rival() * far, many.get(at).rival());
            assertEquals(few.get(at).wins(), many.get(at).wins());
            assertEquals(few.get(at).losses(), many.get(at).losses());
            assertEquals(few.get(at).ties(), many.get(at).ties());
            assertEquals(few.get(at).score(), many.get(at).score(), 1e-15);
            assertEquals(few.get(at).squaredRivalScore(), many.get(at).squaredRivalScore(), 1e-15);
        }
    }
}
