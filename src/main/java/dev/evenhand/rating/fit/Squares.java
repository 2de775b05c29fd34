package dev.evenhand.rating.fit;

import org.ejml.data.DMatrixRMaj;

/** Σ s_g s_gᵀ, one cluster after another, at the cost of the models that a cluster touches only. */
final class Squares {
    private final int models;
    private final int size;
    private final int[] model;
    private final int[] rival;
    private final Scores scores;
    private final double[] sum;

    private final double[] score;
    private final boolean[] isTouched;
    private final int[] touched;
    private int touchedSize;

    /** @param model of each cell; @param rival of each cell; @param scores of one vote of each cell */
    Squares(int models, int[] model, int[] rival, Scores scores) {
        this.models = models;
        this.size = models + scores.effects().length;
        this.model = model;
        this.rival = rival;
        this.scores = scores;
        this.sum = new double[size * size];
        this.score = new double[size];
        this.isTouched = new boolean[size];
        this.touched = new int[size];
    }

    void gather(int cell, int count) {
        double together = count * scores.pull()[cell];
        touch(model[cell], together);
        touch(rival[cell], -together);
        for (int i = models; i < size; i++) {
            touch(i, count * scores.effects()[i - models][cell]);
        }
    }

    private void touch(int parameter, double change) {
        if (!isTouched[parameter]) {
            isTouched[parameter] = true;
            touched[touchedSize++] = parameter;
        }
        score[parameter] += change;
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

    /** Adds each vote of a cell as a cluster of its own: so many, or so much squared weight. */
    void addVotes(int cell, double count) {
        int i = model[cell];
        int j = rival[cell];
        double pull = scores.pull()[cell];
        double square = count * pull * pull;
        sum[i * size + i] += square;
        sum[j * size + j] += square;
        sum[i * size + j] -= square;
        sum[j * size + i] -= square;
        for (int k = models; k < size; k++) {
            double effect = count * scores.effects()[k - models][cell];
            sum[i * size + k] += pull * effect;
            sum[k * size + i] += pull * effect;
            sum[j * size + k] -= pull * effect;
            sum[k * size + j] -= pull * effect;
            for (int l = models; l < size; l++) {
                sum[k * size + l] += effect * scores.effects()[l - models][cell];
            }
        }
    }

    DMatrixRMaj matrix() {
        return DMatrixRMaj.wrap(size, size, sum);
    }
}
