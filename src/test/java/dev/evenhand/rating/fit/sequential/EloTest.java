package dev.evenhand.rating.fit.sequential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EloTest {
    private static final double SAME = 1e-9;

    @Test
    void tenToOneIsExpectedOfFourHundredPoints() {
        assertEquals(10 / 11.0, Elo.withK(Elo.ONLINE_K).expected(400), 1e-15);
        assertEquals(.5, Elo.withK(Elo.ONLINE_K).expected(0));
    }

    /** 1613 plays 1609, 1477, 1388, 1586, 1720: Wikipedia's example, in which ratings move after the tournament. */
    @Test
    void theExpectedScoresOfTheWorkedExample() {
        Elo elo = Elo.withK(32);
        double[] rivals = {1609, 1477, 1388, 1586, 1720};

        double sum =
                Arrays.stream(rivals).map(rival -> elo.expected(1613 - rival)).sum();
        assertEquals(.506 + .686 + .785 + .539 + .351, sum, 1e-3);
    }

    @Test
    void aWinAmongEqualsMovesHalfOfK() {
        assertArrayEquals(new double[] {1016, 984}, Elo.withK(32).ratings(2, List.of(Game.won(0, 1))), SAME);
        assertArrayEquals(new double[] {1000, 1000}, Elo.withK(32).ratings(2, List.of(Game.tied(0, 1))), SAME);
    }

    @Test
    void theSecondWinMovesLess() {
        double[] ratings = Elo.withK(32).ratings(2, List.of(Game.won(0, 1), Game.won(0, 1)));

        assertEquals(1016 + 32 * (1 - 1 / (1 + Math.pow(10, -32 / 400.0))), ratings[0], SAME);
    }

    @Property
    void whatOneGainsTheOtherLoses(@ForAll(supplier = Sequences.class) List<Game> games) {
        double[] ratings = Elo.withK(Elo.ONLINE_K).ratings(Sequences.MODELS, games);

        assertEquals(Elo.INITIAL, Arrays.stream(ratings).average().orElseThrow(), SAME);
    }

    @Property
    void theSidesDoNotMatter(@ForAll(supplier = Sequences.class) List<Game> games) {
        Elo elo = Elo.withK(Elo.ONLINE_K);

        assertArrayEquals(
                elo.ratings(Sequences.MODELS, games),
                elo.ratings(Sequences.MODELS, games.stream().map(Game::swapped).toList()),
                SAME);
    }

    @Property
    void turningEveryScoreRoundTurnsTheRatingsRound(@ForAll(supplier = Sequences.class) List<Game> games) {
        Elo elo = Elo.withK(Elo.ONLINE_K);
        List<Game> turned = games.stream()
                .map(game -> new Game(game.model(), game.rival(), 1 - game.score()))
                .toList();

        double[] mirrored = Arrays.stream(elo.ratings(Sequences.MODELS, turned))
                .map(rating -> 2 * Elo.INITIAL - rating)
                .toArray();
        assertArrayEquals(elo.ratings(Sequences.MODELS, games), mirrored, SAME);
    }

    @Test
    void theOrderMatters() {
        List<Game> games = List.of(Game.won(0, 1), Game.won(1, 2), Game.won(2, 0));
        double[] forth = Elo.withK(32).ratings(3, games);
        double[] back = Elo.withK(32).ratings(3, games.reversed());

        assertTrue(Math.abs(forth[0] - back[0]) > 1);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Elo.withK(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Elo.withK(0));
        assertThrows(IllegalArgumentException.class, () -> new Elo(4, Double.NaN, 400));
        assertThrows(IllegalArgumentException.class, () -> new Game(0, 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Game(0, 1, 1.1));
        assertThrows(IllegalArgumentException.class, () -> new Game(1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Game(-1, 1, 1));
    }
}
