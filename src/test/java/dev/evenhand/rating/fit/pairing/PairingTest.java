package dev.evenhand.rating.fit.pairing;

import static dev.evenhand.rating.fit.Cell.WIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairingTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;
    private static final int D = 3;

    @ParameterizedTest
    @EnumSource
    void beforeTheFirstVoteAllPairsAreAlike(Aim aim) {
        Pairing pairing = Pairing.of(Cells.of(5, List.of()).tally(), aim);

        for (int model = 1; model < 5; model++) {
            assertEquals(1, pairing.weight(0, model), 1e-12);
        }
    }

    @ParameterizedTest
    @EnumSource
    void modelsThatNoVotesConnectComeFirst(Aim aim) {
        Cells twoFields = Cells.of(
                5, List.of(Cell.of(A, B, .5).times(50), Cell.of(C, D, .5).times(50)));
        Pairing pairing = Pairing.of(twoFields.tally(), aim);

        assertTrue(pairing.weight(A, C) > 100 * pairing.weight(A, B));
        assertTrue(pairing.weight(A, 4) > 100 * pairing.weight(A, B));
    }

    @ParameterizedTest
    @EnumSource
    void aModelThatNeverLostIsWeighedByAFiniteNumber(Aim aim) {
        Cells undefeated = Cells.of(
                3,
                List.of(Cell.of(A, B, WIN).times(1_000_000), Cell.of(B, C, .6).times(10)));
        Pairing pairing = Pairing.of(undefeated.tally(), aim);

        for (int[] pair : new int[][] {{A, B}, {A, C}, {B, C}}) {
            assertTrue(pairing.weight(pair[0], pair[1]) >= 0 && pairing.weight(pair[0], pair[1]) <= 1);
        }
    }

    @Property(tries = 200)
    void noModelIsStarved(@ForAll Aim aim, @ForAll @IntRange(min = 3, max = 8) int models, @ForAll Random random) {
        Cells.Builder cells = Cells.among(models);
        int[] asked = new int[models];
        int pairs = models * (models - 1) / 2;
        int rounds = 12;
        for (int round = 0; round < rounds; round++) {
            Pairing pairing = Pairing.of(cells.build().tally(), aim);
            for (int vote = 0; vote < 20; vote++) {
                double[] weights = new double[pairs];
                int[][] pair = new int[pairs][];
                int k = 0;
                for (int i = 0; i < models; i++) {
                    for (int j = i + 1; j < models; j++) {
                        pair[k] = new int[] {i, j};
                        weights[k++] = pairing.weight(i, j);
                    }
                }
                int[] drawn = pair[Lot.draw(weights, random).index()];
                asked[drawn[0]]++;
                asked[drawn[1]]++;
                cells.add(Cell.of(
                        drawn[0], drawn[1], random.nextDouble() < .5 + .4 * (drawn[1] - drawn[0]) / models ? 1 : 0));
            }
        }

        double even = 2.0 * rounds * 20 / models;
        assertTrue(Arrays.stream(asked).min().orElseThrow() > even / 10, Arrays.toString(asked));
    }

    @Property
    void theSidesOfAPairDoNotMatter(@ForAll Aim aim, @ForAll Random random) {
        Cells.Builder cells = Cells.among(5);
        for (int vote = 0; vote < 40; vote++) {
            int model = random.nextInt(5);
            cells.add(Cell.of(model, (model + 1 + random.nextInt(4)) % 5, random.nextInt(3) / 2.));
        }
        Pairing pairing = Pairing.of(cells.build().tally(), aim);

        double most = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = i + 1; j < 5; j++) {
                assertEquals(pairing.weight(i, j), pairing.weight(j, i), 1e-12);
                most = Math.max(most, pairing.weight(i, j));
            }
        }
        assertEquals(1, most, 0);
    }

    @Property
    void aTenthOfAllDrawsAsksNothing(
            @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = 1e6) Double> given) {
        double[] weights = given.stream().mapToDouble(Double::doubleValue).toArray();

        double[] probabilities = Lot.probabilities(weights);

        assertEquals(1, Arrays.stream(probabilities).sum(), 1e-12);
        for (double probability : probabilities) {
            assertTrue(probability >= .1 / weights.length - 1e-15);
        }
    }

    @Test
    void theProbabilityThatIsToldIsHowOftenItIsDrawn() {
        double[] weights = {1, 0, 3, .01};
        Random random = new Random(7);
        int[] drawn = new int[4];
        double[] told = new double[4];
        int draws = 200_000;
        for (int draw = 0; draw < draws; draw++) {
            Lot lot = Lot.draw(weights, random);
            drawn[lot.index()]++;
            told[lot.index()] = lot.probability();
        }

        for (int k = 0; k < 4; k++) {
            assertEquals(told[k], drawn[k] / (double) draws, 4 * Math.sqrt(told[k] / draws));
        }
        assertEquals(.025, told[1], 1e-12);
    }

    @Test
    void whatIsNoWeightIsRefused() {
        Random random = new Random(1);
        for (double none : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> Lot.draw(new double[] {1, none}, random));
        }
        assertThrows(IllegalArgumentException.class, () -> Lot.draw(new double[0], random));
        assertEquals(.5, Lot.draw(new double[2], random).probability(), 0);
    }
}
