package dev.evenhand.rating.fit;

import org.ejml.data.DMatrixRMaj;

/** Σ s_g s_gᵀ over clusters g of votes, s_g the sum of their scores. */
final class Squares {
    private final int models;
    private final int effects;
    private final int[] model;
    private final int[] rival;
    private final Scores scores;
    private final Scatter scatter;

    /** @param model of each cell; @param rival of each cell; @param scores of one vote of each cell */
    Squares(int models, int[] model, int[] rival, Scores scores) {
        this.models = models;
        this.effects = scores.effects().length;
        this.model = model;
        this.rival = rival;
        this.scores = scores;
        this.scatter = new Scatter(models + effects);
    }

    void gather(int cell, int count) {
        double together = count * scores.pull()[cell];
        scatter.gather(model[cell], together);
        scatter.gather(rival[cell], -together);
        for (int i = 0; i < effects; i++) {
            scatter.gather(models + i, count * scores.effects()[i][cell]);
        }
    }

    /** Adds what was gathered, and starts anew. */
    void addCluster() {
        scatter.addGathered();
    }

    /** Adds each vote of a cell as a cluster of its own: so many, or so much squared weight. */
    void addVotes(int cell, double count) {
        double pull = scores.pull()[cell];
        scatter.add(model[cell], rival[cell], count * pull * pull);
        for (int k = 0; k < effects; k++) {
            double effect = count * scores.effects()[k][cell];
            scatter.addShared(models + k, model[cell], pull * effect);
            scatter.addShared(models + k, rival[cell], -pull * effect);
            for (int l = 0; l <= k; l++) {
                scatter.addShared(models + k, models + l, effect * scores.effects()[l][cell]);
            }
        }
    }

    Squares plus(Squares other) {
        scatter.plus(other.scatter);
        return this;
    }

    DMatrixRMaj matrix() {
        return scatter.matrix();
    }
}
