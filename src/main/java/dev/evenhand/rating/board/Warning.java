package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a reader must know before quoting a board: a code for programs and a sentence for people.
 *
 * @param figures those of the sentence by name, for pages that word it in another language; null where it says more than
 *     they and its code do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Warning(String code, String message, @Nullable Map<String, Number> figures) {
    public Warning {
        // In order, so that equal boards are written alike.
        figures = figures == null || figures.isEmpty() ? null : new TreeMap<>(figures);
    }

    static Warning of(dev.evenhand.rating.fit.Warning warning) {
        return new Warning(warning.code().word(), warning.sentence(), warning.figures());
    }

    /** The same, said of one of several groups of models. */
    Warning ofGroup(int group) {
        Map<String, Number> all = new TreeMap<>();
        if (figures != null) {
            all.putAll(figures);
            all.put("group", group);
        }
        return new Warning(code, "Group %d: %s".formatted(group, message), all);
    }
}
