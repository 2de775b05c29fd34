package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.arena.Outcome;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a rater says of a battle.
 *
 * @param version the battle's version that the rater saw; 0 where it is not given
 * @param margin how clear it was, from 1 (slightly) to 3 (much), where the arena asks
 * @param criteria an outcome for each of the arena's criteria that the rater judged
 * @param tags the arena's tags by side
 * @param identified the sides whose response tells who wrote it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Choice(
        @NotNull Outcome outcome,
        @Min(0) int version,

        @Schema(enumeration = {"1", "2", "3"}) @Min(1) @Max(3)
        Integer margin,

        @Size(max = 12) Map<String, @NotNull Outcome> criteria,
        @Valid Tags tags,
        @Size(max = 10_000) String comment,
        @Size(min = 1, max = 2) List<@NotNull Side> identified) {

    /** The tags that a rater gave to either side. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tags(
            @Size(max = 24) List<@NotNull String> left,
            @Size(max = 24) List<@NotNull String> right) {}
}
