package dev.evenhand.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * The models of an arena in order of strength, with what is known of them and what is not.
 *
 * @param snapshot names this board: equal votes and settings give equal names
 * @param hash the end of the arena's record from which it was made
 * @param votes all votes looked at
 * @param raters how many of their raters are known
 * @param unrated models that the votes cannot place, with the reason
 * @param components the models of each separate board, where there are several
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Leaderboard(
        String snapshot,
        String hash,
        Instant at,
        Method method,
        long votes,
        int raters,
        List<Standing> standings,
        List<Unrated> unrated,
        List<List<String>> components,
        List<Warning> warnings) {

    /** Every setting that a board was made with, defaults included, and what its interval speaks of. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Method(
            String method,
            String ties,
            String bothBad,
            String interval,
            boolean intervalChosen,
            String generalisesTo,
            double level,
            String style,
            boolean position,
            String anchor,
            String rankRule,
            String engine) {}

    /**
     * One model's line. Ratings are Elo points; rates are fractions.
     *
     * @param rankLow the best rank that the votes leave open at the board's level, all models together; likewise high
     * @param component which of several separate boards it stands on
     * @param winRate observed, ties as half
     * @param expectedWinRate against every other model of the board equally often
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Standing(
            int rank,
            Integer rankLow,
            Integer rankHigh,
            Integer component,
            String model,
            String organization,
            double rating,
            Double se,
            Double lower,
            Double upper,
            long votes,
            long wins,
            long losses,
            long ties,
            long bothBad,
            double winRate,
            double expectedWinRate) {}

    public record Unrated(String model, String reason, long votes) {}

    public record Warning(String code, String message) {}
}
