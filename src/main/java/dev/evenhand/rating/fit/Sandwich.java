package dev.evenhand.rating.fit;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The sandwich H⁺BH⁺: the variance of an estimate that solves Σ scores = 0, whatever the true model is. H is the
 * information, B the sum of the squared scores of what is independent: votes, or clusters of them.
 *
 * @see <a href="https://doi.org/10.2307/1912526">White 1982</a>
 * @see <a href="https://doi.org/10.1093/biomet/73.1.13">Liang and Zeger 1986, for clusters</a>
 */
final class Sandwich {
    private Sandwich() {}

    /** Of votes that are all independent, from the tally alone: B = Σ w²(y − p)² Lᵢⱼ. */
    static DMatrixRMaj independent(Fit fit) {
        Laplacian squares = new Laplacian(fit.models());
        for (Tally.Pair pair : fit.tally().pairs()) {
            double p = fit.probability(pair.model(), pair.rival());
            double q = fit.probability(pair.rival(), pair.model());
            // y − p = y·q − (1 − y)·p. Squared in this form, nothing cancels where all votes say the same.
            double square =
                    pair.squaredScore() * q * q - 2 * pair.crossScore() * p * q + pair.squaredRivalScore() * p * p;
            squares.add(pair.model(), pair.rival(), square);
        }
        return between(fit, squares.matrix());
    }

    /** Of clusters g that are independent, with CR1's factor: B = G/(G − 1) Σ s_g s_gᵀ, s_g = Σ w(y − p)(eᵢ − eⱼ). */
    static DMatrixRMaj clustered(Fit fit, Clusters clusters, double[] pull) {
        Squares squares = new Squares(fit.models(), clusters.cells(), pull);
        for (int cluster = 0; cluster < clusters.known(); cluster++) {
            for (int at = clusters.start(cluster); at < clusters.end(cluster); at++) {
                squares.gather(clusters.cell(at));
            }
            squares.addCluster();
        }
        for (int cell : clusters.single()) {
            squares.addVotes(cell);
        }
        DMatrixRMaj sandwich = between(fit, squares.matrix());
        CommonOps_DDRM.scale(clusters.smallSampleFactor(), sandwich);
        return sandwich;
    }

    /** What one vote of each cell adds to the gradient of its model, and takes from its rival's: w(y − p). */
    static double[] pulls(Fit fit, Cells cells) {
        double[] pull = new double[cells.size()];
        for (int cell = 0; cell < pull.length; cell++) {
            double p = fit.probability(cells.model[cell], cells.rival[cell]);
            pull[cell] = cells.weight[cell] * (cells.score[cell] - p);
        }
        return pull;
    }

    private static DMatrixRMaj between(Fit fit, DMatrixRMaj squares) {
        int size = fit.models();
        DMatrixRMaj half = new DMatrixRMaj(size, size);
        DMatrixRMaj sandwich = new DMatrixRMaj(size, size);
        CommonOps_DDRM.mult(fit.inverseInformation(), squares, half);
        CommonOps_DDRM.mult(half, fit.inverseInformation(), sandwich);
        return sandwich;
    }

    /** Σ s_g s_gᵀ, one cluster after another, at the cost of the models that a cluster touches only. */
    private static final class Squares {
        private final int size;
        private final Cells cells;
        private final double[] pull;
        private final double[] sum;

        private final double[] score;
        private final boolean[] isTouched;
        private final int[] touched;
        private int touchedSize;

        Squares(int size, Cells cells, double[] pull) {
            this.size = size;
            this.cells = cells;
            this.pull = pull;
            this.sum = new double[size * size];
            this.score = new double[size];
            this.isTouched = new boolean[size];
            this.touched = new int[size];
        }

        void gather(int cell) {
            double together = cells.count[cell] * pull[cell];
            touch(cells.model[cell], together);
            touch(cells.rival[cell], -together);
        }

        private void touch(int model, double change) {
            if (!isTouched[model]) {
                isTouched[model] = true;
                touched[touchedSize++] = model;
            }
            score[model] += change;
        }

        /** Adds what was gathered, and starts anew. */
        void addCluster() {
            for (int i = 0; i < touchedSize; i++) {
                int row = touched[i] * size;
                double here = score[touched[i]];
                for (int j = 0; j < touchedSize; j++) {
                    sum[row + touched[j]] += here * score[touched[j]];
                }
            }
            for (int i = 0; i < touchedSize; i++) {
                score[touched[i]] = 0;
                isTouched[touched[i]] = false;
            }
            touchedSize = 0;
        }

        /** Adds each vote of the cell as a cluster of its own. */
        void addVotes(int cell) {
            int i = cells.model[cell];
            int j = cells.rival[cell];
            double square = cells.count[cell] * pull[cell] * pull[cell];
            sum[i * size + i] += square;
            sum[j * size + j] += square;
            sum[i * size + j] -= square;
            sum[j * size + i] -= square;
        }

        DMatrixRMaj matrix() {
            return DMatrixRMaj.wrap(size, size, sum);
        }
    }
}
