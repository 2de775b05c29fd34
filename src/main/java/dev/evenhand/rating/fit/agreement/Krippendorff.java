package dev.evenhand.rating.fit.agreement;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Krippendorff's alpha: agreement among any number of raters, of whom not everyone said something of everything.
 *
 * <p>α = 1 − observed/expected: 1 where all agree, 0 where they agree as strangers would who share only how often each
 * value is used, and below 0 where they agree less than that. Units with fewer than two values say nothing and are left
 * out.
 *
 * <p>It tells how well a question can be answered by other raters of this kind. It does not tell who is right, and where
 * nearly everybody uses one value it is low however seldom they differ.
 *
 * <p>Votes on a pair of models are values such as −1, 0 and 1, and which of the two is 1 is arbitrary. It enters α all the
 * same, through how often each value is used. Who wants a number free of it gives every unit twice, once with the signs
 * turned.
 *
 * @param observed Σ o_ck·δ²_ck over the coincidences of different values
 * @param expected the same, had the values met by chance: Σ n_c·n_k·δ²_ck/(n − 1)
 * @param values how many were compared
 * @param units how many had at least two values
 * @see <a href="https://doi.org/10.4135/9781071878781">Krippendorff 2019, Content Analysis, chapter 12</a>
 */
public record Krippendorff(double observed, double expected, int values, int units) {

    /** How far two values differ, δ². */
    public enum Difference {
        /** Values are names. */
        NOMINAL {
            @Override
            double squared(double c, double k) {
                return c == k ? 0 : 1;
            }
        },
        /** Values are points on a scale: (c − k)². */
        INTERVAL {
            @Override
            double squared(double c, double k) {
                return (c - k) * (c - k);
            }
        },
        /** Values are amounts, none below zero: ((c − k)/(c + k))². */
        RATIO {
            @Override
            double squared(double c, double k) {
                if (c < 0 || k < 0) {
                    throw new IllegalArgumentException("%s and %s have no ratio.".formatted(c, k));
                }
                return c == k ? 0 : (c - k) / (c + k) * ((c - k) / (c + k));
            }
        };

        abstract double squared(double c, double k);
    }

    /**
     * @param units the values that were given to each: a rater who gave none is not in it, and who gave which does not
     *     matter
     */
    public static Krippendorff of(Collection<double[]> units, Difference difference) {
        List<double[]> compared =
                units.stream().filter(values -> values.length > 1).toList();
        double[] domain = compared.stream()
                .flatMapToDouble(Arrays::stream)
                .map(Krippendorff::number)
                .sorted()
                .distinct()
                .toArray();
        int[] used = new int[domain.length];
        double observed = 0;
        for (double[] values : compared) {
            int[] counts = counts(values, domain);
            observed += disagreement(counts, domain, difference) / (values.length - 1);
            Arrays.setAll(used, c -> used[c] + counts[c]);
        }
        int n = Arrays.stream(used).sum();
        double expected = n == 0 ? 0 : disagreement(used, domain, difference) / (n - 1);
        return new Krippendorff(observed, expected, n, compared.size());
    }

    /** Nothing where all values are the same, or none were compared: agreement then cannot be told from habit. */
    public OptionalDouble alpha() {
        return expected > 0 ? OptionalDouble.of(1 - observed / expected) : OptionalDouble.empty();
    }

    private static double number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "%s is not a value; leave it out where none was given.".formatted(value));
        }
        return value + 0.0; // one zero only
    }

    private static int[] counts(double[] values, double[] domain) {
        int[] counts = new int[domain.length];
        for (double value : values) {
            counts[Arrays.binarySearch(domain, value + 0.0)]++;
        }
        return counts;
    }

    /** Σ n_c·n_k·δ² over all ordered pairs of different values. */
    private static double disagreement(int[] counts, double[] domain, Difference difference) {
        double sum = 0;
        for (int c = 0; c < domain.length; c++) {
            for (int k = c + 1; k < domain.length && counts[c] > 0; k++) {
                sum += counts[k] == 0 ? 0 : 2.0 * counts[c] * counts[k] * difference.squared(domain[c], domain[k]);
            }
        }
        return sum;
    }
}
