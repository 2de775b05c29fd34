package dev.evenhand.rating.fit.agreement;

/** What one rater said of one item; all three are numbered from zero. */
public record Label(int item, int rater, int category) {
    public Label {
        if (item < 0 || rater < 0 || category < 0) {
            throw new IllegalArgumentException(
                    "Item %d, rater %d, category %d: these are numbered from zero.".formatted(item, rater, category));
        }
    }
}
