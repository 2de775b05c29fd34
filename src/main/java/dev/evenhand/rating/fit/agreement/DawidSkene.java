package dev.evenhand.rating.fit.agreement;

import dev.evenhand.rating.fit.NotConverged;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The model of Dawid and Skene: every item has a true category, and every rater confuses categories in a way of their own.
 *
 * <p>Expectation–maximisation from the shares of the labels; a count of {@value #SMOOTHING} is added to every cell, so that
 * nothing is impossible that did not happen. Items with fewer than two labels are left out: their truth would be what their
 * only rater said.
 *
 * <p>Good for finding raters whose labels carry no information, or carry it the wrong way round, so that somebody looks.
 * Not for rating models: it takes for granted that one answer is right, where taste may differ, and what it calls accuracy
 * is agreement with a weighted majority. The likelihood has several maxima; this is the one next to the majority's view.
 *
 * @see <a href="https://doi.org/10.2307/2346806">Dawid and Skene 1979</a>
 */
public final class DawidSkene {
    private static final double SMOOTHING = 0.01;

    /** The fit ends with the first step that moves no probability of a category by more than this. */
    private static final double TOLERANCE = 1e-12;

    /** Where items hang in the balance, each step covers little of the way that is left, and it takes tens of thousands. */
    private static final int MAX_STEPS = 100_000;

    private final int categories;
    private final int[] item;
    private final int[] rater;
    private final int[] category;

    private final double[][] posterior;
    private final double[] shares;
    private final double[][][] confusion;
    private int steps;

    private DawidSkene(int items, int raters, int categories, List<Label> labels) {
        this.categories = categories;
        this.item = labels.stream().mapToInt(Label::item).toArray();
        this.rater = labels.stream().mapToInt(Label::rater).toArray();
        this.category = labels.stream().mapToInt(Label::category).toArray();
        this.posterior = new double[items][categories];
        this.shares = new double[categories];
        this.confusion = new double[raters][categories][categories];
    }

    /**
     * @param categories how many there are, used or not
     * @throws IllegalArgumentException where no item has two labels
     * @throws NotConverged after {@value #MAX_STEPS} steps
     */
    public static DawidSkene fit(int items, int raters, int categories, List<Label> labels) {
        int[] count = new int[items];
        labels.forEach(label -> count[label.item()]++);
        List<Label> compared =
                labels.stream().filter(label -> count[label.item()] > 1).toList();
        if (compared.isEmpty()) {
            throw new IllegalArgumentException("No item has two labels.");
        }
        DawidSkene model = new DawidSkene(items, raters, categories, compared);
        model.start();
        model.settle();
        return model;
    }

    private void start() {
        for (int label = 0; label < item.length; label++) {
            posterior[item[label]][category[label]]++;
        }
        for (double[] known : posterior) {
            normalise(known);
        }
    }

    private void settle() {
        double moved = Double.POSITIVE_INFINITY;
        while (moved > TOLERANCE) {
            if (steps == MAX_STEPS) {
                throw new NotConverged(MAX_STEPS, moved, null);
            }
            steps++;
            maximise();
            moved = expect();
        }
    }

    /** π_k ∝ Σ T_ik + ε and C_r[k, l] ∝ Σ T_ik over what r labelled l, + ε. */
    private void maximise() {
        Arrays.fill(shares, SMOOTHING);
        for (double[] known : posterior) {
            for (int k = 0; k < categories; k++) {
                shares[k] += known[k];
            }
        }
        normalise(shares);
        for (double[][] table : confusion) {
            for (double[] row : table) {
                Arrays.fill(row, SMOOTHING);
            }
        }
        for (int label = 0; label < item.length; label++) {
            for (int k = 0; k < categories; k++) {
                confusion[rater[label]][k][category[label]] += posterior[item[label]][k];
            }
        }
        for (double[][] table : confusion) {
            for (double[] row : table) {
                normalise(row);
            }
        }
    }

    /** T_ik ∝ π_k Π_r C_r[k, l_ir], in logarithms; returns the greatest change. */
    private double expect() {
        double[][] logarithm = new double[posterior.length][categories];
        for (double[] row : logarithm) {
            Arrays.setAll(row, k -> Math.log(shares[k]));
        }
        for (int label = 0; label < item.length; label++) {
            for (int k = 0; k < categories; k++) {
                logarithm[item[label]][k] += Math.log(confusion[rater[label]][k][category[label]]);
            }
        }
        double moved = 0;
        for (int i = 0; i < posterior.length; i++) {
            if (!known(i)) {
                continue;
            }
            double greatest = Arrays.stream(logarithm[i]).max().orElseThrow();
            double[] next = Arrays.stream(logarithm[i])
                    .map(value -> Math.exp(value - greatest))
                    .toArray();
            normalise(next);
            for (int k = 0; k < categories; k++) {
                moved = Math.max(moved, Math.abs(next[k] - posterior[i][k]));
                posterior[i][k] = next[k];
            }
        }
        return moved;
    }

    /** Whether the item has two labels or more. */
    public boolean known(int item) {
        return Arrays.stream(posterior[item]).sum() > 0;
    }

    /** How probably the item is of the category; zero for every category where it is not {@link #known}. */
    public double probability(int item, int category) {
        return posterior[item][category];
    }

    /** How often a category is the true one. */
    public double share(int category) {
        return shares[category];
    }

    /** How probably the rater calls an item of the true category by the other name. */
    public double confusion(int rater, int category, int label) {
        return confusion[rater][category][label];
    }

    /** Σ π_k C_r[k, k]: how probably the rater names the model's truth. A rater without labels guesses. */
    public double accuracy(int rater) {
        return IntStream.range(0, categories)
                .mapToDouble(k -> shares[k] * confusion[rater][k][k])
                .sum();
    }

    public int steps() {
        return steps;
    }

    private static void normalise(double[] row) {
        double sum = Arrays.stream(row).sum();
        if (sum > 0) {
            Arrays.setAll(row, k -> row[k] / sum);
        }
    }
}
