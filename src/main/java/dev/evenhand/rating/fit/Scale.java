package dev.evenhand.rating.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How ratings are read off strengths: 400 points for odds of ten to one, and a place for the zero.
 *
 * <p>An anchor's error goes into every other rating, because only differences of strengths are known: the anchor itself
 * has none, and model i has that of θᵢ − θ_anchor.
 */
public sealed interface Scale {
    /** Elo points per logit. */
    double ELO = 400 / Math.log(10);

    /** The rating of a strength of zero where nothing is anchored: the mean of all, unless a prior fixed the zero. */
    double MEAN = 1000;

    /**
     * @param strengths of all models, in logits
     * @throws IllegalArgumentException where these strengths give the scale no meaning
     */
    double rating(double[] strengths, int model);

    /** How many points the rating changes with each strength, a logit each. */
    double[] slopes(double[] strengths, int model);

    default double rating(Fit fit, int model) {
        return rating(fit.strengths(), model);
    }

    /** In points. */
    default double standardError(Fit fit, Covariance covariance, int model) {
        return covariance.standardError(slopes(fit.strengths(), model));
    }

    /** Where the rating lies with this confidence. */
    default Bounds interval(Fit fit, Covariance covariance, int model, double level) {
        return covariance.interval(fit, new Rating(this, fit.models(), model), level);
    }

    static Scale centred() {
        return new Centred();
    }

    static Scale anchored(int model, double rating) {
        return new Anchored(model, rating);
    }

    /**
     * Two models have given ratings, and all others lie on the line through them: points are then no longer Elo's.
     *
     * @param highRating above {@code lowRating}
     */
    static Scale anchored(int high, double highRating, int low, double lowRating) {
        return new TwiceAnchored(high, highRating, low, lowRating);
    }

    /** The ratings of all models by number, with intervals of this level. */
    default List<Estimate> estimates(Fit fit, Covariance covariance, double level) {
        List<Estimate> estimates = new ArrayList<>(fit.models());
        for (int model = 0; model < fit.models(); model++) {
            estimates.add(new Estimate(
                    rating(fit, model),
                    standardError(fit, covariance, model),
                    interval(fit, covariance, model, level)));
        }
        return List.copyOf(estimates);
    }

    /** A rating in points, how far it may be off, and the interval of the level that was asked for. */
    record Estimate(double rating, double standardError, Bounds interval) {}

    /** A strength of zero is rated {@link #MEAN}. */
    record Centred() implements Scale {
        @Override
        public double rating(double[] strengths, int model) {
            return MEAN + ELO * strengths[model];
        }

        @Override
        public double[] slopes(double[] strengths, int model) {
            double[] slopes = new double[strengths.length];
            slopes[model] = ELO;
            return slopes;
        }
    }

    /** One model has a given rating. */
    record Anchored(int anchor, double anchorRating) implements Scale {
        public Anchored {
            if (!Double.isFinite(anchorRating)) {
                throw new IllegalArgumentException("%s is no rating for an anchor".formatted(anchorRating));
            }
        }

        @Override
        public double rating(double[] strengths, int model) {
            return anchorRating + ELO * (strengths[model] - strengths[anchor]);
        }

        @Override
        public double[] slopes(double[] strengths, int model) {
            double[] slopes = new double[strengths.length];
            slopes[model] += ELO;
            slopes[anchor] -= ELO;
            return slopes;
        }
    }

    /**
     * Two models have given ratings R_h and R_l: model i is rated R_h + (R_h − R_l)(θᵢ − θ_h)/(θ_h − θ_l).
     *
     * <p>The error follows to first order from the slopes of that in θᵢ, θ_h and θ_l: both anchors have none, and where
     * their strengths are poorly told apart, all others are the less sure.
     */
    record TwiceAnchored(int high, double highRating, int low, double lowRating) implements Scale {
        public TwiceAnchored {
            if (high == low) {
                throw new IllegalArgumentException("model %d cannot be both anchors".formatted(high));
            }
            if (!(highRating > lowRating && Double.isFinite(highRating - lowRating))) {
                throw new IllegalArgumentException(
                        "%s must be above %s for the two to be anchors".formatted(highRating, lowRating));
            }
        }

        /** @throws IllegalArgumentException where the votes do not put the higher anchor above the lower */
        @Override
        public double rating(double[] strengths, int model) {
            return highRating + (highRating - lowRating) * (strengths[model] - strengths[high]) / distance(strengths);
        }

        @Override
        public double[] slopes(double[] strengths, int model) {
            double distance = distance(strengths);
            double points = (highRating - lowRating) / distance;
            double along = (strengths[model] - strengths[high]) / distance;
            double[] slopes = new double[strengths.length];
            slopes[model] += points;
            slopes[high] -= points * (1 + along);
            slopes[low] += points * along;
            return slopes;
        }

        private double distance(double[] strengths) {
            double distance = strengths[high] - strengths[low];
            if (distance <= Ranks.SAME_STRENGTH) {
                throw new IllegalArgumentException(
                        "The votes do not rate the anchor at %s above the one at %s.".formatted(highRating, lowRating));
            }
            return distance;
        }
    }

    /** One model's rating, as errors are asked of it. */
    record Rating(Scale scale, int models, int model) implements Quantity {
        @Override
        public double at(double[] parameters) {
            return scale.rating(Arrays.copyOf(parameters, models), model);
        }

        @Override
        public double[] slopes(double[] parameters) {
            return scale.slopes(Arrays.copyOf(parameters, models), model);
        }
    }
}
