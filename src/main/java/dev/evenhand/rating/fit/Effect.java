package dev.evenhand.rating.fit;

/**
 * What a fit estimated beside the strengths.
 *
 * @param estimate in logits: of {@link Kind#TIES} the shape, ln ν or τ; of {@link Kind#POSITION} what being shown first
 *     adds; of a style feature what one standard deviation of difference adds
 * @param place of the parameter in a contrast, after the strengths
 * @param unit what the estimate is for: the standard deviation of a style feature's difference, else 1
 */
public record Effect(Kind kind, double estimate, int place, double unit) {
    /** In the order in which effects stand in a fit. */
    public enum Kind {
        TIES,
        POSITION,
        LENGTH,
        HEADERS,
        LISTS,
        BOLD;

        static Kind of(Style.Feature feature) {
            return switch (feature) {
                case LENGTH -> LENGTH;
                case HEADERS -> HEADERS;
                case LISTS -> LISTS;
                case BOLD -> BOLD;
            };
        }
    }
}
