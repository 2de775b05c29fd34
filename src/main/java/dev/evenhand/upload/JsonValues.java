package dev.evenhand.upload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as plain values: String, BigDecimal, Boolean, List, Map and null, within limits.
 *
 * <p>What the parser can read but must not be stored (a key twice, half of a surrogate pair, U+0000, a number out of
 * range, too much of anything) is remembered while the value is read to its end, so that reading can go on behind it.
 * Keys are compared here and not by the parser's own strict mode, which gives up in the middle of the value.
 */
final class JsonValues {
    /** Beyond the range of a double; the database's numeric ends far later, at 131,072 digits. */
    private static final int MOST_DIGITS = 400;

    /** What an element of an array takes at least, in characters. */
    private static final int ELEMENT = 16;

    private final Limits limits;
    private final JsonFactory factory;

    private int room;
    private BadRow fault;
    private long line;

    /** @param wrapping levels around a row, which do not count against its depth */
    JsonValues(Limits limits, int wrapping) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(new Strict(limits, wrapping))
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    JsonParser parser(Reader text) throws IOException {
        return factory.createParser(text);
    }

    JsonParser parser(char[] text, int length) throws IOException {
        return factory.createParser(text, 0, length);
    }

    /** A JSON text inside a cell. */
    Object cell(String text, long line, String column) throws BadRow, IOException {
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            Object value = value(parser, line);
            if (parser.nextToken() != null) {
                throw new BadRow("json", line, column, "\"%s\" holds more than one JSON value.".formatted(column));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new BadRow(code(e), line, column, "\"%s\": %s".formatted(column, message(e)));
        }
    }

    /** The value at which the parser stands; afterwards the parser stands at its end. */
    Object value(JsonParser parser, long line) throws IOException, BadRow {
        this.line = line;
        room = limits.row();
        fault = null;
        Object value = read(parser, null);
        if (fault != null) {
            throw fault;
        }
        return value;
    }

    private Object read(JsonParser parser, String name) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser, name);
            case VALUE_STRING -> text(parser.getText(), name);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> decimal(parser.getText(), name);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME ->
                throw new IllegalStateException("a text parser does not begin a value with " + token);
        };
    }

    private Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = text(parser.currentName(), null);
            parser.nextToken();
            Object value = read(parser, name);
            if (object.containsKey(name)) {
                blame("json-dup-key", name, "%s stands twice in one object.".formatted(Violation.quoted(name)));
            } else if (object.size() == limits.columns()) {
                blame("limit-columns", null, "An object has more than %d fields.".formatted(limits.columns()));
            } else if (fault == null) {
                object.put(name, value);
            }
        }
        return object;
    }

    private List<Object> array(JsonParser parser, String name) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = read(parser, name);
            spend(ELEMENT);
            if (fault == null) {
                array.add(value);
            }
        }
        return array;
    }

    private String text(String text, String name) {
        spend(text.length());
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                blame("nul", name, "There is a NUL character (U+0000), which cannot be stored.");
            } else if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    blame("surrogate", name, "There is half of a surrogate pair (\\u%04x).".formatted((int) c));
                }
                i += pair ? 1 : 0;
                bytes += 4;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        if (bytes > limits.cell()) {
            blame("limit-cell", name, "The text has more than %d bytes.".formatted(limits.cell()));
        }
        return text;
    }

    private BigDecimal decimal(String text, String name) {
        spend(text.length());
        try {
            return number(text);
        } catch (NumberFormatException e) {
            blame("number", name, "The number is too long or out of range.");
            return BigDecimal.ZERO;
        }
    }

    /** @throws NumberFormatException also where the number is finite but of no size that anything measures */
    static BigDecimal number(String text) {
        if (text.length() > Limits.NUMBER) {
            throw new NumberFormatException("too long");
        }
        BigDecimal number = new BigDecimal(text);
        // In long arithmetic: the exponent may be near the end of an int.
        long digits = (long) number.precision() - number.scale();
        if (Math.abs(digits) > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new NumberFormatException("out of range");
        }
        return number;
    }

    private void spend(int characters) {
        room -= Math.min(room, characters);
        if (room == 0) {
            blame("limit-cell", null, "The row has more than %d characters.".formatted(limits.row()));
        }
    }

    private void blame(String code, String name, String message) {
        if (fault == null) {
            fault = new BadRow(code, line, name, message);
        }
    }

    static String code(JsonProcessingException e) {
        return e instanceof Exceeded exceeded ? exceeded.code : "json";
    }

    /** Our own words: the parser's speak of its classes and settings. */
    static String message(JsonProcessingException e) {
        return e instanceof Exceeded exceeded
                ? exceeded.getOriginalMessage()
                : "This is not JSON from character %s on.".formatted(character(e));
    }

    static String column(JsonProcessingException e) {
        return e instanceof Exceeded ? null : character(e);
    }

    private static String character(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "1" : String.valueOf(location.getColumnNr());
    }

    /** The parser's limits, each with its code. */
    private static final class Strict extends StreamReadConstraints {
        private static final long serialVersionUID = 1;

        private final int levels;

        Strict(Limits limits, int wrapping) {
            super(limits.depth() + wrapping, -1, Limits.NUMBER, limits.cell(), Limits.NUMBER, DEFAULT_MAX_TOKEN_COUNT);
            this.levels = limits.depth();
        }

        @Override
        public void validateNestingDepth(int depth) throws StreamConstraintsException {
            if (depth > _maxNestingDepth) {
                throw new Exceeded("json-depth", "The JSON is nested more than %d levels deep.".formatted(levels));
            }
        }

        @Override
        public void validateFPLength(int length) throws StreamConstraintsException {
            validateIntegerLength(length);
        }

        @Override
        public void validateIntegerLength(int length) throws StreamConstraintsException {
            if (length > _maxNumLen) {
                throw new Exceeded("number", "A number has more than %d characters.".formatted(_maxNumLen));
            }
        }

        @Override
        public void validateStringLength(int length) throws StreamConstraintsException {
            if (length > _maxStringLen) {
                throw new Exceeded("limit-cell", "A text has more than %d bytes.".formatted(_maxStringLen));
            }
        }

        @Override
        public void validateNameLength(int length) throws StreamConstraintsException {
            if (length > _maxNameLen) {
                throw new Exceeded(
                        "limit-cell", "The name of a field has more than %d characters.".formatted(_maxNameLen));
            }
        }
    }

    private static final class Exceeded extends StreamConstraintsException {
        private static final long serialVersionUID = 1;

        private final String code;

        Exceeded(String code, String message) {
            super(message);
            this.code = code;
        }
    }
}
