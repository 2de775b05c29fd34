package dev.evenhand.rating.fit.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FastChatTest {
    private static final List<String> NAMES = List.of("A", "B", "C", "D");
    private static final double[] RATINGS = {922.4271470, 1007.3660812, 927.7676089, 1142.4391630};

    @Test
    void withoutItsAnchorTheMeanIsAThousand() {
        assertArrayEquals(RATINGS, FastChat.of(NAMES, Examples.WIKIPEDIA).ratings(), 5e-7);
    }

    @Test
    void itsAnchorHas1114Points() {
        List<String> anchored = List.of("A", FastChat.ANCHOR, "C", "D");
        double[] ratings = FastChat.of(anchored, Examples.WIKIPEDIA).ratings();

        for (int model = 0; model < RATINGS.length; model++) {
            assertEquals(RATINGS[model] + 1114 - RATINGS[1], ratings[model], 1e-6);
        }
    }

    /** The named defect. */
    @Test
    void theAnchorsIntervalHasNoWidth() {
        List<String> anchored = List.of("A", FastChat.ANCHOR, "C", "D");
        FastChat.Bootstrap bootstrap = FastChat.of(anchored, Examples.WIKIPEDIA).bootstrap(50, new Random(1));

        assertEquals(0, bootstrap.models().get(1).standardError(), 1e-9);
        assertEquals(1114, bootstrap.models().get(1).interval().upper(), 1e-9);
        assertTrue(bootstrap.models().get(0).standardError() > 10);
    }

    /** 22 votes: many resamples leave a model undefeated. */
    @Test
    void resamplesWithoutAMaximumAreDrawnAgainAndCounted() {
        FastChat.Bootstrap bootstrap = FastChat.of(NAMES, Examples.WIKIPEDIA).bootstrap(100, new Random(1));

        assertTrue(bootstrap.redrawn() > 0);
        for (int model = 0; model < RATINGS.length; model++) {
            Published published = bootstrap.models().get(model);
            assertEquals(RATINGS[model], published.rating(), 5e-7);
            assertTrue(published.interval().contains(published.rating()));
            assertEquals(1, published.rank());
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        FastChat board = FastChat.of(NAMES, Examples.WIKIPEDIA);

        assertEquals(board.bootstrap(20, new Random(7)), board.bootstrap(20, new Random(7)));
    }

    /** With n votes a side against one rival, the rating's variance is about κ²/4 · 1/(n/2): p(1 − p) = ¼, and half of θ. */
    @Test
    void manyEvenVotesHaveTheErrorThatTheyMustHave() {
        List<String> two = List.of("A", "B");
        FastChat board = FastChat.of(two, Examples.games(new int[][] {{0, 1, 2000}, {1, 0, 2000}}));
        Published published = board.bootstrap(1000, new Random(1)).models().getFirst();

        double expected = 400 / Math.log(10) * Math.sqrt(1 / (4000 * .25)) / 2;
        assertEquals(expected, published.standardError(), .1 * expected);
        assertEquals(1.96 * expected, published.interval().upper() - 1000, .15 * expected * 1.96);
    }

    @Test
    void votesThatCannotBearResamplingAreRefused() {
        FastChat board = FastChat.of(NAMES.subList(0, 2), Examples.games(new int[][] {{0, 1, 1000}, {1, 0, 1}}));
        FastChat hopeless = FastChat.of(List.of("a", "b", "c", "d", "e", "f", "g", "h"), Examples.games(new int[][] {
            {0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {3, 4, 1}, {4, 5, 1}, {5, 6, 1}, {6, 7, 1}, {7, 0, 1}
        }));

        assertTrue(board.bootstrap(50, new Random(1)).redrawn() > 10);
        assertThrows(ArithmeticException.class, () -> hopeless.bootstrap(10, new Random(1)));
        assertThrows(IllegalArgumentException.class, () -> board.bootstrap(1, new Random(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> FastChat.of(NAMES.subList(0, 2), Examples.games(new int[][] {{0, 1, 3}})));
    }
}
