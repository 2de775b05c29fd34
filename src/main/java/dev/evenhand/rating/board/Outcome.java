package dev.evenhand.rating.board;

/** What a vote said of the model that it names first. */
public enum Outcome {
    WIN,
    LOSS,
    TIE,
    BOTH_BAD
}
