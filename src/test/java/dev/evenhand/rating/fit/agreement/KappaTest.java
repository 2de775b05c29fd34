package dev.evenhand.rating.fit.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KappaTest {
    private static final double SAME = 1e-12;

    /** Fourteen raters, ten subjects, five categories: the example of Fleiss's kappa that Wikipedia works out. */
    private static final int[][] FLEISS = {
        {0, 0, 0, 0, 14},
        {0, 2, 6, 4, 2},
        {0, 0, 3, 5, 6},
        {0, 3, 9, 2, 0},
        {2, 2, 8, 1, 1},
        {7, 7, 0, 0, 0},
        {3, 2, 6, 3, 0},
        {2, 5, 3, 2, 2},
        {6, 5, 2, 1, 0},
        {0, 2, 2, 3, 7}
    };

    /** Two readers of fifty proposals, and the two tables of a hundred with the same agreement but other shares. */
    @Test
    void theWorkedExamplesOfCohen() {
        Kappa proposals = Kappa.cohen(new int[][] {{20, 5}, {10, 15}});

        assertEquals(.7, proposals.observed(), SAME);
        assertEquals(.5, proposals.expected(), SAME);
        assertEquals(.4, proposals.value().orElseThrow(), SAME);
        assertEquals(.1304, value(Kappa.cohen(new int[][] {{45, 15}, {25, 15}})), 5e-5);
        assertEquals(.2593, value(Kappa.cohen(new int[][] {{25, 35}, {5, 35}})), 5e-5);
    }

    @Test
    void theWorkedExampleOfFleiss() {
        Kappa kappa = Kappa.fleiss(FLEISS);

        assertEquals(.378, kappa.observed(), 5e-4);
        assertEquals(.213, kappa.expected(), 5e-4);
        assertEquals(.210, value(kappa), 5e-4);
    }

    @Test
    void whereOnlyOneCategoryIsUsedThereIsNoKappa() {
        assertEquals(
                OptionalDouble.empty(),
                Kappa.cohen(new int[][] {{9, 0}, {0, 0}}).value());
        assertEquals(
                OptionalDouble.empty(),
                Kappa.fleiss(new int[][] {{3, 0}, {3, 0}}).value());
    }

    @Property
    void kappaIsAtMostOneAndOneWhereAllAgree(@ForAll("tables") int[][] table) {
        boolean agreed = IntStream.range(0, table.length)
                .allMatch(i -> Arrays.stream(table[i]).sum() == table[i][i]);

        Kappa.cohen(table).value().ifPresent(kappa -> {
            assertTrue(kappa <= 1);
            assertEquals(agreed, kappa == 1);
        });
    }

    @Property
    void theRatersOfCohenAreExchangeable(@ForAll("tables") int[][] table) {
        int[][] turned = new int[table.length][table.length];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                turned[j][i] = table[i][j];
            }
        }

        assertSame(Kappa.cohen(table), Kappa.cohen(turned));
    }

    @Property
    void categoriesAreExchangeable(@ForAll("tables") int[][] table, @ForAll Random random) {
        List<Integer> names =
                new ArrayList<>(IntStream.range(0, table.length).boxed().toList());
        Collections.shuffle(names, random);
        int[][] renamed = new int[table.length][table.length];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                renamed[names.get(i)][names.get(j)] = table[i][j];
            }
        }

        assertSame(Kappa.cohen(table), Kappa.cohen(renamed));
    }

    /** With two raters, Fleiss's chance agreement takes the mean of their shares, so that his κ is never the greater. */
    @Property
    void fleissOfTwoIsAtMostCohen(@ForAll("tables") int[][] table) {
        List<int[]> things = new ArrayList<>();
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                int[] said = new int[table.length];
                said[i]++;
                said[j]++;
                things.addAll(Collections.nCopies(table[i][j], said));
            }
        }
        Kappa cohen = Kappa.cohen(table);
        Kappa fleiss = Kappa.fleiss(things.toArray(int[][]::new));

        assertEquals(cohen.observed(), fleiss.observed(), SAME);
        assertTrue(fleiss.expected() >= cohen.expected() - SAME);
    }

    @Test
    void whatIsNoTableIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Kappa.cohen(new int[][] {{1, 2}, {3}}));
        assertThrows(IllegalArgumentException.class, () -> Kappa.cohen(new int[][] {{1, -2}, {3, 4}}));
        assertThrows(IllegalArgumentException.class, () -> Kappa.cohen(new int[][] {{0, 0}, {0, 0}}));
        assertThrows(IllegalArgumentException.class, () -> Kappa.fleiss(new int[][] {}));
        assertThrows(IllegalArgumentException.class, () -> Kappa.fleiss(new int[][] {{1, 0}, {0, 1}}));
        assertThrows(IllegalArgumentException.class, () -> Kappa.fleiss(new int[][] {{1, 2}, {0, 2}}));
        assertThrows(IllegalArgumentException.class, () -> Kappa.fleiss(new int[][] {{3, 0}, {4, -1}}));
    }

    @Provide
    Arbitrary<int[][]> tables() {
        return Arbitraries.integers()
                .between(2, 4)
                .flatMap(size -> Arbitraries.integers()
                        .between(0, 9)
                        .array(int[].class)
                        .ofSize(size)
                        .array(int[][].class)
                        .ofSize(size))
                .filter(table ->
                        Arrays.stream(table).flatMapToInt(Arrays::stream).sum() > 0);
    }

    private static void assertSame(Kappa expected, Kappa actual) {
        assertEquals(expected.observed(), actual.observed(), SAME);
        assertEquals(expected.expected(), actual.expected(), SAME);
    }

    private static double value(Kappa kappa) {
        return kappa.value().orElseThrow();
    }
}
