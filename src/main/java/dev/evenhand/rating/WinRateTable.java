package dev.evenhand.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Each model against each other one.
 *
 * @param models in the order of the board, unrated ones last
 * @param cells one for each ordered pair that has votes or can be expected of
 */
public record WinRateTable(String snapshot, List<String> models, List<Row> cells) {
    /**
     * @param observed the model's share of the votes, ties as half; absent without votes
     * @param expected by the fit; absent where the votes do not connect the two
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WinRateCell")
    public record Row(
            String model,
            String opponent,
            long votes,
            long wins,
            long losses,
            long ties,
            long bothBad,
            @Nullable Double observed,
            @Nullable Double expected) {}
}
