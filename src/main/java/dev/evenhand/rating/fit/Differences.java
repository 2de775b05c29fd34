package dev.evenhand.rating.fit;

/**
 * All pairs of models by the difference of their strengths and its error: (0, 1), (0, 2), …, (1, 2), …
 *
 * <p>Strengths as close as {@link Ranks#SAME_STRENGTH} do not differ, be their error zero too.
 */
record Differences(Fit fit, Covariance covariance) {

    int models() {
        return fit.models();
    }

    int size() {
        return models() * (models() - 1) / 2;
    }

    interface Measure {
        double of(int model, int rival);
    }

    double[] each(Measure measure) {
        double[] each = new double[size()];
        int k = 0;
        for (int i = 0; i < models(); i++) {
            for (int j = i + 1; j < models(); j++) {
                each[k++] = measure.of(i, j);
            }
        }
        return each;
    }

    /** (θᵢ − θⱼ)/SE of each pair. */
    double[] z() {
        return each((i, j) -> ratio(i, j, covariance.standardError(i, j)));
    }

    /** The p-value of each pair by itself. */
    double[] p() {
        return each((i, j) -> covariance.twoSided(ratio(i, j, covariance.standardError(i, j))));
    }

    /** The smallest α at which the intervals of the two strengths do not overlap. */
    double[] overlaps() {
        return each(
                (i, j) -> covariance.twoSided(ratio(i, j, covariance.standardError(i) + covariance.standardError(j))));
    }

    private double ratio(int i, int j, double error) {
        double difference = fit.strength(i) - fit.strength(j);
        return Math.abs(difference) <= Ranks.SAME_STRENGTH ? 0 : difference / error;
    }
}
