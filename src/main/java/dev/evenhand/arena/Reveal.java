package dev.evenhand.arena;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** When a rater learns which model wrote a text. */
public enum Reveal {
    /** Never. */
    NEVER,
    /** After the rater's own vote on it, which is final from then on. */
    AFTER_VOTE,
    /** Once the arena has closed. */
    AT_CLOSE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
