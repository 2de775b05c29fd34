package dev.evenhand.upload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON object a line. Lines end with LF alone: U+2028, U+0085 and CR are text.
 *
 * <p>Blank lines are passed over and counted. Every line is read by itself, so that no bad one hides the next.
 */
final class NdjsonRows implements Rows {
    private static final int BUFFER = 1 << 14;

    private final Reader text;
    private final Limits limits;
    private final JsonValues values;
    private final char[] buffer = new char[BUFFER];
    private int position;
    private int filled;

    private char[] current = new char[BUFFER];
    private int length;
    private long line;
    private boolean tooLong;
    private boolean any;

    NdjsonRows(Reader text, Limits limits) {
        this.text = text;
        this.limits = limits;
        this.values = new JsonValues(limits, 0);
    }

    @Override
    public Optional<Row> next() throws IOException, BadRow {
        while (readLine()) {
            if (tooLong) {
                any = true;
                throw new BadRow(
                        "limit-cell", line, null, "The line has more than %d characters.".formatted(limits.row()));
            }
            if (!isBlank()) {
                any = true;
                return Optional.of(row());
            }
        }
        if (!any) {
            throw new Unreadable("empty", "The file is empty.");
        }
        return Optional.empty();
    }

    private Row row() throws IOException, BadRow {
        try (JsonParser parser = values.parser(current, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRow("type", line, null, "The line must be a JSON object, {…}.");
            }
            Row row = new Row(line, asObject(values.value(parser, line)));
            if (parser.nextToken() != null) {
                throw new BadRow("json", line, null, "There is more on the line than one JSON object.");
            }
            return row;
        } catch (JsonProcessingException e) {
            throw new BadRow(JsonValues.code(e), line, JsonValues.column(e), JsonValues.message(e));
        }
    }

    @SuppressWarnings("unchecked") // JsonValues makes no other maps
    static Map<String, Object> asObject(Object value) {
        return (Map<String, Object>) value;
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (!Character.isWhitespace(current[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether there was another line, however long; what is beyond the limit is passed over. */
    private boolean readLine() throws IOException {
        length = 0;
        tooLong = false;
        line++;
        boolean something = false;
        while (filled()) {
            something = true;
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            append(end - position);
            boolean ended = end < filled;
            position = ended ? end + 1 : end;
            if (ended) {
                return true;
            }
        }
        return something;
    }

    private boolean filled() throws IOException {
        if (position == filled) {
            filled = Math.max(text.read(buffer, 0, buffer.length), 0);
            position = 0;
        }
        return filled > 0;
    }

    private void append(int count) {
        if (length + count > limits.row()) {
            tooLong = true;
            return;
        }
        if (length + count > current.length) {
            current = Arrays.copyOf(current, Math.min(limits.row(), Math.max(length + count, 2 * current.length)));
        }
        System.arraycopy(buffer, position, current, length, count);
        length += count;
    }
}
