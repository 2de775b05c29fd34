package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.D;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.Connectivity.Alone;
import dev.evenhand.rating.fit.Connectivity.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectivityTest {
    @Test
    void aModelThatNeverLostStandsAlone() {
        Connectivity connectivity = of(
                3,
                Cell.of(A, B, WIN).times(10),
                Cell.of(B, C, WIN).times(6),
                Cell.of(B, C, LOSS).times(4));

        assertArrayEquals(new int[] {B, C}, connectivity.components().getFirst());
        assertEquals(List.of(new Alone(A, Reason.NEVER_LOST)), connectivity.alone());
        assertEquals(10, connectivity.votesBetween());
        assertFalse(connectivity.whole());
    }

    @Test
    void twoFieldsThatNeverMetAreTwoComponents() {
        Connectivity connectivity = of(
                4,
                Cell.of(A, B, WIN).times(6),
                Cell.of(A, B, LOSS).times(4),
                Cell.of(C, D, WIN).times(7),
                Cell.of(C, D, LOSS).times(3));

        assertEquals(2, connectivity.components().size());
        assertArrayEquals(new int[] {A, B}, connectivity.components().getFirst());
        assertArrayEquals(new int[] {C, D}, connectivity.components().getLast());
        assertEquals(0, connectivity.votesBetween());
    }

    @Test
    void aBridgeThatIsCrossedOneWayOnlyDoesNotConnect() {
        Connectivity connectivity = of(
                4,
                Cell.of(A, B, WIN).times(6),
                Cell.of(A, B, LOSS).times(4),
                Cell.of(C, D, WIN).times(7),
                Cell.of(C, D, LOSS).times(3),
                Cell.of(A, C, WIN).times(5));

        assertEquals(2, connectivity.components().size());
        assertEquals(5, connectivity.votesBetween());
    }

    @Test
    void oneTieConnectsBothWays() {
        assertTrue(of(2, Cell.of(A, B, TIE)).whole());
        assertTrue(of(2, Cell.of(A, B, .01)).whole());
    }

    @Test
    void everyModelAloneSaysWhy() {
        Connectivity connectivity = of(4, Cell.of(A, B, WIN), Cell.of(B, C, WIN));

        assertEquals(
                List.of(
                        new Alone(A, Reason.NEVER_LOST),
                        new Alone(B, Reason.ONE_WAY),
                        new Alone(C, Reason.NEVER_WON),
                        new Alone(D, Reason.NO_VOTES)),
                connectivity.alone());
        assertEquals(2, connectivity.votesBetween());
    }

    @Test
    void theLargestComponentComesFirst() {
        Connectivity connectivity = of(5, Cell.of(A, B, TIE), Cell.of(C, D, TIE), Cell.of(D, 4, TIE));

        assertArrayEquals(new int[] {C, D, 4}, connectivity.components().getFirst());
    }

    @Test
    void aChainOfManyModelsIsWalkedWithoutOverflow() {
        int models = 5_000;
        List<Cell> circle = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            circle.add(Cell.of(model, (model + 1) % models, WIN));
        }

        assertTrue(Connectivity.of(Cells.of(models, circle).tally()).whole());
    }

    private static Connectivity of(int models, Cell... cells) {
        return Connectivity.of(Cells.of(models, List.of(cells)).tally());
    }
}
