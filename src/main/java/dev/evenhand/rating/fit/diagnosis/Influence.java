package dev.evenhand.rating.fit.diagnosis;

import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Fit;

/** How single votes hold a fit where it is. */
final class Influence {
    private Influence() {}

    /** What one vote of a cell adds to the gradient of its model, and takes from its rival's: w(y − p). */
    static double pull(Fit fit, Cell cell) {
        double p = fit.probability(cell.model(), cell.rival());
        double q = fit.probability(cell.rival(), cell.model());
        return cell.weight() * (cell.score() * q - (1 - cell.score()) * p);
    }

    /** By how much strengths change, to first order, if votes with this gradient go: −H⁺s. */
    static double[] step(Fit fit, double[] score) {
        double[] step = new double[score.length];
        for (int j = 0; j < score.length; j++) {
            if (score[j] != 0) {
                for (int i = 0; i < step.length; i++) {
                    step[i] -= fit.inverseInformation(i, j) * score[j];
                }
            }
        }
        return step;
    }
}
