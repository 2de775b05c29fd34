package dev.evenhand.rating.fit.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AlpacaEvalTest {
    @Test
    void theWorkedExample() {
        AlpacaEval result = AlpacaEval.of(1, 2, 2, 1.5, 2, 1.2, 1.9, 0);

        assertEquals(63.75, result.winRate(), 1e-12);
        assertEquals(14.007332263598842, result.standardError(), 1e-12);
        assertEquals(4, result.wins());
        assertEquals(2, result.baselineWins());
        assertEquals(2, result.draws());
        assertEquals(62.5, result.discreteWinRate(), 1e-12);
    }

    @Test
    void onePreferenceHasNoError() {
        assertEquals(Double.NaN, AlpacaEval.of(2).standardError());
    }

    @Test
    void whatIsNoPreferenceIsRefused() {
        assertThrows(IllegalArgumentException.class, AlpacaEval::of);
        assertThrows(IllegalArgumentException.class, () -> AlpacaEval.of(2.1));
        assertThrows(IllegalArgumentException.class, () -> AlpacaEval.of(.5));
        assertThrows(IllegalArgumentException.class, () -> AlpacaEval.of(Double.NaN));
    }
}
