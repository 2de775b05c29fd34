package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One candidate against one baseline. Rates are fractions; what the votes cannot say is absent.
 *
 * @param sentence what a person may quote
 * @param n decided votes
 * @param tieRule {@code decided}: ties and both-bad are left out of {@code winRate}
 * @param lower of Wilson's interval at the effective sample size n / {@code designEffect}
 * @param eloGap the decided win rate as a difference of Elo ratings
 * @param boardGap the difference of the two ratings on the board of all models
 * @param snapshot that board's name; absent where it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
        String candidate,
        String baseline,
        String sentence,
        long wins,
        long losses,
        long ties,
        long bothBad,
        long n,
        String tieRule,
        @Nullable Double winRate,
        @Nullable Double lower,
        @Nullable Double upper,
        double level,
        String interval,
        String generalisesTo,
        @Nullable Double designEffect,
        @Nullable HalfTies halfTies,
        Anytime anytime,
        @Nullable Double eloGap,
        @Nullable Double boardGap,
        int raters,
        String snapshot,
        List<Slice> slices) {

    /** All of it as one row of the table of slices, without what a slice is of. */
    public Slice whole() {
        return new Slice(null, null, wins, losses, ties, bothBad, n, winRate, lower, upper);
    }

    /** The same with every tie and both-bad as half a win. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HalfTies(
            @Nullable Double winRate,
            @Nullable Double lower,
            @Nullable Double upper) {}

    /**
     * An interval of the decided win rate that holds however often one looks.
     *
     * @param eValue the evidence against an even rate; 20 or more settles it at level 0.95
     * @param decidedAt after how many of those that were fed an even rate was first excluded
     * @param fed how many decided votes it rests on: the first of each rater, and each of which nobody knows the rater
     * @param fedBy {@code vote} where no rater is known, else {@code rater}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Anytime(
            @Nullable Double lower,
            @Nullable Double upper,
            double eValue,
            @Nullable Long decidedAt,
            long fed,
            @Schema(enumeration = {"vote", "rater"}) String fedBy) {}

    /** The same comparison on a part of the prompts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Slice(
            @Schema(enumeration = {"category", "language"}) String by,
            String value,
            long wins,
            long losses,
            long ties,
            long bothBad,
            long n,
            @Nullable Double winRate,
            @Nullable Double lower,
            @Nullable Double upper) {}
}
