package dev.evenhand.rating.fit.pairing;

import dev.evenhand.rating.fit.Logistic;
import dev.evenhand.rating.fit.NotConverged;
import dev.evenhand.rating.fit.Tally;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Strengths good enough to choose a pair by, from the first vote on: the mode of the Bradley–Terry likelihood times a
 * normal prior of standard deviation one logit, and the inverse of the information there.
 *
 * <p>Models that no votes connect, or that never lost, have a wide but finite error here, which is what makes them worth
 * a vote. It is never shown: a rating without votes would be a made-up number.
 *
 * @param strengths in logits
 * @param covariance of the strengths
 */
record Guess(double[] strengths, DMatrixRMaj covariance) {
    /** One over the prior's variance, in logits⁻²: as much as four votes between equals. */
    private static final double PRIOR_INFORMATION = 1;

    /** Which pair is asked next does not hang on a millionth of a logit. */
    private static final double TOLERANCE = 1e-6;

    /** Steps are at most {@value #LONGEST_STEP} logits long, and the prior keeps strengths within some tens. */
    private static final int MAX_STEPS = 200;

    /** Newton's step from far away overshoots; the logistic function is close to its expansion over this length. */
    private static final double LONGEST_STEP = 1;

    static Guess of(Tally tally) {
        double[] strengths = new double[tally.models()];
        double longest = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= MAX_STEPS; step++) {
            LinearSolverDense<DMatrixRMaj> information = information(tally, strengths);
            double[] move = new double[strengths.length];
            information.solve(DMatrixRMaj.wrap(move.length, 1, gradient(tally, strengths)), wrap(move));
            longest = Arrays.stream(move).map(Math::abs).max().orElse(0);
            double length = Math.min(1, LONGEST_STEP / longest);
            for (int i = 0; i < move.length; i++) {
                strengths[i] += length * move[i];
            }
            if (longest <= TOLERANCE) {
                DMatrixRMaj covariance = new DMatrixRMaj(move.length, move.length);
                information.invert(covariance);
                return new Guess(strengths, covariance);
            }
        }
        throw new NotConverged(MAX_STEPS, longest, null);
    }

    private static DMatrixRMaj wrap(double[] column) {
        return DMatrixRMaj.wrap(column.length, 1, column);
    }

    private static double[] gradient(Tally tally, double[] strengths) {
        double[] gradient = Arrays.stream(strengths)
                .map(strength -> -PRIOR_INFORMATION * strength)
                .toArray();
        for (Tally.Pair pair : tally.pairs()) {
            double p = probability(strengths, pair);
            double pull = pair.score() * (1 - p) - pair.rivalScore() * p;
            gradient[pair.model()] += pull;
            gradient[pair.rival()] -= pull;
        }
        return gradient;
    }

    private static LinearSolverDense<DMatrixRMaj> information(Tally tally, double[] strengths) {
        int models = strengths.length;
        DMatrixRMaj information = new DMatrixRMaj(models, models);
        for (int i = 0; i < models; i++) {
            information.set(i, i, PRIOR_INFORMATION);
        }
        for (Tally.Pair pair : tally.pairs()) {
            double p = probability(strengths, pair);
            double weight = pair.weight() * p * (1 - p);
            information.add(pair.model(), pair.model(), weight);
            information.add(pair.rival(), pair.rival(), weight);
            information.add(pair.model(), pair.rival(), -weight);
            information.add(pair.rival(), pair.model(), -weight);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(models);
        if (!solver.setA(information)) {
            throw new ArithmeticException("The votes outweigh double precision.");
        }
        return solver;
    }

    private static double probability(double[] strengths, Tally.Pair pair) {
        return Logistic.sigma(strengths[pair.model()] - strengths[pair.rival()]);
    }
}
