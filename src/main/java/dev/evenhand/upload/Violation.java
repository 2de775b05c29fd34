package dev.evenhand.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, and where.
 *
 * @param line physical line, from 1, on which the row starts; null where no single line is to blame
 * @param column name of the column or field; of a JSON syntax error the character within the line; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RowViolation")
public record Violation(@Nullable Long line, @Nullable String column, String code, String message) {
    private static final int LONGEST_QUOTE = 64;

    /** Foreign text inside a message: cut, and with nothing in it that a log or a terminal would obey. */
    static String quoted(String text) {
        int end = Math.min(text.length(), LONGEST_QUOTE);
        String cut = text.length() > end ? text.substring(0, end) + "…" : text;
        return "\"" + cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "\uFFFD") + "\"";
    }
}
