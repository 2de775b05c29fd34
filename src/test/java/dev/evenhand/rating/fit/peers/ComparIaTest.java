package dev.evenhand.rating.fit.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ComparIaTest {
    /** 400 points are ten to one, 800 a hundred to one. */
    @Test
    void aMeanOverTheOthers() {
        double[] means = ComparIa.meanWinProbabilities(1400, 1000, 600);

        assertArrayEquals(new double[] {(10 / 11.0 + 100 / 101.0) / 2, .5, (1 / 11.0 + 1 / 101.0) / 2}, means, 1e-15);
    }

    @Test
    void equalsShareARank() {
        assertArrayEquals(new int[] {2, 1, 2, 4}, ComparIa.ranks(5, 7, 5, 1));
    }

    @Test
    void whatIsNoRatingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ComparIa.meanWinProbabilities(1000, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> ComparIa.ranks(1000, Double.NaN));
    }
}
