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

    /** The mean of all ratings where nothing is anchored. */
    double MEAN = 1000;

    double rating(Fit fit, int model);

    /** In points. */
    double standardError(Covariance covariance, int model);

    static Scale centred() {
        return new Centred();
    }

    static Scale anchored(int model, double rating) {
        return new Anchored(model, rating);
    }

    /** The ratings of all models by number, with intervals of this level. */
    default List<Estimate> estimates(Fit fit, Covariance covariance, double level) {
        double quantile = covariance.quantile(level);
        List<Estimate> estimates = new ArrayList<>(fit.models());
        for (int model = 0; model < fit.models(); model++) {
            double rating = rating(fit, model);
            double standardError = standardError(covariance, model);
            double reach = quantile * standardError;
            estimates.add(new Estimate(rating, standardError, new Bounds(rating - reach, rating + reach)));
        }
        return List.copyOf(estimates);
    }

    /** A rating in points, how far it may be off, and the interval of the level that was asked for. */
    record Estimate(double rating, double standardError, Bounds interval) {}

    /** The mean of all ratings is {@link #MEAN}. */
    record Centred() implements Scale {
        @Override
        public double rating(Fit fit, int model) {
            return MEAN + ELO * fit.strength(model);
        }

        @Override
        public double standardError(Covariance covariance, int model) {
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
        public double standardError(Covariance covariance, int model) {
            return ELO * covariance.standardError(model, anchor);
        }
    }
}
