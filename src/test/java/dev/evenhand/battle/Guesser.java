package dev.evenhand.battle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Guesses a hidden yes or no from numbers that can be seen, as well as a logistic regression can.
 *
 * <p>It learns from four fifths of the cases and guesses the last fifth, five times. A half is as good as not looking.
 */
final class Guesser {
    private static final int FOLDS = 5;

    /** A little less than one observation's worth: keeps the fit finite where a number tells all. */
    private static final double RIDGE = 0.5;

    private static final int MAX_STEPS = 100;
    private static final double TOLERANCE = 1e-8;

    private Guesser() {}

    /**
     * The area under the receiver's curve: how probably a case that is is guessed higher than one that is not, in [0, 1],
     * averaged over the folds.
     *
     * @param seen one row of finite numbers for each case
     */
    static double area(double[][] seen, boolean[] hidden, long seed) {
        double[][] x = standardised(seen);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < hidden.length; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        // Each fold has its share of those that are.
        order.sort((a, b) -> Boolean.compare(hidden[a], hidden[b]));
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Integer> learnt = new ArrayList<>();
            List<Integer> asked = new ArrayList<>();
            for (int place = 0; place < order.size(); place++) {
                (place % FOLDS == fold ? asked : learnt).add(order.get(place));
            }
            sum += area(x, hidden, asked, fit(x, hidden, learnt));
        }
        return sum / FOLDS;
    }

    /** Mean 0 and variance 1; a number that is always the same says nothing, and becomes 0. The first is a constant. */
    private static double[][] standardised(double[][] seen) {
        int width = seen[0].length;
        double[][] x = new double[seen.length][width + 1];
        for (int j = 0; j < width; j++) {
            int column = j;
            double mean = Arrays.stream(seen)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElseThrow();
            double variance = Arrays.stream(seen)
                    .mapToDouble(row -> Math.pow(row[column] - mean, 2))
                    .average()
                    .orElseThrow();
            for (int i = 0; i < seen.length; i++) {
                x[i][0] = 1;
                x[i][j + 1] = variance > 0 ? (seen[i][j] - mean) / Math.sqrt(variance) : 0;
            }
        }
        return x;
    }

    /** Newton's method on the penalised likelihood; the constant is not penalised. */
    private static double[] fit(double[][] x, boolean[] hidden, List<Integer> learnt) {
        int width = x[0].length;
        double[] beta = new double[width];
        for (int step = 0; step < MAX_STEPS; step++) {
            DMatrixRMaj information = new DMatrixRMaj(width, width);
            DMatrixRMaj score = new DMatrixRMaj(width, 1);
            for (int j = 1; j < width; j++) {
                information.set(j, j, RIDGE);
                score.set(j, 0, -RIDGE * beta[j]);
            }
            for (int i : learnt) {
                double p = 1 / (1 + Math.exp(-dot(x[i], beta)));
                for (int j = 0; j < width; j++) {
                    score.add(j, 0, x[i][j] * ((hidden[i] ? 1 : 0) - p));
                    for (int k = 0; k < width; k++) {
                        information.add(j, k, x[i][j] * x[i][k] * p * (1 - p));
                    }
                }
            }
            DMatrixRMaj change = new DMatrixRMaj(width, 1);
            if (!CommonOps_DDRM.solve(information, score, change)) {
                throw new IllegalStateException("the information is singular");
            }
            for (int j = 0; j < width; j++) {
                beta[j] += change.get(j, 0);
            }
            if (CommonOps_DDRM.elementMaxAbs(change) < TOLERANCE) {
                return beta;
            }
        }
        throw new IllegalStateException("no fit after %d steps".formatted(MAX_STEPS));
    }

    private static double area(double[][] x, boolean[] hidden, List<Integer> asked, double[] beta) {
        double wins = 0;
        long pairs = 0;
        for (int yes : asked) {
            for (int no : asked) {
                if (hidden[yes] && !hidden[no]) {
                    double lead = dot(x[yes], beta) - dot(x[no], beta);
                    wins += lead > 0 ? 1 : lead == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * y[j];
        }
        return sum;
    }
}
