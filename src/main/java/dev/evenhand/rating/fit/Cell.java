package dev.evenhand.rating.fit;

import java.util.Objects;

/**
 * Votes that are alike: one rater said the same of the same two models on the same prompt, {@code count} times.
 *
 * @param rater the rater's number, or {@link #UNKNOWN}: then each vote of the cell stands for a rater of its own
 * @param prompt the prompt's number, or {@link #UNKNOWN}: then each vote of the cell stands for a prompt of its own
 * @param score what the model earned against its rival: 1 a win, 0 a loss, exactly ½ a tie, anything between a soft
 *     outcome
 * @param weight of each single vote, above zero
 * @param shown whose response the rater saw first
 */
public record Cell(int rater, int prompt, int model, int rival, double score, int count, double weight, Shown shown) {
    public static final int UNKNOWN = -1;

    public static final double WIN = 1;
    public static final double TIE = 0.5;
    public static final double LOSS = 0;

    /** Which of two responses came first, on the left or before the other. */
    public enum Shown {
        MODEL_FIRST(1),
        RIVAL_FIRST(-1),
        /** Such a vote stays out of the position term: it is rated as if place did not matter. */
        UNKNOWN(0);

        /** How often the position effect goes into the vote, seen from the model. */
        final byte sign;

        Shown(int sign) {
            this.sign = (byte) sign;
        }

        static Shown of(byte sign) {
            return switch (sign) {
                case 1 -> MODEL_FIRST;
                case -1 -> RIVAL_FIRST;
                default -> UNKNOWN;
            };
        }
    }

    public Cell {
        Objects.requireNonNull(shown);
        require(rater >= UNKNOWN, "rater", rater);
        require(prompt >= UNKNOWN, "prompt", prompt);
        require(model >= 0 && model != rival, "model", model);
        require(rival >= 0, "rival", rival);
        require(score >= LOSS && score <= WIN, "score", score);
        require(count > 0, "count", count);
        require(weight > 0 && weight < Double.POSITIVE_INFINITY, "weight", weight);
    }

    /** Votes of which nobody knows whose response was shown first. */
    public Cell(int rater, int prompt, int model, int rival, double score, int count, double weight) {
        this(rater, prompt, model, rival, score, count, weight, Shown.UNKNOWN);
    }

    /** One vote of weight one, of which neither rater nor prompt is known, nor who was shown first. */
    public static Cell of(int model, int rival, double score) {
        return new Cell(UNKNOWN, UNKNOWN, model, rival, score, 1, 1);
    }

    public Cell by(int rater) {
        return new Cell(rater, prompt, model, rival, score, count, weight, shown);
    }

    public Cell on(int prompt) {
        return new Cell(rater, prompt, model, rival, score, count, weight, shown);
    }

    public Cell times(int count) {
        return new Cell(rater, prompt, model, rival, score, count, weight, shown);
    }

    public Cell weighing(double weight) {
        return new Cell(rater, prompt, model, rival, score, count, weight, shown);
    }

    public Cell showing(Shown shown) {
        return new Cell(rater, prompt, model, rival, score, count, weight, shown);
    }

    private static void require(boolean holds, String what, Number value) {
        if (!holds) {
            throw new IllegalArgumentException("%s %s cannot stand in a cell of votes".formatted(what, value));
        }
    }
}
