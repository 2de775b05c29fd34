package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Every setting that a board was made with, defaults included, and whom its interval speaks of. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Method(
        String method,
        String ties,
        String bothBad,
        String interval,
        boolean intervalChosen,
        @Nullable String generalisesTo,
        double level,
        String style,
        boolean position,
        @Nullable String anchor,
        String rankRule,
        String engine) {}
