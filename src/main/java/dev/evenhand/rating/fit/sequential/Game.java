package dev.evenhand.rating.fit.sequential;

/**
 * One vote at its place in a sequence.
 *
 * @param score what the model earned against its rival: 1 a win, 0 a loss, exactly ½ a tie, anything between a soft
 *     outcome
 */
public record Game(int model, int rival, double score) {
    public static final double WIN = 1;
    public static final double TIE = 0.5;
    public static final double LOSS = 0;

    public Game {
        if (model < 0 || rival < 0 || model == rival) {
            throw new IllegalArgumentException("Models %d and %d cannot meet.".formatted(model, rival));
        }
        if (!(score >= LOSS && score <= WIN)) {
            throw new IllegalArgumentException("%s is not a score between 0 and 1.".formatted(score));
        }
    }

    public static Game won(int winner, int loser) {
        return new Game(winner, loser, WIN);
    }

    public static Game tied(int model, int rival) {
        return new Game(model, rival, TIE);
    }

    /** The same vote, told from the other side. */
    public Game swapped() {
        return new Game(rival, model, 1 - score);
    }

    public boolean isTie() {
        return score == TIE;
    }
}
