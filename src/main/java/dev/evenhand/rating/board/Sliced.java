package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A board cut into parts by what its votes are about: each model's rating in each part, by the part's own votes and drawn
 * towards the whole board as far as they leave it open.
 *
 * <p>Of the largest group of models that votes connect.
 *
 * @param by what the votes are told apart by
 * @param votes all votes looked at
 * @param without how many of them belong to no part, or to one of too many
 * @param models the strongest on the whole board first
 * @param sentence how far parts differ, in words
 * @param missing why there are no parts; then the list is empty
 * @param betweenVariance of a model's strength between parts, in logits²; 0 where errors explain all differences
 * @param betweenPoints its root, in Elo points
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sliced(
        @Schema(enumeration = {"category", "language", "raterKind", "month"})
        String by,

        Method method,
        long votes,
        long without,
        List<String> models,
        String scope,
        String sentence,
        @Nullable String missing,
        @Nullable Double betweenVariance,
        @Nullable Double betweenPoints,
        List<Part> slices) {

    /** What a vote belongs to; null where nobody knows. */
    public record Placed(String slice, Said said) {}

    /** One of the parts, with its models in the board's order. */
    @Schema(name = "BoardSlice")
    public record Part(String value, long votes, List<InSlice> models) {}

    /**
     * One model in one part.
     *
     * @param raw its rating by the votes of the part alone
     * @param rawSe its standard error
     * @param missing why there is none
     * @param board its rating on the whole board
     * @param rating after it is drawn towards that
     * @param lower of the interval of {@code rating}; likewise {@code upper}
     * @param factor the share of the difference from the board that is kept: 1 if the part speaks for itself
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ModelInSlice")
    public record InSlice(
            String model,
            long votes,
            @Nullable Double raw,
            @Nullable Double rawSe,
            @Nullable String missing,
            double board,
            double rating,
            double se,
            double lower,
            double upper,
            double factor) {}

    /**
     * @param by a word of the contract
     * @param models all there are, with votes or without
     * @throws Unfit where slices are not offered for a board of these settings, or these votes do not allow the board
     */
    public static Sliced of(String by, Collection<String> models, Collection<Placed> votes, Settings settings) {
        return new Slicing(by, models, votes, settings).sliced();
    }
}
