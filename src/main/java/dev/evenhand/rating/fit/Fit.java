package dev.evenhand.rating.fit;

import org.ejml.data.DMatrixRMaj;

/** Estimated strengths in logits, with mean zero, and how much the votes say about each. */
public final class Fit {
    private final Tally tally;
    private final double[] strengths;
    private final DMatrixRMaj inverseInformation;
    private final double negativeLogLikelihood;
    private final int steps;

    Fit(Tally tally, double[] strengths, DMatrixRMaj inverseInformation, double negativeLogLikelihood, int steps) {
        this.tally = tally;
        this.strengths = strengths;
        this.inverseInformation = inverseInformation;
        this.negativeLogLikelihood = negativeLogLikelihood;
        this.steps = steps;
    }

    public int models() {
        return strengths.length;
    }

    public double strength(int model) {
        return strengths[model];
    }

    public double[] strengths() {
        return strengths.clone();
    }

    /** How probably the model is preferred to its rival, ties as half. */
    public double probability(int model, int rival) {
        return Logistic.sigma(strengths[model] - strengths[rival]);
    }

    public double negativeLogLikelihood() {
        return negativeLogLikelihood;
    }

    /** Newton steps that were made. */
    public int steps() {
        return steps;
    }

    /** What was fitted. */
    public Tally tally() {
        return tally;
    }

    /** H⁺, the pseudo-inverse of the observed information at the estimate. */
    DMatrixRMaj inverseInformation() {
        return inverseInformation;
    }
}
