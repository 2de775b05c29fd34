package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.D;
import static dev.evenhand.rating.fit.Examples.fit;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.Ranks.Rank;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RanksTest {
    private static final String ALL = "1-4 1-4 1-4 1-4";
    private static final String CAREFUL = "2-4 1-4 2-4 1-2";
    private static final String ONE_FIRST = "2-4 2-4 2-4 1-1";
    private static final String SETTLED = "3-4 2-2 3-4 1-1";

    @ParameterizedTest
    @CsvSource({
        "HOLM, 1, " + ALL,
        "HOLM, 8, " + CAREFUL,
        "HOLM, 11, " + ONE_FIRST,
        "HOLM, 20, " + SETTLED,
        "BONFERRONI, 1, " + ALL,
        "BONFERRONI, 8, " + CAREFUL,
        "BONFERRONI, 11, " + CAREFUL,
        "BONFERRONI, 20, " + SETTLED,
        "UNADJUSTED, 1, " + ALL,
        "UNADJUSTED, 8, 2-4 2-4 2-4 1-1",
        "UNADJUSTED, 11, " + SETTLED,
        "UNADJUSTED, 20, " + SETTLED
    })
    void theFourPlayersHaveTheseRanks(RankRule rule, int k, String expected) {
        String ranks = String.join(
                " ",
                ranks(rule, k).all().stream()
                        .map(rank -> rank.best() + "-" + rank.worst())
                        .toList());

        assertEquals(expected, ranks);
    }

    @Test
    void theRankItselfGoesByRating() {
        assertEquals(
                List.of(4, 2, 3, 1),
                ranks(RankRule.HOLM, 8).all().stream().map(Rank::rank).toList());
    }

    @Test
    void holmsProbabilities() {
        Ranks ranks = ranks(RankRule.HOLM, 11);

        assertEquals(.0983019, ranks.p(A, B), 5e-8);
        assertEquals(.9148111, ranks.p(A, C), 5e-8);
        assertEquals(1.5171e-5, ranks.p(A, D), 5e-10);
        assertEquals(.0719359, ranks.p(B, C), 5e-8);
        assertEquals(.0406076, ranks.p(B, D), 5e-8);
        assertEquals(1.35349e-4, ranks.p(C, D), 5e-10);
    }

    @Test
    void holmNeverRejectsPastTheFirstThatStands() {
        assertArrayEquals(new double[] {.03, .06, .06}, RankRule.HOLM.adjusted(new double[] {.01, .04, .03}), 1e-15);
    }

    @Test
    void whatLooksApartByItselfNeedNotBeSoAmongMany() {
        Ranks careful = ranks(RankRule.HOLM, 8);

        assertEquals(.1135, careful.p(D, B), 5e-5);
        assertFalse(careful.significantlyAbove(D, B));
        assertTrue(careful.significantlyAbove(D, A));
        assertFalse(careful.significantlyAbove(A, D));
    }

    @Test
    void clusteredErrorsUseTheirDegreesOfFreedom() {
        Cells cells = Cells.of(3, Examples.sixRaters());
        Fit fit = fit(cells);
        Covariance byRater = Interval.RATER.covariance(fit, cells).orElseThrow();

        // 2 P(t₅ > .3658115812 / .8753464415), by the closed form of five degrees of freedom.
        assertEquals(
                .6933572551, Ranks.of(fit, byRater, RankRule.UNADJUSTED, .95).p(A, B), 1e-9);
    }

    @Test
    void modelsThatOnlyEverTiedShareTheFirstRank() {
        Cells cells = Cells.of(3, List.of(Cell.of(A, B, TIE).times(9), Cell.of(B, C, TIE)));
        Fit fit = fit(cells);

        List<Rank> ranks =
                Ranks.of(fit, Covariance.independent(fit), RankRule.HOLM, .95).all();

        assertEquals(List.of(new Rank(1, 1, 3), new Rank(1, 1, 3), new Rank(1, 1, 3)), ranks);
    }

    private static Ranks ranks(RankRule rule, int k) {
        Fit fit = fit(Examples.fourPlayers(k));
        return Ranks.of(fit, Covariance.independent(fit), rule, .95);
    }
}
