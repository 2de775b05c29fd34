package dev.evenhand.rating.fit.sequential;

import dev.evenhand.rating.fit.Logistic;
import java.util.Arrays;

/**
 * Elo's rating, one vote after another: the winner takes from the loser K times the part of the score that was not
 * expected.
 *
 * <p>What one model gains its rival loses, so that the mean never moves. Depends on the order of the votes, and never
 * settles: the last votes always weigh most.
 *
 * @param k points at stake in one vote, above zero: {@value #ONLINE_K} in FastChat and evalica
 * @param initial every model's rating before its first vote
 * @param scale points that stand for odds of ten to one
 * @see <a href="https://en.wikipedia.org/wiki/Elo_rating_system">Elo 1978, The Rating of Chessplayers</a>
 */
public record Elo(double k, double initial, double scale) {
    public static final double ONLINE_K = 4;
    public static final double INITIAL = 1000;
    public static final double SCALE = 400;

    public Elo {
        if (!(k > 0 && Double.isFinite(k) && Double.isFinite(initial) && scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException(
                    "No Elo rating with K %s from %s on a scale of %s.".formatted(k, initial, scale));
        }
    }

    public static Elo withK(double k) {
        return new Elo(k, INITIAL, SCALE);
    }

    /** The ratings by number after the last game. */
    public double[] ratings(int models, Iterable<Game> games) {
        double[] ratings = new double[models];
        Arrays.fill(ratings, initial);
        for (Game game : games) {
            double gain = k * (game.score() - expected(ratings[game.model()] - ratings[game.rival()]));
            ratings[game.model()] += gain;
            ratings[game.rival()] -= gain;
        }
        return ratings;
    }

    /** E = 1 / (1 + 10^(−difference/scale)): the expected score of a model that stands so many points above its rival. */
    public double expected(double difference) {
        return Logistic.sigma(difference * Math.log(10) / scale);
    }
}
