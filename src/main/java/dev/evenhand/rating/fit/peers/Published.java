package dev.evenhand.rating.fit.peers;

import dev.evenhand.rating.fit.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * What a peer publishes of one model, in its points.
 *
 * @param rank 1 + the number of models whose interval lies wholly above this one's: LMArena's rule. Such ranks do not hold
 *     for all models together, and two intervals that part do not make a significant difference nor the other way round
 */
public record Published(double rating, double standardError, Bounds interval, int rank) {

    /** By number of the model, with their ranks among one another. */
    static List<Published> ranked(double[] ratings, double[] standardErrors, List<Bounds> intervals) {
        List<Published> published = new ArrayList<>(ratings.length);
        for (int model = 0; model < ratings.length; model++) {
            double upper = intervals.get(model).upper();
            long above =
                    intervals.stream().filter(other -> other.lower() > upper).count();
            published.add(new Published(
                    ratings[model], standardErrors[model], intervals.get(model), 1 + Math.toIntExact(above)));
        }
        return List.copyOf(published);
    }
}
