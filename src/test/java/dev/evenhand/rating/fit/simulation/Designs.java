package dev.evenhand.rating.fit.simulation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The best that any pairing could do if it knew the true strengths. */
final class Designs {
    private Designs() {}

    /** H⁺ for so many votes on each pair (given the same from both sides), at these strengths. */
    static double[][] covariance(double[] strengths, double[][] asked) {
        int models = strengths.length;
        DMatrixRMaj information = new DMatrixRMaj(models, models);
        double trace = 0;
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < models; j++) {
                double weight = i == j ? 0 : asked[i][j] * information(strengths, i, j);
                information.add(i, i, weight);
                information.add(i, j, -weight);
                trace += weight;
            }
        }
        double shift = trace / models / models;
        CommonOps_DDRM.add(information, shift);
        CommonOps_DDRM.invert(information);
        CommonOps_DDRM.add(information, -1 / (shift * models * models));
        double[][] covariance = new double[models][models];
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < models; j++) {
                covariance[i][j] = information.get(i, j);
            }
        }
        return covariance;
    }

    /**
     * The shares of the votes, adding up to one, that make the summed variance least: each share is multiplied by the
     * square root of what a vote there gains, again and again.
     *
     * @see <a href="https://doi.org/10.1214/10-AOS801">Yu 2010, on the convergence of multiplicative algorithms</a>
     */
    static double[][] best(double[] strengths, int steps) {
        int models = strengths.length;
        double[][] shares = new double[models][models];
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < models; j++) {
                shares[i][j] = i == j ? 0 : 2.0 / (models * (models - 1));
            }
        }
        for (int step = 0; step < steps; step++) {
            double[][] v = covariance(strengths, shares);
            double total = 0;
            for (int i = 0; i < models; i++) {
                for (int j = 0; j < i; j++) {
                    double gain = 0;
                    for (int k = 0; k < models; k++) {
                        gain += (v[k][i] - v[k][j]) * (v[k][i] - v[k][j]);
                    }
                    shares[i][j] *= Math.sqrt(gain * information(strengths, i, j));
                    total += shares[i][j];
                }
            }
            for (int i = 0; i < models; i++) {
                for (int j = 0; j < i; j++) {
                    shares[i][j] /= total;
                    shares[j][i] = shares[i][j];
                }
            }
        }
        return shares;
    }

    private static double information(double[] strengths, int i, int j) {
        double odds = Math.exp(-Math.abs(strengths[i] - strengths[j]));
        return odds / ((1 + odds) * (1 + odds));
    }
}
