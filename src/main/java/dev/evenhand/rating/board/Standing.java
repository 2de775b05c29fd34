package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One model's line on a board. Ratings are Elo points; rates are fractions.
 *
 * @param rankLow the best rank that the votes leave open at the board's level, all models together; likewise high
 * @param component which of several separate boards it stands on
 * @param votes those that the rating is made of, on models of the same board
 * @param bothBad votes for neither: among {@code votes} where they are worth a tie, beside them where they are left out
 * @param winRate observed, over {@code votes}, ties as half
 * @param expectedWinRate against every other model of the board equally often; absent where the rule expects nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Standing(
        int rank,
        @Nullable Integer rankLow,
        @Nullable Integer rankHigh,
        @Nullable Integer component,
        String model,
        @Nullable String organization,
        double rating,
        @Nullable Double se,
        @Nullable Double lower,
        @Nullable Double upper,
        long votes,
        long wins,
        long losses,
        long ties,
        long bothBad,
        double winRate,
        @Nullable Double expectedWinRate) {

    /** The ranks that the votes leave open, or the one rank where that is one. */
    public String ranks() {
        return rankLow == null || rankLow.equals(rankHigh)
                ? String.valueOf(rank)
                : "%d–%d".formatted(rankLow, rankHigh);
    }
}
