package dev.evenhand.arena;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the pair that is shown next is drawn. */
public enum Matchmaking {
    /** Pairs from whose vote more is learned about all strengths, more often. */
    ACTIVE,
    /** Pairs whose vote does more to put the models in the right order, more often. */
    ORDER,
    /** Pairs with fewer votes, more often. */
    LEAST_SEEN,
    /** Every pair alike. */
    UNIFORM;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
