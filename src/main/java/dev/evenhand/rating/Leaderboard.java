package dev.evenhand.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.rating.board.Estimated;
import dev.evenhand.rating.board.Method;
import dev.evenhand.rating.board.Standing;
import dev.evenhand.rating.board.Table;
import dev.evenhand.rating.board.Unrated;
import dev.evenhand.rating.board.Warning;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The models of an arena in order of strength, with what is known of them and what is not.
 *
 * @param snapshot names this board: equal votes and settings give equal names
 * @param hash the end of the arena's record from which it was made
 * @param settledOnly whether votes in battles are left out until they can no longer be changed and many are together
 * @param votes all votes looked at
 * @param raters how many of their raters are known
 * @param unrated models that the votes cannot place, with the reason
 * @param estimated what was estimated beside the strengths
 * @param components the models of each separate board, where there are several
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Leaderboard(
        String snapshot,
        String hash,
        Instant at,
        @Nullable Boolean settledOnly,
        Method method,
        long votes,
        int raters,
        List<Standing> standings,
        List<Unrated> unrated,
        List<List<String>> components,
        List<Warning> warnings,
        List<Estimated> estimated) {

    /** The board without its name and place. */
    public Table table() {
        return new Table(method, votes, raters, standings, unrated, components, warnings, estimated);
    }
}
