package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a response stands in a battle. */
@Schema(
        name = "WhichSide",
        enumeration = {"left", "right"})
enum Side {
    LEFT,
    RIGHT;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
