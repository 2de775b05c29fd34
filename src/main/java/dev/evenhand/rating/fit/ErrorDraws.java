package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Errors of all strengths, drawn together from the normal distribution that has their covariance, or from the t
 * distribution where it is known with few degrees of freedom: what no formula gives of many differences at once.
 *
 * <p>A covariance that is not positive semidefinite is drawn from as the nearest one that is. The same covariance gives the
 * same draws on any number of processors.
 */
final class ErrorDraws {
    private static final long SEED = 1;

    /** So many draws times models² take about a quarter of a second on one processor. */
    private static final double BUDGET = 2e8;

    /** A p-value of 0.05 is then known to a standard error of 0.005 … */
    private static final int FEWEST = 2_000;

    /** … and of 0.0003. */
    private static final int MOST = 500_000;

    private final int models;
    private final double degreesOfFreedom;
    /** V = root · rootᵀ. */
    private final DMatrixRMaj root;

    private final int draws;

    ErrorDraws(Covariance covariance) {
        this.models = covariance.models();
        this.degreesOfFreedom = covariance.degreesOfFreedom();
        this.root = root(covariance.ofStrengths());
        this.draws = (int) Math.clamp(BUDGET / ((double) models * models), FEWEST, MOST);
    }

    private static DMatrixRMaj root(DMatrixRMaj covariance) {
        int size = covariance.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(covariance.copy())) {
            throw new NotConverged(0, Double.NaN, null);
        }
        DMatrixRMaj root = new DMatrixRMaj(size, size);
        for (int k = 0; k < size; k++) {
            double length = Math.sqrt(Math.max(0, eigen.getEigenvalue(k).getReal()));
            for (int i = 0; i < size; i++) {
                root.set(i, k, length * eigen.getEigenVector(k).get(i));
            }
        }
        return root;
    }

    /** The largest |Z| among all differences, in each draw; ascending. */
    double[] largest() {
        double[][] perError = new double[models][models];
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < i; j++) {
                double variance = 0;
                for (int k = 0; k < models; k++) {
                    variance += Math.pow(root.get(i, k) - root.get(j, k), 2);
                }
                perError[i][j] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
            }
        }
        double[] largest = new double[draws];
        draw((draw, errors) -> {
            for (int i = 0; i < models; i++) {
                for (int j = 0; j < i; j++) {
                    largest[draw] = Math.max(largest[draw], Math.abs(errors[i] - errors[j]) * perError[i][j]);
                }
            }
        });
        Arrays.sort(largest);
        return largest;
    }

    /** How often each model is the best when the strengths are off by such errors; equals share it. */
    double[] best(double[] strengths) {
        int[][] first = new int[draws][];
        draw((draw, errors) -> {
            double[] shifted = new double[models];
            Arrays.setAll(shifted, i -> strengths[i] + errors[i]);
            double most = Arrays.stream(shifted).max().orElseThrow() - Ranks.SAME_STRENGTH;
            first[draw] =
                    IntStream.range(0, models).filter(i -> shifted[i] >= most).toArray();
        });
        double[] best = new double[models];
        for (int[] equals : first) {
            for (int model : equals) {
                best[model] += 1.0 / equals.length / draws;
            }
        }
        return best;
    }

    private interface Look {
        void at(int draw, double[] errors);
    }

    private void draw(Look look) {
        SplittableRandom random = new SplittableRandom(SEED);
        SplittableRandom[] own = new SplittableRandom[Sandwich.PARTS];
        Arrays.setAll(own, part -> random.split());
        IntStream.range(0, Sandwich.PARTS).parallel().forEach(part -> {
            DoubleSupplier stretches = stretches(own[part]);
            int end = draws * (part + 1) / Sandwich.PARTS;
            for (int draw = draws * part / Sandwich.PARTS; draw < end; draw++) {
                look.at(draw, errors(own[part], stretches));
            }
        });
    }

    private double[] errors(SplittableRandom random, DoubleSupplier stretches) {
        double[] normal = new double[models];
        Arrays.setAll(normal, k -> random.nextGaussian());
        double stretch = stretches.getAsDouble();
        double[] errors = new double[models];
        for (int i = 0; i < models; i++) {
            int row = i * models;
            double sum = 0;
            for (int k = 0; k < models; k++) {
                sum += root.data[row + k] * normal[k];
            }
            errors[i] = stretch * sum;
        }
        return errors;
    }

    /** What makes t of normal errors: √(df/χ²). */
    private DoubleSupplier stretches(SplittableRandom random) {
        if (Double.isInfinite(degreesOfFreedom)) {
            return () -> 1;
        }
        ContinuousDistribution.Sampler chiSquared =
                ChiSquaredDistribution.of(degreesOfFreedom).createSampler(random::nextLong);
        return () -> Math.sqrt(degreesOfFreedom / chiSquared.sample());
    }
}
