package dev.evenhand.upload;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Models;
import dev.evenhand.prompt.Prompts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** What an arena has, and what it would learn from this file where it has nothing of its own. */
final class Holdings {
    private final Models models;
    private final Arena arena;
    private final boolean learns;
    private final Map<String, UUID> named = new HashMap<>();
    final Set<String> learned = new TreeSet<>();
    private final Set<String> keys;
    private final Set<String> blank;
    private long onBlank;

    Holdings(Arena arena, Models models, Prompts prompts) {
        this.models = models;
        this.arena = arena;
        this.learns = !prompts.hasAny(arena.id());
        models.of(arena.id()).forEach(model -> named.put(model.name(), model.id()));
        this.keys = learns ? Set.of() : prompts.keys(arena.id());
        this.blank = learns ? Set.of() : prompts.blankResponses(arena.id());
    }

    Optional<Violation> check(VoteRow row) {
        for (String name : List.of(row.modelA(), row.modelB())) {
            Optional<Violation> violation = checkModel(row, name);
            if (violation.isPresent()) {
                return violation;
            }
        }
        if (!learns && row.promptId() != null && !keys.contains(row.promptId())) {
            return Optional.of(new Violation(
                    row.line(),
                    "prompt_id",
                    "unknown-prompt",
                    "The arena has no prompt %s.".formatted(Violation.quoted(row.promptId()))));
        }
        boolean isOnBlank = blank.contains(row.promptId() + "\n" + row.modelA())
                || blank.contains(row.promptId() + "\n" + row.modelB());
        onBlank += isOnBlank ? 1 : 0;
        return Optional.empty();
    }

    private Optional<Violation> checkModel(VoteRow row, String name) {
        if (named.containsKey(name) || learned.contains(name)) {
            return Optional.empty();
        }
        if (!learns) {
            return Optional.of(new Violation(row.line(), "model", "unknown-model", unknownModel(name)));
        }
        if (learned.size() == Limits.MODELS) {
            return Optional.of(new Violation(
                    row.line(), "model", "limit-models", "The file has more than %d models.".formatted(Limits.MODELS)));
        }
        learned.add(name);
        return Optional.empty();
    }

    private String unknownModel(String name) {
        return named.keySet().stream()
                .filter(other -> other.equalsIgnoreCase(name))
                .findFirst()
                .map(other -> "The arena has no model %s. Is it %s?".formatted(Violation.quoted(name), other))
                .orElseGet(() -> "The arena has no model %s.".formatted(Violation.quoted(name)));
    }

    void admit(String name) {
        named.put(
                name, models.admit(arena.id(), Models.Configuration.named(name)).id());
    }

    /** The id of a model; null of one that is only learned so far. */
    UUID idOf(String name) {
        return named.get(name);
    }

    List<Violation> warnings(List<Violation> ofFile) {
        if (onBlank == 0) {
            return ofFile;
        }
        Violation warning =
                new Violation(null, null, "empty-response", "%d votes are about an empty response.".formatted(onBlank));
        return Stream.concat(ofFile.stream(), Stream.of(warning)).toList();
    }
}
