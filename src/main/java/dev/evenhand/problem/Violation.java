package dev.evenhand.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what was sent, and where.
 *
 * @param line the line of a file, from 1, or null where there are no lines
 * @param column the column or field of a file's row, or null
 * @param field the field of a JSON body, or null
 * @param code what is wrong, in kebab-case
 * @param message what is wrong and how to mend it, for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(
        @Nullable Long line,
        @Nullable String column,
        @Nullable String field,
        String code,
        String message) {

    public static Violation inField(String field, String code, String message) {
        return new Violation(null, null, field, code, message);
    }

    public static Violation inLine(long line, String column, String code, String message) {
        return new Violation(line, column, null, code, message);
    }
}
