package dev.evenhand.rating.fit;

/** An interval, both ends included. */
public record Bounds(double lower, double upper) {
    public Bounds {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("%s to %s is not an interval".formatted(lower, upper));
        }
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
