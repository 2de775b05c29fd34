package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

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
        Double winRate,
        Double lower,
        Double upper,
        double level,
        String interval,
        String generalisesTo,
        Double designEffect,
        HalfTies halfTies,
        Anytime anytime,
        Double eloGap,
        Double boardGap,
        int raters,
        String snapshot,
        List<Slice> slices) {

    /** The same with every tie and both-bad as half a win. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HalfTies(Double winRate, Double lower, Double upper) {}

    /**
     * An interval that holds however often one looks.
     *
     * @param fedBy {@code vote} where raters are unknown or voted once, else {@code rater}: one mean for each
     * @param eValue the evidence against an even rate; 20 or more settles it at level 0.95
     * @param decidedAt after how many observations an even rate was first excluded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Anytime(Double lower, Double upper, double eValue, Long decidedAt, String fedBy) {}

    /** The same comparison on a part of the prompts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Slice(
            String by,
            String value,
            long wins,
            long losses,
            long ties,
            long bothBad,
            long n,
            Double winRate,
            Double lower,
            Double upper) {}
}
