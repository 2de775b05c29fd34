package dev.evenhand.upload;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One row as it was written: fields by name, each a String, BigDecimal, Boolean, List or Map; null where JSON says null.
 *
 * <p>What is asked of a field and not given is refused with the row's line and the field's name.
 */
record Row(long line, Map<String, Object> fields) {

    BadRow bad(String code, String column, String message) {
        return new BadRow(code, line, column, message);
    }

    /** Text that must be there, though it may be blank. */
    String text(String column) throws BadRow {
        Object value = fields.get(column);
        if (value == null) {
            throw bad("required", column, "\"%s\" is missing.".formatted(column));
        }
        return text(value, column);
    }

    private String text(Object value, String column) throws BadRow {
        if (value instanceof String text) {
            return text;
        }
        throw bad("type", column, "\"%s\" must be text.".formatted(column));
    }

    /** Text that must say something. */
    String required(String column) throws BadRow {
        return optional(column)
                .orElseThrow(() -> bad(
                        "required",
                        column,
                        fields.get(column) == null
                                ? "\"%s\" is missing.".formatted(column)
                                : "\"%s\" is empty.".formatted(column)));
    }

    /** An empty cell says as little as an absent field. */
    Optional<String> optional(String column) throws BadRow {
        return filled(fields.get(column), column);
    }

    private Optional<String> filled(Object value, String column) throws BadRow {
        if (value == null) {
            return Optional.empty();
        }
        String text = text(value, column);
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    /** Text, or a whole number that JSON wrote without quotes: ids are often counted. */
    Optional<String> name(String column) throws BadRow {
        Object value = fields.get(column);
        if (value instanceof BigDecimal number && isWhole(number)) {
            return Optional.of(number.toBigInteger().toString());
        }
        return filled(value, column);
    }

    Optional<BigDecimal> number(String column) throws BadRow {
        if (fields.get(column) instanceof BigDecimal number) {
            return Optional.of(number);
        }
        Optional<String> text = optional(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonValues.number(text.get().strip()));
        } catch (NumberFormatException e) {
            throw bad(
                    "number",
                    column,
                    "\"%s\" must be a number, not %s.".formatted(column, Violation.quoted(text.get())));
        }
    }

    Optional<Boolean> flag(String column) throws BadRow {
        Object value = fields.get(column);
        if (value == null || "".equals(value)) {
            return Optional.empty();
        }
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> throw bad("type", column, "\"%s\" must be true or false.".formatted(column));
        };
    }

    /** A JSON object or array; where the format is flat, a cell that holds one. */
    Optional<Object> structure(String column, Limits limits) throws BadRow, IOException {
        Object value = fields.get(column);
        if (value instanceof String text) {
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.ofNullable(new JsonValues(limits, 0).cell(text, line, column));
        }
        return Optional.ofNullable(value);
    }

    static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }
}
