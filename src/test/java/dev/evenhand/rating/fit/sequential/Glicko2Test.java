package dev.evenhand.rating.fit.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.sequential.Glicko2.Belief;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Glicko2Test {
    private static final Glicko2 GLICKO = new Glicko2(0.5);

    /** The only worked example that Glickman gives. */
    private static final List<Belief> EXAMPLE = List.of(
            new Belief(1500, 200, .06),
            new Belief(1400, 30, .06),
            new Belief(1550, 100, .06),
            new Belief(1700, 300, .06));

    private static final List<Game> GAMES = List.of(Game.won(0, 1), Game.won(2, 0), Game.won(3, 0));

    @Test
    void glickmansExample() {
        Belief after = GLICKO.period(EXAMPLE, GAMES).getFirst();

        assertEquals(1464.050671, after.rating(), 5e-7);
        assertEquals(151.516524, after.deviation(), 5e-7);
        assertEquals(.0599960, after.volatility(), 5e-8);
    }

    @Test
    void withinAPeriodTheOrderDoesNotMatter() {
        List<Belief> forth = GLICKO.period(EXAMPLE, GAMES);
        List<Belief> back = GLICKO.period(EXAMPLE, GAMES.reversed());

        for (int model = 0; model < EXAMPLE.size(); model++) {
            assertEquals(forth.get(model).rating(), back.get(model).rating(), 1e-9);
        }
    }

    @Test
    void howVotesAreCutIntoPeriodsMatters() {
        double together = GLICKO.periods(4, List.of(GAMES)).getFirst().rating();
        double apart = GLICKO.periods(4, GAMES.stream().map(List::of).toList())
                .getFirst()
                .rating();

        assertTrue(Math.abs(together - apart) > 1);
    }

    /** √(200² + (0.06·173.7178)²). */
    @Test
    void aModelThatDoesNotPlayIsLessWellKnown() {
        Belief after = GLICKO.period(EXAMPLE, List.of()).getFirst();

        assertEquals(1500, after.rating());
        assertEquals(Math.hypot(200, .06 * 173.7178), after.deviation(), 1e-9);
        assertEquals(.06, after.volatility());
    }

    /** Δ² > φ² + v: the bracket of step 5 begins at ln(Δ² − φ² − v), and the volatility rises. */
    @Test
    void aGreatSurpriseRaisesTheVolatility() {
        List<Belief> sure = List.of(new Belief(1500, 30, .06), new Belief(1500, 30, .06));
        List<Game> games = Collections.nCopies(60, Game.won(0, 1));

        Belief after = GLICKO.period(sure, games).getFirst();
        assertTrue(after.volatility() > .0601, after.toString());
        assertTrue(after.rating() > 1500);
    }

    @Property
    void theSidesDoNotMatter(@ForAll(supplier = Sequences.class) List<Game> games) {
        List<Belief> forth = GLICKO.periods(Sequences.MODELS, List.of(games));
        List<Belief> swapped = GLICKO.periods(
                Sequences.MODELS, List.of(games.stream().map(Game::swapped).toList()));

        for (int model = 0; model < Sequences.MODELS; model++) {
            assertEquals(forth.get(model).rating(), swapped.get(model).rating(), 1e-9);
            assertEquals(forth.get(model).deviation(), swapped.get(model).deviation(), 1e-9);
        }
    }

    @Property
    void ofModelsThatWereUnknownWhatTheyGainTogetherIsNothing(@ForAll(supplier = Sequences.class) List<Game> games) {
        List<Game> oneEach = games.isEmpty() ? List.of() : List.of(games.getFirst());

        double mean = GLICKO.periods(Sequences.MODELS, List.of(oneEach)).stream()
                .mapToDouble(Belief::rating)
                .average()
                .orElseThrow();
        assertEquals(1500, mean, 1e-9);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Glicko2(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Belief(Double.NaN, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Belief(1500, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Belief(1500, 1, Double.POSITIVE_INFINITY));
    }
}
