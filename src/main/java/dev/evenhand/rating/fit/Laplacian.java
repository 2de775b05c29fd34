package dev.evenhand.rating.fit;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A weighted sum of Lᵢⱼ = (eᵢ − eⱼ)(eᵢ − eⱼ)ᵀ over pairs of models: the shape of every information matrix of strengths.
 *
 * <p>It is singular along 1 = (1, …, 1), because adding a constant to all strengths changes nothing. On a connected
 * graph it has no other null direction, so H + s·11ᵀ/M is positive definite for any s &gt; 0, and its inverse is that of H
 * on the strengths that sum to zero. With s = tr(H)/M both parts are of one size.
 */
final class Laplacian {
    private final int size;
    private final DMatrixRMaj matrix;

    Laplacian(int size) {
        this.size = size;
        this.matrix = new DMatrixRMaj(size, size);
    }

    void add(int i, int j, double weight) {
        double[] cell = matrix.data;
        cell[i * size + i] += weight;
        cell[j * size + j] += weight;
        cell[i * size + j] -= weight;
        cell[j * size + i] -= weight;
    }

    DMatrixRMaj matrix() {
        return matrix;
    }

    /** H⁺g for a g that sums to zero. */
    double[] solve(double[] g) {
        DMatrixRMaj solution = new DMatrixRMaj(size, 1);
        factored().solve(DMatrixRMaj.wrap(size, 1, g.clone()), solution);
        return solution.data;
    }

    /** H⁺ = (H + s·11ᵀ/M)⁻¹ − 11ᵀ/(s·M). */
    DMatrixRMaj pseudoInverse() {
        DMatrixRMaj inverse = new DMatrixRMaj(size, size);
        factored().invert(inverse);
        double common = 1 / (shift() * size);
        for (int k = 0; k < inverse.data.length; k++) {
            inverse.data[k] -= common;
        }
        return inverse;
    }

    private LinearSolverDense<DMatrixRMaj> factored() {
        DMatrixRMaj definite = matrix.copy();
        double share = shift() / size;
        for (int k = 0; k < definite.data.length; k++) {
            definite.data[k] += share;
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(size);
        if (!solver.setA(definite)) {
            throw new ArithmeticException(
                    "The votes hold too little information to tell %d models apart in double".formatted(size)
                            + " precision.");
        }
        return solver;
    }

    private double shift() {
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += matrix.data[i * size + i];
        }
        return trace / size;
    }
}
