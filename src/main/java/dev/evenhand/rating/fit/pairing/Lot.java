package dev.evenhand.rating.fit.pairing;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One of several candidates, drawn by their weights, with the probability that it had.
 *
 * <p>It draws and never picks the best: always taking the most informative pair would bias strengths and make intervals
 * too narrow. A tenth of all draws is uniform, so that no candidate is ever out of reach.
 *
 * @param index which candidate, by the order of the weights
 */
public record Lot(int index, double probability) {
    static final double UNIFORM_SHARE = 0.1;

    /**
     * @param weights of the candidates, at least one of them; finite, none negative. If all are zero, all are alike.
     */
    public static Lot draw(double[] weights, RandomGenerator random) {
        double[] probabilities = probabilities(weights);
        double left = random.nextDouble();
        for (int i = 0; i < probabilities.length; i++) {
            left -= probabilities[i];
            if (left < 0) {
                return new Lot(i, probabilities[i]);
            }
        }
        // Rounding may leave a crumb after the last one.
        return new Lot(probabilities.length - 1, probabilities[probabilities.length - 1]);
    }

    /** Of each candidate; they sum to one. */
    public static double[] probabilities(double[] weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("There is nothing to draw from.");
        }
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("%s is no weight".formatted(weight));
            }
        }
        double total = Arrays.stream(weights).sum();
        double even = 1.0 / weights.length;
        return Arrays.stream(weights)
                .map(weight -> total > 0 ? UNIFORM_SHARE * even + (1 - UNIFORM_SHARE) * weight / total : even)
                .toArray();
    }
}
