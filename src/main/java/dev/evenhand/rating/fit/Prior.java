package dev.evenhand.rating.fit;

import java.util.random.RandomGenerator;

/**
 * What is believed of every strength before any vote, so that models can be placed that votes alone leave without limit.
 *
 * <p>It is declared, never slipped in: a fit says which prior it used, and where votes are few, ratings and their errors
 * are the prior's as much as the votes'. In the sandwich the prior counts as evidence of its own, whose score varies as
 * much as its curvature says: a model without votes has the prior's error, not none.
 */
public sealed interface Prior {
    /** Votes alone. */
    static Prior none() {
        return new None();
    }

    /** Strengths as drawn from a normal distribution of variance 1/λ, about their mean: the penalty ½λ‖θ‖². */
    static Prior ridge(double lambda) {
        return new Ridge(lambda);
    }

    /** choix's penalty α‖θ‖², which is a ridge of 2α. */
    static Prior choix(double alpha) {
        return new Ridge(2 * alpha);
    }

    /**
     * As if every model had tied once with one and the same opponent of strength zero. It fixes the zero: strengths are
     * measured from that opponent, and their mean may differ from it.
     *
     * <p>Whatever the tie model, that tie is half a win and half a loss, so that it says nothing of how often raters tie.
     */
    static Prior phantomTie() {
        return new PhantomTie();
    }

    /** In words that can stand under a board. */
    String sentence();

    /** What one strength adds to the loss. */
    double loss(double strength);

    /** Minus the slope of that. */
    double pull(double strength);

    double curvature(double strength);

    /**
     * Where a strength is drawn to, drawn from the prior itself.
     *
     * @throws IllegalArgumentException where the prior is no distribution of strengths
     */
    double draw(RandomGenerator random);

    /** Whether it says where zero is, beyond how strengths spread. */
    boolean fixesZero();

    /** Whether it keeps every strength finite. */
    boolean bounds();

    /** No prior. */
    record None() implements Prior {
        @Override
        public String sentence() {
            return "No prior: ratings follow from the votes alone.";
        }

        @Override
        public double loss(double strength) {
            return 0;
        }

        @Override
        public double pull(double strength) {
            return 0;
        }

        @Override
        public double curvature(double strength) {
            return 0;
        }

        /** Nothing draws it. */
        @Override
        public double draw(RandomGenerator random) {
            return 0;
        }

        @Override
        public boolean fixesZero() {
            return false;
        }

        @Override
        public boolean bounds() {
            return false;
        }
    }

    /** @param lambda one over the variance of a strength, in logits⁻² */
    record Ridge(double lambda) implements Prior {
        public Ridge {
            if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("%s is no ridge: it must be above zero".formatted(lambda));
            }
        }

        @Override
        public String sentence() {
            return "A prior draws every rating towards the mean (ridge, λ = %s).".formatted(lambda);
        }

        @Override
        public double loss(double strength) {
            return lambda * strength * strength / 2;
        }

        @Override
        public double pull(double strength) {
            return -lambda * strength;
        }

        @Override
        public double curvature(double strength) {
            return lambda;
        }

        @Override
        public double draw(RandomGenerator random) {
            return random.nextGaussian() / Math.sqrt(lambda);
        }

        @Override
        public boolean fixesZero() {
            return false;
        }

        @Override
        public boolean bounds() {
            return true;
        }
    }

    /** One tie with an opponent of strength zero. */
    record PhantomTie() implements Prior {
        @Override
        public String sentence() {
            return "A prior gives every model one tie with an opponent rated 1000.";
        }

        @Override
        public double loss(double strength) {
            return Logistic.softplus(-strength) + strength / 2;
        }

        @Override
        public double pull(double strength) {
            return 0.5 - Logistic.sigma(strength);
        }

        @Override
        public double curvature(double strength) {
            return Logistic.sigma(strength) * Logistic.sigma(-strength);
        }

        /** A tie is a vote that nobody cast: it has no spread. */
        @Override
        public double draw(RandomGenerator random) {
            throw new IllegalArgumentException(
                    "One tie with an opponent cannot be drawn anew: take another interval than the bootstrap.");
        }

        @Override
        public boolean fixesZero() {
            return true;
        }

        @Override
        public boolean bounds() {
            return true;
        }
    }
}
