package dev.evenhand.rating.fit.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.agreement.Krippendorff.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KrippendorffTest {
    private static final double SAME = 1e-9;

    /** Krippendorff's own example of four coders and twelve units: each string is a unit. */
    private static final List<double[]> CODINGS =
            units("111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3");

    @Test
    void krippendorffsExample() {
        Krippendorff agreement = Krippendorff.of(CODINGS, Difference.NOMINAL);

        assertEquals(904 / 1216.0, alpha(agreement), 1e-15);
        assertEquals(8, agreement.observed(), 1e-12);
        assertEquals(31.1794871795, agreement.expected(), 5e-11);
        assertEquals(11, agreement.units());
        assertEquals(40, agreement.values());
    }

    @Test
    void threeUnitsOfTwo() {
        List<double[]> units = units("12", "23", "34");

        assertEquals(-.153846153846, alpha(Krippendorff.of(units, Difference.NOMINAL)), 5e-13);
        assertEquals(.545454545455, alpha(Krippendorff.of(units, Difference.INTERVAL)), 5e-13);
        assertEquals(13.2, Krippendorff.of(units, Difference.INTERVAL).expected(), 1e-12);
        assertEquals(.1712707, alpha(Krippendorff.of(units("12", "24"), Difference.RATIO)), 5e-8);
    }

    /** A is 0, B is 1, a tie is 2. */
    @Test
    void votesOnFivePairs() {
        Krippendorff agreement = Krippendorff.of(units("001", "000", "211", "11", "020"), Difference.NOMINAL);

        assertEquals(.338983050847, alpha(agreement), 5e-13);
    }

    /** Four coders tag four words as noun or verb, with one gap. */
    @Test
    void tagsOfWords() {
        List<double[]> words = units("000", "0110", "1110", "1001");

        assertEquals(.0833333, alpha(Krippendorff.of(words, Difference.NOMINAL)), 5e-8);
    }

    @Test
    void whereOnlyOneValueIsUsedThereIsNoAlpha() {
        assertEquals(
                OptionalDouble.empty(),
                Krippendorff.of(units("11", "11"), Difference.NOMINAL).alpha());
        assertEquals(
                OptionalDouble.empty(),
                Krippendorff.of(units("1", "2"), Difference.NOMINAL).alpha());
        assertEquals(
                OptionalDouble.empty(),
                Krippendorff.of(List.of(), Difference.NOMINAL).alpha());
    }

    @Property
    void fullAgreementIsOne(@ForAll("codings") List<double[]> units) {
        List<double[]> agreed = units.stream()
                .map(values -> values.clone())
                .peek(values -> Arrays.fill(values, values[0]))
                .toList();

        for (Difference difference : Difference.values()) {
            Krippendorff.of(agreed, difference).alpha().ifPresent(alpha -> assertEquals(1, alpha));
        }
    }

    @Property
    void alphaIsAtMostOneAndBelowItWhereTwoDiffer(@ForAll("codings") List<double[]> units) {
        boolean differ = units.stream()
                .anyMatch(values -> Arrays.stream(values).distinct().count() > 1);

        for (Difference difference : Difference.values()) {
            OptionalDouble alpha = Krippendorff.of(units, difference).alpha();
            alpha.ifPresent(value -> assertEquals(differ, value < 1));
            assertTrue(alpha.isPresent() || !differ);
        }
    }

    @Property
    void neitherUnitsNorRatersHaveAnOrder(@ForAll("codings") List<double[]> units, @ForAll Random random) {
        List<double[]> shuffled = new ArrayList<>();
        for (double[] values : units) {
            List<Double> order = new ArrayList<>(Arrays.stream(values).boxed().toList());
            Collections.shuffle(order, random);
            shuffled.add(order.stream().mapToDouble(Double::doubleValue).toArray());
        }
        Collections.shuffle(shuffled, random);

        for (Difference difference : Difference.values()) {
            assertSame(Krippendorff.of(units, difference), Krippendorff.of(shuffled, difference));
        }
    }

    @Property
    void namesAreExchangeable(@ForAll("codings") List<double[]> units, @ForAll Random random) {
        List<Integer> names =
                new ArrayList<>(IntStream.rangeClosed(0, 4).boxed().toList());
        Collections.shuffle(names, random);
        List<double[]> renamed = units.stream()
                .map(values -> Arrays.stream(values)
                        .map(value -> names.get((int) value))
                        .toArray())
                .toList();

        assertSame(Krippendorff.of(units, Difference.NOMINAL), Krippendorff.of(renamed, Difference.NOMINAL));
    }

    @Property
    void anIntervalScaleMayBeShiftedAndStretched(@ForAll("codings") List<double[]> units) {
        List<double[]> stretched = units.stream()
                .map(values -> Arrays.stream(values).map(value -> 3 - 7 * value).toArray())
                .toList();
        OptionalDouble before = Krippendorff.of(units, Difference.INTERVAL).alpha();
        OptionalDouble after = Krippendorff.of(stretched, Difference.INTERVAL).alpha();

        assertEquals(before.isPresent(), after.isPresent());
        before.ifPresent(alpha -> assertEquals(alpha, after.getAsDouble(), SAME));
    }

    /** Values 0 to 4 about 2: turning the sides of a pair takes v to 4 − v. */
    @Property
    void givenBothWaysItDoesNotMatterWhichModelIsNamedFirst(
            @ForAll("codings") List<double[]> units, @ForAll Random random) {
        List<double[]> turned = units.stream()
                .map(values -> random.nextBoolean() ? values : turned(values))
                .toList();

        for (Difference difference : List.of(Difference.NOMINAL, Difference.INTERVAL)) {
            assertSame(Krippendorff.of(bothWays(units), difference), Krippendorff.of(bothWays(turned), difference));
        }
    }

    private static List<double[]> bothWays(List<double[]> units) {
        return units.stream()
                .flatMap(values -> Stream.of(values, turned(values)))
                .toList();
    }

    private static double[] turned(double[] values) {
        return Arrays.stream(values).map(value -> 4 - value).toArray();
    }

    @Test
    void whatIsNoNumberIsRefused() {
        List<double[]> missing = List.of(new double[] {1, Double.NaN});
        List<double[]> negative = List.of(new double[] {1, -1});

        assertThrows(IllegalArgumentException.class, () -> Krippendorff.of(missing, Difference.NOMINAL));
        assertThrows(IllegalArgumentException.class, () -> Krippendorff.of(negative, Difference.RATIO));
    }

    @Provide
    Arbitrary<List<double[]>> codings() {
        return Arbitraries.integers()
                .between(0, 4)
                .map(Integer::doubleValue)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(values -> values.stream().mapToDouble(Double::doubleValue).toArray())
                .list()
                .ofMaxSize(12);
    }

    private static void assertSame(Krippendorff expected, Krippendorff actual) {
        assertEquals(expected.observed(), actual.observed(), SAME);
        assertEquals(expected.expected(), actual.expected(), SAME);
        assertEquals(expected.values(), actual.values());
    }

    private static double alpha(Krippendorff agreement) {
        return agreement.alpha().orElseThrow();
    }

    private static List<double[]> units(String... units) {
        return Arrays.stream(units)
                .map(unit -> unit.chars().mapToDouble(digit -> digit - '0').toArray())
                .toList();
    }
}
