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
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "MAX_Z, 1, " + ALL,
        "MAX_Z, 8, " + CAREFUL,
        "MAX_Z, 11, " + ONE_FIRST,
        "MAX_Z, 20, " + SETTLED,
        "SCHEFFE, 11, " + CAREFUL,
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
        assertArrayEquals(new double[] {.03, .06, .06}, RankRule.holm(new double[] {.01, .04, .03}), 1e-15);
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

    @ParameterizedTest
    @CsvSource({"1, .775, .681, .593", "8, 2.192, 1.925, 1.678", "11, 2.571, 2.257, 1.967", "20, 3.466, 3.044, 2.653"})
    void differencesInStandardErrors(int k, double db, double bc, double ba) {
        Fit fit = fit(Examples.fourPlayers(k));

        double[] z = new Differences(fit, Covariance.independent(fit)).z();

        // In the order AB, AC, AD, BC, BD, CD.
        assertEquals(-db, z[4], 5e-4);
        assertEquals(bc, z[3], 5e-4);
        assertEquals(-ba, z[0], 5e-4);
    }

    @ParameterizedTest
    @CsvSource({"1, 1 1 1 1", "8, 2 2 2 1", "11, 2 2 2 1", "20, 3 2 3 1"})
    void ranksByOverlapAreTheBestThatAreLeft(int k, String expected) {
        String ranks = String.join(
                " ",
                ranks(RankRule.OVERLAP, k).all().stream()
                        .map(rank -> String.valueOf(rank.best()))
                        .toList());

        assertEquals(expected, ranks);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 11, 20})
    void theLargestOfSixDifferencesIsRarelyThisLarge(int k) {
        Fit fit = fit(Examples.fourPlayers(k));

        double[] largest = new ErrorDraws(Covariance.independent(fit)).largest();

        assertEquals(2.5524, largest[(int) (.95 * largest.length)], .005);
    }

    @Test
    void constantsOfBonferroniAndScheffe() {
        // Differences of two models at k times their votes, so that z is what we like.
        Fit fit = fit(Examples.fourPlayers(1));
        Differences differences = new Differences(fit, Covariance.independent(fit));
        double[] z = differences.z();
        double[] scheffe = RankRule.SCHEFFE.adjusted(differences);
        double[] bonferroni = RankRule.BONFERRONI.adjusted(differences);

        for (int pair = 0; pair < z.length; pair++) {
            assertEquals(ChiSquaredDistribution.of(3).survivalProbability(z[pair] * z[pair]), scheffe[pair], 1e-15);
            assertEquals(Math.min(1, 6 * Covariance.independent(fit).twoSided(z[pair])), bonferroni[pair], 1e-15);
        }
        assertEquals(
                2.7954834829151074, Math.sqrt(ChiSquaredDistribution.of(3).inverseSurvivalProbability(.05)), 1e-12);
        assertEquals(2.638257273476751, Covariance.quantile(1 - .05 / 6, Double.POSITIVE_INFINITY), 1e-12);
    }

    @Test
    void fewRatersMakeTheLargestDifferenceLarger() {
        Cells cells = Cells.of(3, Examples.sixRaters());
        Fit fit = fit(cells);
        Covariance byRater = Interval.RATER.covariance(fit, cells).orElseThrow();

        double[] p = RankRule.MAX_Z.adjusted(new Differences(fit, byRater));
        double[] unadjusted = RankRule.UNADJUSTED.adjusted(new Differences(fit, byRater));
        double[] bonferroni = RankRule.BONFERRONI.adjusted(new Differences(fit, byRater));

        double[] largest = new ErrorDraws(byRater).largest();
        double critical = largest[(int) (.95 * largest.length)];
        assertTrue(critical > byRater.quantile(.95) && critical < byRater.quantile(1 - .05 / 3), critical + "");
        for (int pair = 0; pair < p.length; pair++) {
            assertTrue(unadjusted[pair] - .002 <= p[pair] && p[pair] <= bonferroni[pair] + .002);
        }
    }

    @Test
    void scheffesRuleWithFewRatersGoesByF() {
        Cells cells = Cells.of(3, Examples.sixRaters());
        Fit fit = fit(cells);
        Differences differences =
                new Differences(fit, Interval.RATER.covariance(fit, cells).orElseThrow());
        double z = differences.z()[0];

        // P(F > z²/2) with 2 and 5 degrees of freedom, in closed form.
        assertEquals(Math.pow(1 + z * z / 5, -2.5), RankRule.SCHEFFE.adjusted(differences)[0], 1e-12);
    }

    @Test
    void valuesNoLessAreCounted() {
        double[] ascending = {1, 2, 2, 4, 5};

        assertEquals(5, RankRule.atLeast(0, ascending));
        assertEquals(5, RankRule.atLeast(1, ascending));
        assertEquals(4, RankRule.atLeast(2, ascending));
        assertEquals(2, RankRule.atLeast(3, ascending));
        assertEquals(1, RankRule.atLeast(5, ascending));
        assertEquals(0, RankRule.atLeast(6, ascending));
    }

    @Test
    void twoModelsNeedNoAdjusting() {
        Cells cells = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, Cell.WIN).by(0).times(3),
                        Cell.of(A, B, Cell.LOSS).by(1),
                        Cell.of(A, B, Cell.WIN).by(2),
                        Cell.of(A, B, Cell.WIN).by(3)));
        Fit fit = fit(cells);
        Covariance byRater = Interval.RATER.covariance(fit, cells).orElseThrow();
        Differences differences = new Differences(fit, byRater);
        double p = RankRule.UNADJUSTED.adjusted(differences)[0];

        assertEquals(p, RankRule.MAX_Z.adjusted(differences)[0], 4 * Math.sqrt(p * (1 - p) / 500_000));
        assertEquals(p, RankRule.SCHEFFE.adjusted(differences)[0], 1e-12);
        // One t variable decides: P(best) is its one-sided probability.
        double[] first = Ranks.first(fit, byRater);
        assertEquals(1 - p / 2, first[A], .002);
        assertEquals(1, first[A] + first[B], 1e-9);
    }

    @Test
    void whoIsProbablyTheBest() {
        double[] once = first(1);
        double[] often = first(20);

        assertEquals(1, Arrays.stream(once).sum(), 1e-9);
        assertTrue(once[D] > once[B] && once[B] > once[C] && once[B] > once[A]);
        assertTrue(often[D] > .999 && often[D] < 1, often[D] + "");
        // Not less than what is left when it is compared with one at a time.
        double beaten = 0;
        Fit fit = fit(Examples.fourPlayers(1));
        for (int rival : new int[] {A, B, C}) {
            beaten += Covariance.independent(fit)
                            .twoSided((fit.strength(D) - fit.strength(rival))
                                    / Covariance.independent(fit).standardError(D, rival))
                    / 2;
        }
        assertTrue(once[D] >= 1 - beaten - .002);
    }

    @Test
    void modelsThatOnlyEverTiedAreTheBestTogether() {
        Cells cells = Cells.of(3, List.of(Cell.of(A, B, TIE).times(9), Cell.of(B, C, TIE)));
        Fit fit = fit(cells);

        assertArrayEquals(new double[] {1 / 3., 1 / 3., 1 / 3.}, Ranks.first(fit, Covariance.independent(fit)), 1e-9);
        assertEquals(
                List.of(new Rank(1, 1, 3), new Rank(1, 1, 3), new Rank(1, 1, 3)),
                Ranks.of(fit, Covariance.independent(fit), RankRule.MAX_Z, .95).all());
    }

    @Test
    void theTableOfWhoIsAboveWhom() {
        boolean[][] above = ranks(RankRule.HOLM, 11).significantlyAbove();

        assertArrayEquals(new boolean[] {true, true, true, false}, above[D]);
        for (int model : new int[] {A, B, C}) {
            assertArrayEquals(new boolean[4], above[model]);
        }
    }

    private static double[] first(int k) {
        Fit fit = fit(Examples.fourPlayers(k));
        return Ranks.first(fit, Covariance.independent(fit));
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
