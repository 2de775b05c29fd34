package dev.evenhand.arena;

import java.util.Map;
import java.util.UUID;

/** What this room asks of the rooms above it: how much of what they keep belongs to an arena. */
public interface Census {
    /** Counts by the plural word for what is counted, such as {@code prompts}. */
    Map<String, Long> count(UUID arena);
}
