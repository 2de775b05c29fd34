package dev.evenhand.arena;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a rater may say of two responses. */
public enum Outcome {
    LEFT,
    RIGHT,
    TIE,
    BOTH_BAD;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Outcome of(String word) {
        for (Outcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("no outcome is called so");
    }
}
