package dev.evenhand.rating.fit.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncationTest {
    /** √(2/π) and 2/π. */
    @Test
    void ofAWinAmongEquals() {
        Truncation won = Truncation.above(0);

        assertEquals(Math.sqrt(2 / Math.PI), won.v(), 1e-15);
        assertEquals(2 / Math.PI, won.w(), 1e-15);
    }

    /** Laplace's continued fraction, Φ(−x)/φ(x) = 1/(x + 1/(x + 2/(x + 3/(x + …)))). */
    @ParameterizedTest
    @ValueSource(doubles = {3, 8, 37, 99, 101, 1e3, 1e6})
    void farOutTheTailIsThatOfLaplace(double x) {
        double rest = x;
        for (int k = 2000; k > 1; k--) {
            rest = x + k / rest;
        }
        double beyond = 1 / rest; // v − x
        Truncation upset = Truncation.above(-x);

        assertEquals(x + beyond, upset.v(), 1e-14 * x);
        // v(v + x) loses a digit for each of x², up to where the series takes over.
        assertEquals(1 - (x + beyond) * beyond, 1 - upset.w(), x < 100 ? 3e-16 * x * x : 1e-13);
        assertTrue(upset.w() <= 1);
    }

    @Test
    void aSureWinTeachesNothing() {
        assertEquals(0, Truncation.above(1e3).v());
        assertEquals(0, Truncation.above(1e3).w());
    }

    /** Moments of the truncated density by a fine sum: narrow, near, far, and on either side of where they meet. */
    @ParameterizedTest
    @CsvSource({
        "0, .01",
        "0, .199",
        "0, .201",
        "0, 3",
        "1, .01",
        "1, .0999",
        "1, .1001",
        "1, .5",
        "2, 1.999",
        "2, 2.001",
        "5, .03",
        "5, .04",
        "5, 4.99",
        "5, 5.01",
        "12, .01",
        "12, .02",
        "12, 3",
        "40, .001",
        "40, 10",
        "3, 9",
        "-1, .5",
        "-12, 3"
    })
    void aTieHasTheMomentsOfTheDensityBetweenTheMargins(double t, double epsilon) {
        double mass = 0;
        double first = 0;
        double second = 0;
        int steps = 2_000_000;
        for (int k = 0; k < steps; k++) {
            double x = epsilon * ((2 * k + 1.0) / steps - 1);
            // Relative to the density at the end nearer to t, so that nothing underflows.
            double end = Math.clamp(t, -epsilon, epsilon);
            double density = Math.exp(((end - t) * (end - t) - (x - t) * (x - t)) / 2);
            mass += density;
            first += density * (x - end);
            second += density * (x - end) * (x - end);
        }
        double fromEnd = first / mass;
        Truncation tied = Truncation.within(t, epsilon);

        double end = Math.clamp(t, -epsilon, epsilon);
        assertEquals(end + fromEnd - t, tied.v(), 1e-9 * Math.max(1, Math.abs(t)));
        assertEquals(1 - (second / mass - fromEnd * fromEnd), tied.w(), 1e-9);
    }

    @Test
    void atNoMarginTheDifferenceIsKnown() {
        assertEquals(new Truncation(-3, 1), Truncation.within(3, 0));
        assertEquals(-3, Truncation.within(3, 1e-9).v(), 1e-12);
        assertEquals(1, Truncation.within(3, 1e-9).w(), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, .06, .19, .5, 3, 40})
    void aTieOfEqualsMovesNeither(double epsilon) {
        assertEquals(0, Math.abs(Truncation.within(0, epsilon).v()));
    }

    @Property
    void theLikelierTheWinTheLessItTeaches(
            @ForAll @DoubleRange(min = -1e4, max = 40) double x, @ForAll @DoubleRange(min = .1, max = 10) double step) {
        assertTrue(Truncation.above(x).v() >= Truncation.above(x + step).v());
        assertTrue(Truncation.above(x).w() >= Truncation.above(x + step).w());
    }

    @Property
    void aTieDrawsTheTwoTogether(
            @ForAll @DoubleRange(min = -1e3, max = 1e3) double t,
            @ForAll @DoubleRange(min = 0, max = 40) double epsilon) {
        Truncation tied = Truncation.within(t, epsilon);

        assertTrue(tied.v() * t <= 0);
        assertTrue(tied.w() >= 0 && tied.w() <= 1);
        assertTrue(Math.abs(tied.v()) <= Math.abs(t) * (1 + 1e-15));
        assertTrue(Math.abs(t + tied.v()) <= epsilon * (1 + 1e-9) + 1e-14 * (1 + Math.abs(t)));
    }
}
