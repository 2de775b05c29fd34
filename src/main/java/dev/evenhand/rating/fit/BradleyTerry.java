package dev.evenhand.rating.fit;

import java.util.Arrays;

/**
 * The Bradley–Terry model: model i is preferred to model j with probability σ(θᵢ − θⱼ).
 *
 * <p>Maximum likelihood by Newton's method on the pair counts, which are sufficient: the cost of a fit does not depend
 * on the number of votes. A tie counts as half a win for each side (or is left out before: {@link
 * Cells#withoutTies()}), a soft outcome y as y wins and 1 − y losses. Strengths are shifted so that their mean is zero.
 *
 * @see <a href="https://doi.org/10.2307/2334029">Bradley and Terry 1952</a>
 */
public final class BradleyTerry {
    /** The fit ends with the first Newton step that moves no strength by more than this many logits. */
    static final double TOLERANCE = 1e-12;

    /**
     * Where rounding of the gradient keeps the steps above {@link #TOLERANCE}, they stop shrinking; below this size that
     * is taken for the end. A step of 10⁻⁹ logits is less than a millionth of an Elo point.
     */
    static final double ROUNDING = 1e-9;

    /** From zero, a Newton step gains about one logit where one side always wins: this many is beyond double range. */
    static final int MAX_STEPS = 200;

    /** A rise of the loss by this fraction is rounding; any more and the step overshot and is halved. */
    private static final double LOSS_ROUNDING = 1e-12;

    private BradleyTerry() {}

    /**
     * @throws IllegalArgumentException unless {@link Connectivity#whole()}: there would be no finite maximum
     * @throws NotConverged after {@value #MAX_STEPS} steps, or where double precision does not suffice
     */
    public static Fit fit(Tally tally) {
        requireMaximum(tally);

        double[] strengths = new double[tally.models()];
        double loss = loss(tally, strengths);
        double before = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= MAX_STEPS; step++) {
            double[] move = newtonStep(tally, strengths, step, before);
            double size = Arrays.stream(move).map(Math::abs).max().orElseThrow();

            strengths = damped(tally, strengths, move, loss);
            loss = loss(tally, strengths);
            if (size <= TOLERANCE || (size <= ROUNDING && size > before / 2)) {
                return new Fit(tally, strengths, information(tally, strengths).pseudoInverse(), loss, step);
            }
            before = size;
        }
        throw new NotConverged(MAX_STEPS, before, null);
    }

    private static void requireMaximum(Tally tally) {
        Connectivity connectivity = Connectivity.of(tally);
        if (!connectivity.whole()) {
            throw new IllegalArgumentException(
                    "No finite maximum of the likelihood: %d components and %d models alone. Fit each component by itself."
                            .formatted(
                                    connectivity.components().size(),
                                    connectivity.alone().size()));
        }
    }

    /** Σ over pairs of −s ln σ(d) − s' ln σ(−d), where s and s' are what either side scored and d = θᵢ − θⱼ. */
    private static double loss(Tally tally, double[] strengths) {
        double loss = 0;
        for (Tally.Pair pair : tally.pairs()) {
            double d = strengths[pair.model()] - strengths[pair.rival()];
            loss += pair.score() * Logistic.softplus(-d) + pair.rivalScore() * Logistic.softplus(d);
        }
        return loss;
    }

    private static double[] newtonStep(Tally tally, double[] strengths, int step, double before) {
        double[] move;
        try {
            move = information(tally, strengths).solve(gradient(tally, strengths));
        } catch (ArithmeticException singular) {
            throw new NotConverged(step, before, singular);
        }
        for (double change : move) {
            if (!Double.isFinite(change)) {
                throw new NotConverged(step, change, null);
            }
        }
        return move;
    }

    private static double[] gradient(Tally tally, double[] strengths) {
        double[] gradient = new double[strengths.length];
        for (Tally.Pair pair : tally.pairs()) {
            double d = strengths[pair.model()] - strengths[pair.rival()];
            double pull = pair.score() * Logistic.sigma(-d) - pair.rivalScore() * Logistic.sigma(d);
            gradient[pair.model()] += pull;
            gradient[pair.rival()] -= pull;
        }
        return gradient;
    }

    private static Laplacian information(Tally tally, double[] strengths) {
        Laplacian information = new Laplacian(strengths.length);
        for (Tally.Pair pair : tally.pairs()) {
            double d = strengths[pair.model()] - strengths[pair.rival()];
            information.add(pair.model(), pair.rival(), pair.weight() * Logistic.sigma(d) * Logistic.sigma(-d));
        }
        return information;
    }

    /** The loss is convex and the step leads downhill, so halving it comes to an end. */
    private static double[] damped(Tally tally, double[] strengths, double[] move, double loss) {
        double length = 1;
        double[] moved = moved(strengths, move, length);
        while (loss(tally, moved) > loss * (1 + LOSS_ROUNDING)) {
            length /= 2;
            moved = moved(strengths, move, length);
        }
        return moved;
    }

    private static double[] moved(double[] strengths, double[] move, double length) {
        double[] moved = new double[strengths.length];
        Arrays.setAll(moved, i -> strengths[i] + length * move[i]);
        double mean = Arrays.stream(moved).average().orElseThrow();
        Arrays.setAll(moved, i -> moved[i] - mean);
        return moved;
    }
}
