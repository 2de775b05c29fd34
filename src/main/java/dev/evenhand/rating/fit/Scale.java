package dev.evenhand.rating.fit;

import java.util.ArrayList;
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

    double rating(Fit fit, int model);

    /** In points. */
    double standardError(Fit fit, Covariance covariance, int model);

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
        double quantile = covariance.quantile(level);
        List<Estimate> estimates = new ArrayList<>(fit.models());
        for (int model = 0; model < fit.models(); model++) {
            double rating = rating(fit, model);
            double standardError = standardError(fit, covariance, model);
            double reach = quantile * standardError;
            estimates.add(new Estimate(rating, standardError, new Bounds(rating - reach, rating + reach)));
        }
        return List.copyOf(estimates);
    }

    /** A rating in points, how far it may be off, and the interval of the level that was asked for. */
    record Estimate(double rating, double standardError, Bounds interval) {}

    /** A strength of zero is rated {@link #MEAN}. */
    record Centred() implements Scale {
        @Override
        public double rating(Fit fit, int model) {
            return MEAN + ELO * fit.strength(model);
        }

        @Override
        public double standardError(Fit fit, Covariance covariance, int model) {
            return ELO * covariance.standardError(model);
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
        public double rating(Fit fit, int model) {
            return anchorRating + ELO * (fit.strength(model) - fit.strength(anchor));
        }

        @Override
        public double standardError(Fit fit, Covariance covariance, int model) {
            return ELO * covariance.standardError(model, anchor);
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
        public double rating(Fit fit, int model) {
            return highRating + (highRating - lowRating) * (fit.strength(model) - fit.strength(high)) / distance(fit);
        }

        @Override
        public double standardError(Fit fit, Covariance covariance, int model) {
            double distance = distance(fit);
            double along = (fit.strength(model) - fit.strength(high)) / distance;
            double[] slope = new double[fit.models()];
            slope[model] += 1;
            slope[high] -= 1 + along;
            slope[low] += along;
            return (highRating - lowRating) / distance * covariance.standardError(slope);
        }

        private double distance(Fit fit) {
            double distance = fit.strength(high) - fit.strength(low);
            if (distance <= Ranks.SAME_STRENGTH) {
                throw new IllegalArgumentException(
                        "The votes do not rate the anchor at %s above the one at %s.".formatted(highRating, lowRating));
            }
            return distance;
        }
    }
}
