package dev.evenhand.rating.fit.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.peers.EqBench3.Comparison;
import dev.evenhand.rating.fit.peers.EqBench3.Margin;
import dev.evenhand.rating.fit.peers.EqBench3.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EqBench3Test {
    private static final String UPPER = "o3";
    private static final String LOWER = "meta-llama/llama-3.2-1b-instruct";
    private static final String OTHER = "some/model";
    private static final List<String> LADDER = List.of(LOWER, OTHER, UPPER);

    /** A single win from the priors: 1258.873092 and 1141.126908, σ 100.722739. */
    @Test
    void bothAnchorsStandWhereTheyMust() {
        Map<String, Standing> standings =
                EqBench3.ofApril2025().standings(List.of(new Comparison(UPPER, LOWER, 1, "1", 12, 3)), LADDER);

        assertEquals(1258.873092, standings.get(UPPER).mean(), 5e-7);
        assertEquals(100.722739, standings.get(UPPER).deviation(), 5e-7);
        assertEquals(
                1258.873092 - 1.96 * 100.722739, standings.get(UPPER).interval().lower(), 5e-6);
        assertEquals(1500, standings.get(UPPER).normalised(), 1e-9);
        assertEquals(200, standings.get(LOWER).normalised(), 1e-9);
    }

    /** One order says 5 to 0, the other 0 to 7: a group of 5 to 7. */
    @Test
    void theTwoOrdersOfAGroupAreSummed() {
        List<Comparison> flipped =
                List.of(new Comparison(LOWER, UPPER, 1, "1", 5, 0), new Comparison(UPPER, LOWER, 1, "1", 7, 0));
        List<Comparison> summed = List.of(new Comparison(UPPER, LOWER, 1, "1", 7, 5));

        assertEquals(
                EqBench3.ofApril2025().standings(summed, LADDER),
                EqBench3.ofApril2025().standings(flipped, LADDER));
    }

    @Test
    void anotherScenarioOrIterationIsAnotherGroup() {
        List<Comparison> three = List.of(
                new Comparison(UPPER, LOWER, 1, "1", 7, 0),
                new Comparison(UPPER, LOWER, 2, "1", 7, 0),
                new Comparison(UPPER, LOWER, 2, "2", 7, 0));

        double once = EqBench3.ofApril2025()
                .standings(three.subList(0, 1), LADDER)
                .get(UPPER)
                .mean();
        double twice = EqBench3.ofApril2025()
                .standings(three.subList(0, 2), LADDER)
                .get(UPPER)
                .mean();
        double thrice =
                EqBench3.ofApril2025().standings(three, LADDER).get(UPPER).mean();
        assertTrue(once < twice && twice < thrice);
    }

    @Test
    void aLeadOfThirtyIsWorthTwentyWinsAndAnAnalysisOne() {
        List<Comparison> twenty = new ArrayList<>();
        for (int scenario = 0; scenario < 20; scenario++) {
            twenty.add(new Comparison(UPPER, LOWER, scenario, "1", 1, 0));
        }
        EqBench3 may = EqBench3.ofMay2025();
        EqBench3 april = EqBench3.ofApril2025();

        assertEquals(
                april.standings(twenty, LADDER).get(UPPER).mean(),
                may.standings(List.of(new Comparison(UPPER, LOWER, 1, "1", 30, 0)), LADDER)
                        .get(UPPER)
                        .mean());
        assertEquals(
                april.standings(twenty.subList(0, 1), LADDER).get(UPPER).mean(),
                may.standings(List.of(new Comparison(UPPER, LOWER, 400, "1", 30, 0)), LADDER)
                        .get(UPPER)
                        .mean());
    }

    @Test
    void modelsFarApartOnTheLadderDoNotMeet() {
        EqBench3 narrow = new EqBench3(1, 1, 1, Margin.LINEAR, false);
        List<Comparison> near =
                List.of(new Comparison(UPPER, OTHER, 1, "1", 7, 0), new Comparison(OTHER, LOWER, 1, "1", 7, 0));
        List<Comparison> all = new ArrayList<>(near);
        all.add(new Comparison(UPPER, LOWER, 1, "1", 7, 0));

        assertEquals(narrow.standings(near, LADDER), narrow.standings(all, LADDER));
        assertNotEquals(
                EqBench3.ofApril2025().standings(near, LADDER),
                EqBench3.ofApril2025().standings(all, LADDER));
    }

    /** The named defect: in reverse the same groups give other ratings. */
    @Test
    void theOrderOfTheGroupsMatters() {
        List<Comparison> groups = List.of(
                new Comparison(UPPER, OTHER, 1, "1", 7, 0),
                new Comparison(OTHER, LOWER, 1, "1", 7, 0),
                new Comparison(LOWER, OTHER, 2, "1", 7, 0),
                new Comparison(UPPER, LOWER, 1, "1", 7, 0));
        EqBench3 april = EqBench3.ofApril2025();

        double forth = april.standings(groups, LADDER).get(OTHER).normalised();
        double back = april.standings(groups.reversed(), LADDER).get(OTHER).normalised();
        assertTrue(Math.abs(forth - back) > 10);
    }

    @Test
    void theMargins() {
        assertEquals(.5, Margin.LINEAR.score(0));
        assertEquals(.75, Margin.LINEAR.score(15));
        assertEquals(0, Margin.LINEAR.score(-45));
        assertEquals(.5, Margin.CURVED.score(0));
        assertEquals(1, Margin.CURVED.score(30), 1e-15);
        assertEquals(.026777174849, Margin.CURVED.score(-21), 1e-12);
    }

    @Test
    void whatCannotBeIsRefused() {
        List<Comparison> one = List.of(new Comparison(UPPER, LOWER, 1, "1", 12, 3));
        List<Comparison> unanchored = List.of(new Comparison(UPPER, OTHER, 1, "1", 12, 3));

        assertThrows(
                IllegalArgumentException.class, () -> EqBench3.ofApril2025().standings(one, List.of(UPPER)));
        assertThrows(
                IllegalArgumentException.class, () -> EqBench3.ofApril2025().standings(unanchored, LADDER));
        assertThrows(IllegalArgumentException.class, () -> new Comparison(UPPER, UPPER, 1, "1", 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Comparison(UPPER, LOWER, 1, "1", -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new EqBench3(0, 1, 1, Margin.LINEAR, false));
    }
}
