package dev.evenhand.arena;

import java.util.Map;
import java.util.UUID;

/** What this room asks of the rooms above it: how much of what they keep belongs to an arena, and to each model. */
public interface Census {
    /** Counts by the plural word for what is counted, such as {@code prompts}. */
    Map<String, Long> count(UUID arena);

    /** The same for each of the arena's models, by its id; a model that is not here has none. */
    Map<UUID, Map<String, Long>> countByModel(UUID arena);

    /** Whether two responses are kept there to one prompt that the arena's rules let be shown. */
    boolean hasPair(Arena arena);

    /** Whether something that is kept there is by this model, or about it. */
    boolean uses(UUID model);
}
