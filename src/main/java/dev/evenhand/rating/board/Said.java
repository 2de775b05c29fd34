package dev.evenhand.rating.board;

import dev.evenhand.rating.fit.Cell.Shown;

/**
 * Votes that say the same: who, on which prompt, of which two models, and what.
 *
 * @param rater null where nobody knows: then each vote stands for a rater of its own; likewise the prompt
 * @param shownFirst which of the two was shown first
 * @param votes how many, at least one
 * @param weight of each single vote, above zero
 */
public record Said(
        String rater,
        String prompt,
        String model,
        String rival,
        Outcome outcome,
        Shown shownFirst,
        long votes,
        double weight) {}
