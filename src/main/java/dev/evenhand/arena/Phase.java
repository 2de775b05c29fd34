package dev.evenhand.arena;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an arena stands: drafted, taking votes, resting, or closed for good. */
public enum Phase {
    DRAFT,
    OPEN,
    PAUSED,
    CLOSED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean mayBecome(Phase next) {
        return switch (this) {
            case DRAFT -> next == OPEN;
            case OPEN -> next == PAUSED || next == CLOSED;
            case PAUSED -> next == OPEN || next == CLOSED;
            case CLOSED -> false;
        };
    }
}
