package dev.evenhand.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.rating.board.Method;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How the ratings of an arena came about: at the end of each period the board of all votes until then.
 *
 * @param snapshot of the board of all these votes
 * @param every how far the moments lie apart
 * @param undated votes without a time, which are in none of these boards
 * @param moments from the first period with votes to the last; a period without new votes is left out
 */
public record History(
        String snapshot,
        Method method,
        @Schema(enumeration = {"day", "week", "month"}) String every,
        long undated,
        List<Moment> moments) {

    /**
     * @param at the end of the period, which is not in it
     * @param votes all until then
     * @param reason why there are no ratings yet, where there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Moment(
            Instant at, long votes, int raters, @Nullable String reason, List<Point> standings) {}

    /** Where one model stood. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(
            int rank,
            @Nullable Integer component,
            String model,
            double rating,
            @Nullable Double lower,
            @Nullable Double upper,
            long votes) {}
}
