package dev.evenhand.upload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In which columns a file of responses keeps the prompt, and each model with its response. */
enum ResponseLayout {
    PLAIN("prompt", new Side("model", "response")),
    PAIRWISE("prompt", new Side("model_a", "response_a"), new Side("model_b", "response_b")),
    /** The outputs that alpaca_eval reads. */
    ALPACA("instruction", new Side("generator", "output"));

    record Side(String model, String response) {}

    private final String prompt;
    private final List<Side> sides;
    private final Set<String> known;

    ResponseLayout(String prompt, Side... sides) {
        this.prompt = prompt;
        this.sides = List.of(sides);
        Set<String> columns = new HashSet<>(
                Set.of("prompt_id", "messages", "system_prompt", "category", "language", "organization", "metadata"));
        columns.add(prompt);
        for (Side side : sides) {
            columns.add(side.model());
            columns.add(side.response());
        }
        this.known = Set.copyOf(columns);
    }

    static ResponseLayout of(Set<String> columns) {
        if (columns.contains("response")) {
            return PLAIN;
        }
        if (List.of("model_a", "response_a", "model_b", "response_b").stream().anyMatch(columns::contains)) {
            return PAIRWISE;
        }
        return columns.contains("output") || columns.contains("generator") ? ALPACA : PLAIN;
    }

    /** The first column that is needed and absent; a model given from outside stands in for a single one. */
    Optional<String> missing(Set<String> columns, boolean modelGiven) {
        List<String> needed = new ArrayList<>();
        if (!columns.contains("messages")) {
            needed.add(prompt);
        }
        for (Side side : sides) {
            if (!modelGiven || sides.size() > 1) {
                needed.add(side.model());
            }
            needed.add(side.response());
        }
        return needed.stream().filter(column -> !columns.contains(column)).findFirst();
    }

    String prompt() {
        return prompt;
    }

    List<Side> sides() {
        return sides;
    }

    Set<String> known() {
        return known;
    }
}
