package dev.evenhand.rating.fit.peers;

import dev.evenhand.rating.fit.Logistic;
import dev.evenhand.rating.fit.Scale;

/**
 * What compar:IA publishes beside its ratings, read off them: for comparison.
 *
 * <p><b>What is wrong with its ratings.</b> They are medians of a bootstrap in which a model that a resample misses gets
 * 1000 points; and likes and dislikes of single messages are turned into battles. They are taken here as published, for
 * the votes they come from are not.
 *
 * @see <a href="https://github.com/betagouv/ranking_methods">ranking_methods at d7887c7</a>
 */
public final class ComparIa {
    private ComparIa() {}

    /** For each model its mean probability to win against one of the others, from ratings in points. */
    public static double[] meanWinProbabilities(double... ratings) {
        double[] means = new double[ratings.length];
        for (int model = 0; model < ratings.length; model++) {
            double sum = 0;
            for (int rival = 0; rival < ratings.length; rival++) {
                sum += rival == model ? 0 : Logistic.sigma((required(ratings[model]) - ratings[rival]) / Scale.ELO);
            }
            means[model] = sum / (ratings.length - 1);
        }
        return means;
    }

    /** 1 + how many ratings are higher. */
    public static int[] ranks(double... ratings) {
        int[] ranks = new int[ratings.length];
        for (int model = 0; model < ratings.length; model++) {
            double rating = required(ratings[model]);
            ranks[model] = 1;
            for (double other : ratings) {
                ranks[model] += other > rating ? 1 : 0;
            }
        }
        return ranks;
    }

    private static double required(double rating) {
        if (!Double.isFinite(rating)) {
            throw new IllegalArgumentException("%s is not a rating.".formatted(rating));
        }
        return rating;
    }
}
