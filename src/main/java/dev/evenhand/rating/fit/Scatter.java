package dev.evenhand.rating.fit;

import org.ejml.data.DMatrixRMaj;

/** Σ s sᵀ over vectors s that are mostly zero, at the cost of what is not: the filling of a sandwich. */
final class Scatter {
    private final int size;
    /** Of each pair of places, either order holds a part of what both are to hold. */
    private final double[] sum;

    private final double[] vector;
    private final boolean[] isTouched;
    private final int[] touched;
    private int touchedSize;

    Scatter(int size) {
        this.size = size;
        this.sum = new double[size * size];
        this.vector = new double[size];
        this.isTouched = new boolean[size];
        this.touched = new int[size];
    }

    /** Adds to a place of the vector that is being gathered. */
    void gather(int place, double change) {
        if (!isTouched[place]) {
            isTouched[place] = true;
            touched[touchedSize++] = place;
        }
        vector[place] += change;
    }

    /** Adds the square of what was gathered, and starts anew. */
    void addGathered() {
        addGathered(1);
    }

    /** Adds that square so many times. */
    void addGathered(double times) {
        for (int i = 0; i < touchedSize; i++) {
            int row = touched[i] * size;
            double here = times * vector[touched[i]];
            for (int j = 0; j <= i; j++) {
                sum[row + touched[j]] += here * vector[touched[j]];
            }
        }
        for (int i = 0; i < touchedSize; i++) {
            vector[touched[i]] = 0;
            isTouched[touched[i]] = false;
        }
        touchedSize = 0;
    }

    /** Adds to what two places share, to be held by either order. */
    void addShared(int i, int j, double product) {
        sum[i * size + j] += product;
    }

    /** Adds square · (eᵢ − eⱼ)(eᵢ − eⱼ)ᵀ. */
    void add(int i, int j, double square) {
        sum[i * size + i] += square;
        sum[j * size + j] += square;
        sum[i * size + j] -= square;
    }

    Scatter plus(Scatter other) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += other.sum[k];
        }
        return this;
    }

    DMatrixRMaj matrix() {
        DMatrixRMaj matrix = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            matrix.set(i, i, sum[i * size + i]);
            for (int j = 0; j < i; j++) {
                double both = sum[i * size + j] + sum[j * size + i];
                matrix.set(i, j, both);
                matrix.set(j, i, both);
            }
        }
        return matrix;
    }
}
