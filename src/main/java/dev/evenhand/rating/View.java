package dev.evenhand.rating;

import dev.evenhand.arena.Arena;

/** An arena, and what of its board is to be seen. */
public record View(Arena arena, Choice choice) {}
