package dev.evenhand.battle;

import java.util.UUID;

/**
 * Votes that say the same: who, on which prompt, of which two models, and what.
 *
 * @param rater null where nobody knows; such a vote stands alone in its cell
 * @param prompt the prompt's key, or null
 * @param modelA shown on the left where the vote had a battle
 * @param outcome {@code left} (model a), {@code right} (model b), {@code tie} or {@code both_bad}
 * @param shownFirst {@code a}, {@code b}, or null where nobody knows
 * @param margin from 1 to 3; null where it was not asked for, and where votes of several stand together
 * @param weight the sum of the votes' weights
 * @param votes how many votes
 */
public record Cell(
        String rater,
        String prompt,
        UUID modelA,
        UUID modelB,
        String outcome,
        String shownFirst,
        Integer margin,
        double weight,
        long votes) {}
