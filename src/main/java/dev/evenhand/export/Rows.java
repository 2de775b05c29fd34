package dev.evenhand.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.evenhand.upload.FormulaGuard;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows under named columns, written as they come: as CSV (RFC 4180), or as one JSON object a line.
 *
 * <p>A cell of CSV that a spreadsheet would run as a formula is neutralised; JSON is left as it is. Values that are
 * JSON already are wrapped in {@link Json}.
 */
final class Rows implements AutoCloseable {
    /** A value that is JSON text: a cell of its own in CSV, part of the object in JSON. */
    record Json(String text) {}

    private final List<String> columns;
    private final ObjectMapper json;
    private final boolean csv;
    private final SequenceWriter rows;

    private Rows(List<String> columns, ObjectMapper json, boolean csv, SequenceWriter rows) {
        this.columns = columns;
        this.json = json;
        this.csv = csv;
        this.rows = rows;
    }

    static Rows csv(OutputStream out, List<String> columns, ObjectMapper json) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(schema::addColumn);
        ObjectWriter writer = new CsvMapper().writer(schema.build());
        return new Rows(columns, json, true, writer.writeValues(out));
    }

    static Rows lines(OutputStream out, List<String> columns, ObjectMapper json) throws IOException {
        return new Rows(
                columns, json, false, json.writer().withRootValueSeparator("\n").writeValues(out));
    }

    /** One row: a value for each column, in their order. What is null is an empty cell, or no field. */
    void row(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException("%d values for %d columns".formatted(values.length, columns.size()));
        }
        try {
            rows.write(csv ? cells(values) : object(values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> cells(Object[] values) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            cells.put(columns.get(i), cell(values[i]));
        }
        return cells;
    }

    private static String cell(Object value) {
        return switch (value) {
            case null -> "";
            case String text -> FormulaGuard.guard(text);
            case Json(String text) -> text == null ? "" : FormulaGuard.guard(text);
            default -> value.toString();
        };
    }

    private ObjectNode object(Object[] values) {
        ObjectNode object = json.createObjectNode();
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> {}
                case Json(String text) -> {
                    if (text != null) {
                        object.putRawValue(columns.get(i), new RawValue(text));
                    }
                }
                default -> object.putPOJO(columns.get(i), values[i]);
            }
        }
        return object;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
