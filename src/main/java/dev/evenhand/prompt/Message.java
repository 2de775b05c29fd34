package dev.evenhand.prompt;

import jakarta.validation.constraints.NotNull;

/**
 * One turn of what was asked.
 *
 * @param role who speaks: {@code user}, {@code assistant} or {@code system}
 */
public record Message(@NotNull String role, @NotNull String content) {}
