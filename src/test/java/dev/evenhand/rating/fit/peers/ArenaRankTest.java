package dev.evenhand.rating.fit.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.Scale;
import dev.evenhand.rating.fit.sequential.Game;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArenaRankTest {
    private static final double[] RATINGS = {922.4271470, 1007.3660812, 927.7676089, 1142.4391630};
    private static final double[] VARIANCES = {8940.3273, 7087.2161, 8417.0109, 11746.6395};
    private static final double[] SANDWICH = {.5443431555, .4846549057, .5281733175, .6239699564};
    private static final double Z = 1.959963984540054;

    @Test
    void theVariancesOfItsOwnTest() {
        List<Published> published = ArenaRank.usual().leaderboard(4, Examples.WIKIPEDIA);

        for (int model = 0; model < 4; model++) {
            Published line = published.get(model);
            assertEquals(RATINGS[model], line.rating(), 5e-7);
            assertEquals(VARIANCES[model], line.standardError() * line.standardError(), 5e-4);
            assertEquals(
                    RATINGS[model] - Z * Math.sqrt(VARIANCES[model]),
                    line.interval().lower(),
                    1e-5);
            assertEquals(
                    RATINGS[model] + Z * Math.sqrt(VARIANCES[model]),
                    line.interval().upper(),
                    1e-5);
            assertEquals(1, line.rank());
        }
    }

    @Test
    void withoutWhatItAddsItsErrorsAreThoseOfTheSandwich() {
        List<Published> published = new ArenaRank(0, false, 50).leaderboard(4, Examples.WIKIPEDIA);

        for (int model = 0; model < 4; model++) {
            assertEquals(Scale.ELO * SANDWICH[model], published.get(model).standardError(), 5e-8);
        }
    }

    @Test
    void reweighted() {
        double[] strengths = {-.4496057233, .0357819967, -.4079611529, .8217848796};
        List<Published> published = new ArenaRank(1e-5, true, 6).leaderboard(4, Examples.WIKIPEDIA);

        for (int model = 0; model < 4; model++) {
            assertEquals(
                    1000 + Scale.ELO * strengths[model], published.get(model).rating(), 5e-8);
        }
    }

    /** All pairs are below 50 votes, so that every vote weighs the same. */
    @Test
    void pairsThatAllMetRarelyKeepTheirRatings() {
        List<Published> published = ArenaRank.usualReweighted().leaderboard(4, Examples.WIKIPEDIA);

        assertEquals(RATINGS[3], published.get(3).rating(), 5e-7);
    }

    /** The printed ranks of eight times these votes: D's interval lies above all others. */
    @Test
    void ranksCountTheIntervalsAbove() {
        List<Game> games = new ArrayList<>();
        Collections.nCopies(8, Examples.WIKIPEDIA).forEach(games::addAll);
        List<Published> published = ArenaRank.usual().leaderboard(4, games);

        assertEquals(
                List.of(2, 2, 2, 1), published.stream().map(Published::rank).toList());
    }

    /** The named defect: votes among others narrow the interval of a model that they do not concern. */
    @Test
    void votesAmongOthersNarrowTheIntervalOfANewModel() {
        List<Game> few = Examples.games(new int[][] {{0, 1, 20_000}, {1, 0, 20_000}, {2, 0, 5}, {0, 2, 5}});
        List<Game> many = Examples.games(new int[][] {{0, 1, 500_000}, {1, 0, 500_000}, {2, 0, 5}, {0, 2, 5}});

        double before = ArenaRank.usual().leaderboard(3, few).get(2).standardError();
        double after = ArenaRank.usual().leaderboard(3, many).get(2).standardError();
        assertTrue(after < .5 * before, before + " " + after);
    }

    @Test
    void anUndefeatedModelIsRefused() {
        List<Game> games = Examples.games(new int[][] {{0, 1, 10}, {1, 2, 6}, {2, 1, 4}});

        assertThrows(IllegalArgumentException.class, () -> ArenaRank.usual().leaderboard(3, games));
        assertThrows(IllegalArgumentException.class, () -> new ArenaRank(Double.NaN, false, 50));
    }
}
