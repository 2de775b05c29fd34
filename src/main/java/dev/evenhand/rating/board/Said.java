package dev.evenhand.rating.board;

/**
 * Votes that say the same: who, on which prompt, of which two models, and what.
 *
 * @param rater null where nobody knows: then each vote stands for a rater of its own; likewise the prompt
 * @param votes how many, at least one
 * @param weight of each single vote, above zero
 */
public record Said(
        String rater, String prompt, String model, String rival, Outcome outcome, long votes, double weight) {}
