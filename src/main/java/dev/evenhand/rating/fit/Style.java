package dev.evenhand.rating.fit;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Which traits of a response's look a fit takes out of the strengths: the chance of winning moves by σ(θₐ − θ_b + x·β),
 * where x says how the two responses differ.
 *
 * <p>Of each feature f the difference is x = (fₐ − f_b)/(fₐ + f_b), over its standard deviation among the votes fitted.
 * The deviation is measured from zero, not from the mean: which of two models stands first in a vote is chance, and must
 * not move a rating. Coefficients are hence logits for one standard deviation of difference.
 *
 * <p>Coefficients are drawn to zero by ½λ‖β‖² against the sum of the losses, so that the pull fades as votes come in;
 * strengths are not penalised unless a {@link Prior} says so. Where λ = ½ and the prior is a ridge of ½, this is FastChat's
 * penalty.
 *
 * @param features each at most once; none for no style control
 * @param penalty λ, above zero: it keeps coefficients finite whatever the votes
 * @see <a href="https://lmsys.org/blog/2024-08-28-style-control/">Li, Angelopoulos and Chiang 2024</a>
 */
public record Style(List<Feature> features, double penalty) {
    /** FastChat's λ. */
    public static final double PENALTY = 0.5;

    public static final Style NONE = new Style(List.of(), PENALTY);
    public static final Style LENGTH = new Style(List.of(Feature.LENGTH), PENALTY);
    public static final Style FULL = new Style(List.of(Feature.values()), PENALTY);

    public Style {
        features = List.copyOf(features);
        if (features.stream().distinct().count() < features.size()) {
            throw new IllegalArgumentException("a feature is named twice: " + features);
        }
        if (!(penalty > 0 && penalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s is no penalty: it must be above zero".formatted(penalty));
        }
    }

    /** A trait that can be counted. */
    public enum Feature {
        LENGTH(StyleFeatures::tokens),
        HEADERS(StyleFeatures::headers),
        LISTS(StyleFeatures::lists),
        BOLD(StyleFeatures::bold);

        private final ToIntFunction<StyleFeatures> count;

        Feature(ToIntFunction<StyleFeatures> count) {
            this.count = count;
        }

        /** From −1 to 1; 0 where neither response has any. */
        double difference(StyleFeatures model, StyleFeatures rival) {
            double a = count.applyAsInt(model);
            double b = count.applyAsInt(rival);
            return a + b == 0 ? 0 : (a - b) / (a + b);
        }
    }
}
