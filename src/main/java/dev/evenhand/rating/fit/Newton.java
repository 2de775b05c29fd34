package dev.evenhand.rating.fit;

import java.util.Arrays;

/**
 * Newton's method on a convex loss, with steps halved where they overshoot.
 *
 * <p>The first parameters are strengths, of which only differences matter: they are shifted to mean zero after each step,
 * unless a prior says where zero is.
 */
final class Newton {
    /** The search ends with the first step that moves no parameter by more than this much (strengths: logits). */
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

    /** A step halved this often no longer moves a double. */
    private static final int MAX_HALVINGS = 60;

    private Newton() {}

    /** A loss that is convex in its parameters. */
    interface Loss {
        Point at(double[] parameters);

        /** How many of the parameters, from the first, have mean zero. */
        int centred();
    }

    /**
     * A loss with its slopes at one place.
     *
     * @param loss infinite where the parameters are beyond their range; then the slopes mean nothing
     * @param pull minus the gradient
     */
    record Point(double[] parameters, double loss, double[] pull, Information information) {}

    /** The least loss, and the steps that led there. */
    record Minimum(Point point, int steps) {}

    /** @throws NotConverged after {@value #MAX_STEPS} steps, or where double precision does not suffice */
    static Minimum minimise(Loss loss, double[] start) {
        return minimise(loss, start, TOLERANCE);
    }

    /** @param tolerance the first step no larger ends the search: its square, about, is then what is left */
    static Minimum minimise(Loss loss, double[] start, double tolerance) {
        Point point = loss.at(start);
        double before = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= MAX_STEPS; step++) {
            double[] move = move(point, step, before);
            double size = Arrays.stream(move).map(Math::abs).max().orElseThrow();

            point = damped(loss, point, move);
            if (size <= tolerance || (size <= ROUNDING && size > before / 2)) {
                return new Minimum(point, step);
            }
            before = size;
        }
        throw new NotConverged(MAX_STEPS, before, null);
    }

    private static double[] move(Point point, int step, double before) {
        double[] move;
        try {
            move = point.information().solve(point.pull());
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

    /** The loss is convex and the step leads downhill, so halving it comes to an end. */
    private static Point damped(Loss loss, Point from, double[] move) {
        double length = 1;
        Point to = loss.at(moved(from.parameters(), move, length, loss.centred()));
        for (int k = 0; k < MAX_HALVINGS && to.loss() > from.loss() * (1 + LOSS_ROUNDING); k++) {
            length /= 2;
            to = loss.at(moved(from.parameters(), move, length, loss.centred()));
        }
        return to;
    }

    private static double[] moved(double[] from, double[] move, double length, int centred) {
        double[] moved = new double[from.length];
        Arrays.setAll(moved, i -> from[i] + length * move[i]);
        double mean = Arrays.stream(moved, 0, centred).average().orElse(0);
        for (int i = 0; i < centred; i++) {
            moved[i] -= mean;
        }
        return moved;
    }
}
