package dev.evenhand.rating.fit;

import java.util.Arrays;

/**
 * Newton's method on every strength by itself, as if the others stood still. Where most models met most others a few sweeps
 * over the pairs settle all strengths, and no equations between them need be solved.
 *
 * <p>Each sweep goes on from the mixture of the last two at which, were steps linear, the next would be the smallest
 * (Anderson's method with one sweep remembered). Where a sweep does not ask for steps of less than half the size of those
 * before, strengths are left where they are, for {@link Newton} to go on from.
 *
 * @see <a href="https://doi.org/10.1137/10078356X">Walker and Ni 2011</a>
 */
final class Sweeps {
    /** In logits: a last step this small leaves less than half of it, which {@link Newton#TOLERANCE} is well above. */
    private static final double TOLERANCE = 1e-13;

    private final PairLikelihood votes;
    private final int models;
    private double[] strengths;
    private final boolean settled;
    private int count;

    /** @param start in logits */
    Sweeps(PairLikelihood votes, double[] start) {
        this.votes = votes;
        this.models = votes.models();
        double[] last = start;
        double[] lastSteps = steps(last);
        this.strengths = moved(last, lastSteps);
        double[] steps = steps(strengths);
        while (largest(steps) > TOLERANCE && largest(steps) <= largest(lastSteps) / 2) {
            double[] next = mixed(last, lastSteps, strengths, steps);
            last = strengths;
            lastSteps = steps;
            strengths = next;
            steps = steps(strengths);
        }
        this.settled = largest(steps) <= TOLERANCE;
        if (settled) {
            strengths = moved(strengths, steps);
        }
    }

    /** With mean zero. */
    double[] strengths() {
        double mean = Arrays.stream(strengths).average().orElse(0);
        return Arrays.stream(strengths).map(strength -> strength - mean).toArray();
    }

    boolean settled() {
        return settled;
    }

    int count() {
        return count;
    }

    /**
     * Where all pairs have as many votes on equal models, 1 − 1/M of the step of each by itself is Newton's step of all
     * together.
     */
    private double[] steps(double[] at) {
        double[] power = Arrays.stream(at).map(Math::exp).toArray();
        double[] pull = new double[models];
        double[] curvature = new double[models];
        for (int pair = 0; pair < votes.size(); pair++) {
            int model = votes.model(pair);
            int rival = votes.rival(pair);
            double share = 1 / (power[model] + power[rival]);
            double p = power[model] * share;
            double q = power[rival] * share;
            double gain = votes.score(pair) * q - votes.rivalScore(pair) * p;
            double own = (votes.score(pair) + votes.rivalScore(pair)) * p * q;
            pull[model] += gain;
            pull[rival] -= gain;
            curvature[model] += own;
            curvature[rival] += own;
        }
        count++;
        Arrays.setAll(pull, model -> (1 - 1.0 / models) * pull[model] / curvature[model]);
        return pull;
    }

    /** The mixture (1 − γ)·here + γ·last of both places with their steps, for the γ that makes the mixed step smallest. */
    private static double[] mixed(double[] last, double[] lastSteps, double[] here, double[] steps) {
        double along = 0;
        double length = 0;
        for (int model = 0; model < steps.length; model++) {
            double change = steps[model] - lastSteps[model];
            along += steps[model] * change;
            length += change * change;
        }
        double gamma = along / length;
        double[] mixed = new double[steps.length];
        Arrays.setAll(
                mixed, model -> (1 - gamma) * (here[model] + steps[model]) + gamma * (last[model] + lastSteps[model]));
        return mixed;
    }

    private static double[] moved(double[] from, double[] steps) {
        double[] moved = new double[from.length];
        Arrays.setAll(moved, model -> from[model] + steps[model]);
        return moved;
    }

    private static double largest(double[] steps) {
        return Arrays.stream(steps).map(Math::abs).max().orElse(0);
    }
}
