package dev.evenhand.arena;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the pair that is shown next is drawn. */
public enum Matchmaking {
    /** Pairs from whose vote more is learned, more often. */
    ACTIVE,
    /** Pairs with fewer votes, more often. */
    LEAST_SEEN,
    /** Every pair alike. */
    UNIFORM;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
