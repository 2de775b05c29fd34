package dev.evenhand.rating.fit;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The sandwich H⁺BH⁺: the variance of an estimate that solves Σ scores = 0, whatever the true model is. H is the
 * information, B the sum of the squared scores of what is independent: votes, or clusters of them, and a prior.
 *
 * @see <a href="https://doi.org/10.2307/1912526">White 1982</a>
 * @see <a href="https://doi.org/10.1093/biomet/73.1.13">Liang and Zeger 1986, for clusters</a>
 */
final class Sandwich {
    private Sandwich() {}

    /** Of votes that are all independent. */
    static DMatrixRMaj independent(Fit fit) {
        return between(fit, fit.evidence().squares());
    }

    /** Of clusters g that are independent, with CR1's factor: B = G/(G − 1) Σ s_g s_gᵀ, s_g the sum of their scores. */
    static DMatrixRMaj clustered(Fit fit, Clusters clusters, Scores scores) {
        Cells cells = clusters.cells();
        Squares squares = new Squares(fit.models(), cells.model, cells.rival, scores);
        for (int cluster = 0; cluster < clusters.known(); cluster++) {
            for (int at = clusters.start(cluster); at < clusters.end(cluster); at++) {
                squares.gather(clusters.cell(at), cells.count[clusters.cell(at)]);
            }
            squares.addCluster();
        }
        for (int cell : clusters.single()) {
            squares.addVotes(cell, cells.count[cell]);
        }
        DMatrixRMaj sandwich = between(fit, squares.matrix());
        CommonOps_DDRM.scale(clusters.smallSampleFactor(), sandwich);
        fit.evidence().prior().ifPresent(prior -> CommonOps_DDRM.addEquals(sandwich, between(fit, prior)));
        return sandwich;
    }

    private static DMatrixRMaj between(Fit fit, DMatrixRMaj squares) {
        int size = squares.numRows;
        DMatrixRMaj half = new DMatrixRMaj(size, size);
        DMatrixRMaj sandwich = new DMatrixRMaj(size, size);
        CommonOps_DDRM.mult(fit.inverseInformation(), squares, half);
        CommonOps_DDRM.mult(half, fit.inverseInformation(), sandwich);
        return sandwich;
    }
}
