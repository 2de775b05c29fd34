package dev.evenhand.rating.fit;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * What votes say about M strengths and k effects: a symmetric matrix of size M + k, in sums over pairs of models.
 *
 * <p>The block of the strengths is a weighted sum of Lᵢⱼ = (eᵢ − eⱼ)(eᵢ − eⱼ)ᵀ. It is singular along 1 = (1, …, 1),
 * because adding a constant to all strengths changes nothing, and so is the whole. On a connected graph the strengths have
 * no other null direction, so with s·11ᵀ/M added for any s &gt; 0 they are positive definite, and the inverse is that on the
 * strengths that sum to zero. With s = tr(H)/M both parts are of one size.
 *
 * <p>Effects are set in the columns after the strengths only: the rows below them follow by symmetry.
 */
public final class Information {
    private final int models;
    private final int size;
    private final DMatrixRMaj matrix;
    /** The eigenvalue along 1, which is a prior's alone. */
    private double common;

    private boolean zeroIsFixed;

    public Information(int models) {
        this(models, 0);
    }

    Information(int models, int effects) {
        this.models = models;
        this.size = models + effects;
        this.matrix = new DMatrixRMaj(size, size);
    }

    /** Adds weight · Lᵢⱼ. */
    public void add(int i, int j, double weight) {
        double[] cell = matrix.data;
        cell[i * size + i] += weight;
        cell[j * size + j] += weight;
        cell[i * size + j] -= weight;
        cell[j * size + i] -= weight;
    }

    /** Adds what the difference of two strengths shares with an effect. */
    void addShared(int i, int j, int effect, double weight) {
        matrix.data[i * size + models + effect] += weight;
        matrix.data[j * size + models + effect] -= weight;
    }

    /** @param other no effect before {@code effect} */
    void addEffects(int effect, int other, double weight) {
        matrix.data[(models + effect) * size + models + other] += weight;
    }

    /**
     * @param curvature for each strength
     * @param fixesZero whether adding a constant to all strengths changes something from here on; if not, the curvature
     *     is one and the same for all
     */
    void addPrior(double[] curvature, boolean fixesZero) {
        for (int i = 0; i < models; i++) {
            matrix.data[i * size + i] += curvature[i];
        }
        common = curvature[0];
        zeroIsFixed = fixesZero;
    }

    DMatrixRMaj matrix() {
        for (int i = 0; i < size; i++) {
            for (int j = Math.max(models, i + 1); j < size; j++) {
                matrix.data[j * size + i] = matrix.data[i * size + j];
            }
        }
        return matrix;
    }

    /** H⁺g for a g whose strengths sum to zero. The pairs that were added must connect all models. */
    public double[] solve(double[] g) {
        DMatrixRMaj solution = new DMatrixRMaj(size, 1);
        factored().solve(DMatrixRMaj.wrap(size, 1, g.clone()), solution);
        return solution.data;
    }

    /** H⁺ = (H + s·11ᵀ/M)⁻¹ − 11ᵀ/(s·M), on the strengths that sum to zero; H⁻¹ where a prior fixes the zero. */
    DMatrixRMaj pseudoInverse() {
        DMatrixRMaj inverse = new DMatrixRMaj(size, size);
        factored().invert(inverse);
        if (!zeroIsFixed) {
            addToAll(inverse, -1 / ((shift() + common) * models));
        }
        return inverse;
    }

    private LinearSolverDense<DMatrixRMaj> factored() {
        DMatrixRMaj definite = matrix().copy();
        if (!zeroIsFixed) {
            addToAll(definite, shift() / models);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(size);
        if (!solver.setA(definite)) {
            throw new ArithmeticException(
                    "The votes hold too little information to tell %d models apart in double".formatted(models)
                            + " precision.");
        }
        return solver;
    }

    private void addToAll(DMatrixRMaj strengths, double share) {
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < models; j++) {
                strengths.data[i * size + j] += share;
            }
        }
    }

    private double shift() {
        double trace = 0;
        for (int i = 0; i < models; i++) {
            trace += matrix.data[i * size + i];
        }
        return trace / models;
    }
}
