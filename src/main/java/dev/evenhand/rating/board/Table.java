package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A board to be read: the models in order of strength, with what is known of them and what is not.
 *
 * @param votes all votes looked at
 * @param raters how many of their raters are known
 * @param standings by rank, board after board where there are several
 * @param unrated models that the votes cannot place, with the reason
 * @param estimated what was estimated beside the strengths
 * @param components the names of the models of each separate board
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Table(
        Method method,
        long votes,
        int raters,
        List<Standing> standings,
        List<Unrated> unrated,
        List<List<String>> components,
        List<Warning> warnings,
        List<Estimated> estimated) {}
