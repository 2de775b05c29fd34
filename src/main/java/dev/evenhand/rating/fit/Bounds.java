package dev.evenhand.rating.fit;

/** An interval, both ends included. */
public record Bounds(double lower, double upper) {
    public Bounds {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("%s to %s is not an interval".formatted(lower, upper));
        }
    }

    /** The middle of a sample: between its percentiles, which lie between the two nearest values, in proportion. */
    public static Bounds ofMiddle(double[] ascending, double level) {
        return new Bounds(percentile(ascending, (1 - level) / 2), percentile(ascending, (1 + level) / 2));
    }

    private static double percentile(double[] ascending, double share) {
        double at = share * (ascending.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
