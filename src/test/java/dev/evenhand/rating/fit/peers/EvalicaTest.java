package dev.evenhand.rating.fit.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.NotConverged;
import dev.evenhand.rating.fit.sequential.Game;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvalicaTest {
    /** Powers of geometric mean 1, as Wikipedia and arena-rank's test print them. */
    private static final double[] POWERS = {.639834815, 1.043314403, .659810196, 2.270376628};

    private static final Evalica TRANSITIVE = Evalica.of(
            3, Examples.games(new int[][] {{0, 1, 7}, {1, 0, 3}, {0, 2, 9}, {2, 0, 1}, {1, 2, 6}, {2, 1, 4}}));

    private static final Evalica WIKIPEDIA = Evalica.of(4, Examples.WIKIPEDIA);

    @Test
    void bradleyTerrySumsToOne() {
        double sum = Arrays.stream(POWERS).sum();

        assertArrayEquals(Arrays.stream(POWERS).map(power -> power / sum).toArray(), WIKIPEDIA.bradleyTerry(), 1e-9);
    }

    /** Without ties Davidson's model is that of Bradley and Terry. */
    @Test
    void newmanWithoutTiesHasTheSameRatios() {
        double[] scores = TRANSITIVE.newman();

        assertEquals(.9436058499 + .1601606972, Math.log(scores[0] / scores[1]), 2e-10);
        assertEquals(.7834451527 - .1601606972, Math.log(scores[1] / scores[2]), 2e-10);
    }

    /** A and C met only B and D there: a step that moves all at once throws the halves to and fro. */
    @Test
    void votesBetweenTwoHalvesNeverSettle() {
        assertThrows(NotConverged.class, WIKIPEDIA::newman);
        assertThrows(NotConverged.class, WIKIPEDIA::eigen);
    }

    /** A–B 12 wins, 6 ties, 7 losses; B–C 10, 5, 5; A–C 9, 3, 3: Davidson's maximum is known to ten digits. */
    @Test
    void newmanWithTiesHasDavidsonsRatios() {
        List<Game> games = new ArrayList<>(
                Examples.games(new int[][] {{0, 1, 12}, {1, 0, 7}, {1, 2, 10}, {2, 1, 5}, {0, 2, 9}, {2, 0, 3}}));
        IntStream.range(0, 6).forEach(tie -> games.add(Game.tied(0, 1)));
        IntStream.range(0, 5).forEach(tie -> games.add(Game.tied(2, 1)));
        IntStream.range(0, 3).forEach(tie -> games.add(Game.tied(0, 2)));
        double[] scores = Evalica.of(3, games).newman();

        assertEquals(.5632711015 - .0449442460, Math.log(scores[0] / scores[1]), 1e-9);
        assertEquals(.0449442460 + .6082153475, Math.log(scores[1] / scores[2]), 1e-9);
    }

    @Test
    void countingAndAverages() {
        List<Game> games = List.of(Game.won(0, 1), Game.won(0, 1), Game.tied(1, 0), Game.won(2, 0));
        Evalica evalica = Evalica.of(3, games);

        assertArrayEquals(new double[] {2.5, .5, 1}, evalica.counting());
        assertArrayEquals(new double[] {(2.5 / 3 + 0) / 2, .5 / 3, 1}, evalica.averageWinRate(), 1e-15);
    }

    /** The named defect. */
    @Test
    void eigenPutsTheWeakestFirstAndPagerankTheStrongest() {
        double[] eigen = TRANSITIVE.eigen();
        double[] pagerank = TRANSITIVE.pagerank();

        assertTrue(eigen[0] < eigen[1] && eigen[1] < eigen[2]);
        assertTrue(pagerank[0] > pagerank[1] && pagerank[1] > pagerank[2]);
        assertEquals(1, Arrays.stream(eigen).map(x -> x * x).sum(), 1e-12);
        assertEquals(1, Arrays.stream(pagerank).sum(), 1e-12);
    }

    /** The rank of a model that never lost is spread evenly over both: r₀ = .85(r₀/2 + r₁) + .075 and r₀ + r₁ = 1. */
    @Test
    void pagerankOfAnUndefeatedModel() {
        double[] scores = Evalica.of(2, List.of(Game.won(0, 1))).pagerank();

        double undefeated = (.85 + .075) / (1 + .425);
        assertArrayEquals(new double[] {undefeated, 1 - undefeated}, scores, 1e-12);
    }

    @Test
    void theOrderMattersToEloOnly() {
        Evalica reversed = Evalica.of(4, Examples.WIKIPEDIA.reversed());

        assertTrue(Math.abs(WIKIPEDIA.elo()[0] - reversed.elo()[0]) > .1);
        assertArrayEquals(WIKIPEDIA.pagerank(), reversed.pagerank(), 1e-12);
    }

    @Test
    void whatHasNoScoresIsRefused() {
        Evalica undefeated = Evalica.of(3, Examples.games(new int[][] {{0, 1, 10}, {1, 2, 6}, {2, 1, 4}}));
        Evalica idle = Evalica.of(3, Examples.games(new int[][] {{0, 1, 1}, {1, 0, 1}}));

        assertThrows(IllegalArgumentException.class, undefeated::bradleyTerry);
        assertThrows(IllegalArgumentException.class, undefeated::newman);
        assertThrows(IllegalArgumentException.class, idle::averageWinRate);
        assertThrows(IllegalArgumentException.class, () -> Evalica.of(2, List.of(new Game(0, 1, .7))));
        assertThrows(IllegalArgumentException.class, () -> Evalica.of(1, List.of()));
    }
}
