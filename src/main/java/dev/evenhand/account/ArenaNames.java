package dev.evenhand.account;

import java.util.UUID;

/** What this room asks of the arenas above it: which id stands behind a public name. */
public interface ArenaNames {
    /** The id of the arena with this slug; refuses where there is none. */
    UUID idOf(String slug);

    String slugOf(UUID arena);
}
