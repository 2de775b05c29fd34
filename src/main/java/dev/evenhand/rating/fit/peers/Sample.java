package dev.evenhand.rating.fit.peers;

import java.util.Arrays;

/** The moments of a few numbers, as peers take them. */
final class Sample {
    private Sample() {}

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** √(Σ(x − x̄)²/(n − 1)). */
    static double deviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
