package dev.evenhand.rating.board;

/** A decided vote between a candidate and a baseline: by whom, null where nobody knows, and whether the candidate won. */
public record Decision(String rater, boolean won) {}
