package dev.evenhand.upload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * One JSON array of objects, read element by element.
 *
 * <p>After a syntax error nobody can say where the next element begins: it refuses the file, with line and character.
 */
final class JsonArrayRows implements Rows {
    private final JsonValues values;
    private final JsonParser parser;
    private boolean opened;

    JsonArrayRows(Reader text, Limits limits) throws IOException {
        values = new JsonValues(limits, 1);
        parser = values.parser(text);
    }

    @Override
    public Optional<Row> next() throws IOException, BadRow {
        try {
            if (!opened) {
                open();
            }
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                close();
                return Optional.empty();
            }
            long line = parser.currentTokenLocation().getLineNr();
            Object value = values.value(parser, line);
            if (token != JsonToken.START_OBJECT) {
                throw new BadRow("type", line, null, "An element of the array must be a JSON object, {…}.");
            }
            return Optional.of(new Row(line, NdjsonRows.asObject(value)));
        } catch (JsonProcessingException e) {
            Long line = e.getLocation() == null ? null : (long) e.getLocation().getLineNr();
            throw new Unreadable(JsonValues.code(e), line, JsonValues.column(e), JsonValues.message(e));
        }
    }

    private void open() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new Unreadable("empty", "The file is empty.");
        }
        if (first != JsonToken.START_ARRAY) {
            throw new Unreadable(
                    "shape", "The file must be a JSON array of objects, [{…}, {…}]; one object a line is NDJSON.");
        }
        opened = true;
    }

    private void close() throws IOException {
        if (parser.nextToken() != null) {
            throw new Unreadable(
                    "json",
                    (long) parser.currentTokenLocation().getLineNr(),
                    String.valueOf(parser.currentTokenLocation().getColumnNr()),
                    "There is something after the end of the array.");
        }
    }
}
