package dev.evenhand.rating.fit;

import java.util.stream.IntStream;
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
    /** Clusters are summed up in so many parts, on whatever processors there are: the sum comes out the same anywhere. */
    static final int PARTS = 8;

    private Sandwich() {}

    /** Of votes that are all independent. */
    static DMatrixRMaj independent(Fit fit) {
        return between(fit, fit.evidence().squares());
    }

    /** Of clusters g that are independent, with CR1's factor: B = G/(G − 1) Σ s_g s_gᵀ, s_g the sum of their scores. */
    static DMatrixRMaj clustered(Fit fit, Clusters clusters, Scores scores) {
        Squares squares = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(part -> squares(fit.models(), clusters, scores, part))
                .reduce(Squares::plus)
                .orElseThrow();
        for (int cell : clusters.single()) {
            squares.addVotes(cell, clusters.cells().count[cell]);
        }
        DMatrixRMaj sandwich = between(fit, squares.matrix());
        CommonOps_DDRM.scale(clusters.smallSampleFactor(), sandwich);
        fit.evidence().prior().ifPresent(prior -> CommonOps_DDRM.addEquals(sandwich, between(fit, prior)));
        return sandwich;
    }

    private static Squares squares(int models, Clusters clusters, Scores scores, int part) {
        Cells cells = clusters.cells();
        Squares squares = new Squares(models, cells.model, cells.rival, scores);
        int last = clusters.firstOfPart(part + 1, PARTS);
        for (int cluster = clusters.firstOfPart(part, PARTS); cluster < last; cluster++) {
            int start = clusters.start(cluster);
            int end = clusters.end(cluster);
            if (end == start + 1) {
                double count = cells.count[clusters.cell(start)];
                squares.addVotes(clusters.cell(start), count * count);
            } else {
                for (int at = start; at < end; at++) {
                    squares.gather(clusters.cell(at), cells.count[clusters.cell(at)]);
                }
                squares.addCluster();
            }
        }
        return squares;
    }

    static DMatrixRMaj between(Fit fit, DMatrixRMaj squares) {
        int size = squares.numRows;
        DMatrixRMaj half = new DMatrixRMaj(size, size);
        DMatrixRMaj sandwich = new DMatrixRMaj(size, size);
        CommonOps_DDRM.mult(fit.inverseInformation(), squares, half);
        CommonOps_DDRM.mult(half, fit.inverseInformation(), sandwich);
        return sandwich;
    }
}
