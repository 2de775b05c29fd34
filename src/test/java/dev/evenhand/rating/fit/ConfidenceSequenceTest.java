package dev.evenhand.rating.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceSequenceTest {
    private static final double UNIFORM = 1;

    @ParameterizedTest
    @CsvSource({
        "648, 1000, .591678832066, .701697182449, 17.7154415495",
        "1296, 2000, .607354362827, .687262898242, 36.8786013263",
        "6478, 10000, .628754730132, .666536939603, 190.5084147",
        "65, 100, .484827082723, .793795328693, .8855320684",
        "13, 20, .314488268824, .903412643879, -.3574080041"
    })
    void theBetaMixtureOfSoManyWins(int wins, int n, double lower, double upper, double log10) {
        BetaMixture sequence = fed(new BetaMixture(.95), wins, n);

        assertEquals(lower, bounds(sequence).lower(), 1e-12);
        assertEquals(upper, bounds(sequence).upper(), 1e-12);
        assertEquals(log10, sequence.logEValue() / Math.log(10), 5e-8);
    }

    @ParameterizedTest
    @CsvSource({
        "648, 1000, .593443826, .700090885",
        "1296, 2000, .608561233, .686135717",
        "65, 100, .490992346, .789129066",
        "6478, 10000, .629258639, .666049011",
        "13, 20, .327165631, .896517304"
    })
    void theMixtureOverAUniformPrior(int wins, int n, double lower, double upper) {
        BetaMixture sequence = fed(new BetaMixture(.95, UNIFORM, UNIFORM), wins, n);

        assertEquals(lower, bounds(sequence).lower(), 1e-9);
        assertEquals(upper, bounds(sequence).upper(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({".6478, .5, 123", ".6478, 1, 112", ".55, .5, 1350", ".55, 1, 1250", ".52, .5, 9726", ".52, 1, 9126"})
    void aSteadyShareIsFirstSettledHere(double share, double prior, long expected) {
        BetaMixture sequence = new BetaMixture(.95, prior, prior);
        for (int n = 1; n <= 10_000; n++) {
            sequence.add(Math.rint(share * n) - Math.rint(share * (n - 1)));
        }

        assertEquals(OptionalLong.of(expected), sequence.settledAt());
    }

    @Test
    void settledMeansThatEvenIsOutside() {
        BetaMixture sequence = new BetaMixture(.95);
        for (int n = 1; n <= 400; n++) {
            sequence.add(n % 3 == 0 ? 0 : 1);
            boolean outside = !bounds(sequence).contains(ConfidenceSequence.EVEN);

            assertEquals(outside, sequence.logEValue() >= Math.log(20));
            assertTrue(!outside || sequence.settledAt().isPresent());
        }
    }

    @Test
    void nothingSeenLeavesEverythingOpen() {
        assertEquals(new Bounds(0, 1), bounds(new BetaMixture(.95)));
        assertEquals(new Bounds(0, 1), bounds(new EmpiricalBernstein(.95)));
        assertEquals(0, new BetaMixture(.95).logEValue());
        assertEquals(0, new EmpiricalBernstein(.95).logEValue());
    }

    @Test
    void onlyWinsReachUpToOne() {
        BetaMixture sequence = fed(new BetaMixture(.95), 12, 12);

        assertEquals(1, bounds(sequence).upper());
        assertTrue(bounds(sequence).lower() > .5);
    }

    @ParameterizedTest
    @CsvSource({
        "100, .452871482107, .753311697414",
        "300, .512577506625, .690734602898",
        "600, .535183635333, .667113125893"
    })
    void theEmpiricalBernsteinBoundsOfARepeatedPattern(int n, double lower, double upper) {
        EmpiricalBernstein sequence = repeated(n);

        assertEquals(lower, bounds(sequence).lower(), 1e-12);
        assertEquals(upper, bounds(sequence).upper(), 1e-12);
        assertEquals(n, sequence.observations());
    }

    @Test
    void theBernsteinBetHasWonItsStakeTenfoldWhereItSettles() {
        EmpiricalBernstein sequence = repeated(600);
        long settled = sequence.settledAt().orElseThrow();

        assertTrue(repeated((int) settled).logEValue() >= Math.log(20) - 1e-12);
        assertTrue(repeated((int) settled - 1).logEValue() < Math.log(40));
        assertEquals(OptionalLong.empty(), repeated((int) settled - 1).settledAt());
    }

    @Test
    void aMeanThatDriftsIsContradictedAndNotInvented() {
        EmpiricalBernstein sequence = new EmpiricalBernstein(.95);
        for (int n = 0; n < 2_000; n++) {
            sequence.add(n < 1_000 ? 1 : 0);
        }

        assertTrue(sequence.bounds().isEmpty());
    }

    @Test
    void whatIsNoObservationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BetaMixture(.95).add(.5));
        assertThrows(IllegalArgumentException.class, () -> new BetaMixture(.95).add(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new EmpiricalBernstein(.95).add(1.01));
        assertThrows(IllegalArgumentException.class, () -> new EmpiricalBernstein(.95).add(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new BetaMixture(1));
        assertThrows(IllegalArgumentException.class, () -> new EmpiricalBernstein(Double.NaN));
    }

    private static EmpiricalBernstein repeated(int n) {
        double[] pattern = {1, 0, 1, .5, 1, 1, 0, .5, 1, 0};
        EmpiricalBernstein sequence = new EmpiricalBernstein(.95);
        for (int i = 0; i < n; i++) {
            sequence.add(pattern[i % pattern.length]);
        }
        return sequence;
    }

    private static BetaMixture fed(BetaMixture sequence, int wins, int n) {
        for (int i = 0; i < n; i++) {
            sequence.add(i < wins ? 1 : 0);
        }
        return sequence;
    }

    private static Bounds bounds(ConfidenceSequence sequence) {
        return sequence.bounds().orElseThrow();
    }
}
