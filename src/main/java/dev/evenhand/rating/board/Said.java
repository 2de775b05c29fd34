package dev.evenhand.rating.board;

import dev.evenhand.rating.fit.Cell.Shown;
import dev.evenhand.rating.fit.StyleFeatures;

/**
 * Votes that say the same: who, on which prompt, of which two models, and what.
 *
 * @param rater null where nobody knows: then each vote stands for a rater of its own; likewise the prompt
 * @param shownFirst which of the two was shown first
 * @param margin by how much, from 1 to 3; null where nobody asked
 * @param style how the model's response looks, and {@code rivalStyle} its rival's; null where its text is unknown
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
        Integer margin,
        StyleFeatures style,
        StyleFeatures rivalStyle,
        long votes,
        double weight) {

    /** Votes of which neither the margin nor the texts are known. */
    public Said(
            String rater,
            String prompt,
            String model,
            String rival,
            Outcome outcome,
            Shown shownFirst,
            long votes,
            double weight) {
        this(rater, prompt, model, rival, outcome, shownFirst, null, null, null, votes, weight);
    }
}
