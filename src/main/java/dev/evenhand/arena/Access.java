package dev.evenhand.arena;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may vote in an arena. */
public enum Access {
    /** Raters whom an admin invited one by one. */
    INVITED,
    /** Whoever holds the arena's link. */
    LINK,
    /** Whoever comes. */
    OPEN;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
