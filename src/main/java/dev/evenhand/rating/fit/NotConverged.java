package dev.evenhand.rating.fit;

/** A fit that was given up: there is no estimate, not even a rough one. */
public final class NotConverged extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final int steps;
    private final double lastStep;

    /** @param cause why no step could be made, or null where only the steps ran out */
    public NotConverged(int steps, double lastStep, Throwable cause) {
        super("No convergence after %d steps; the last one still moved an estimate by %.3g."
                .formatted(steps, lastStep));
        this.steps = steps;
        this.lastStep = lastStep;
        initCause(cause);
    }

    public int steps() {
        return steps;
    }

    /**
     * The largest change of an estimate in the last step, in its own unit: logits for a strength. Not a number where no step
     * could be made.
     */
    public double lastStep() {
        return lastStep;
    }
}
