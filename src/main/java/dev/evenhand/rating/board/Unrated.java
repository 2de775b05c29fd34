package dev.evenhand.rating.board;

/** A model that the votes cannot place, with the reason as a sentence. */
public record Unrated(String model, String reason, long votes) {}
