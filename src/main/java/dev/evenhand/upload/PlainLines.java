package dev.evenhand.upload;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a table that hold nothing but short cells of ASCII, none of them quoted, as they stand in a reader's buffer.
 *
 * <p>They are good until that reader reads on. A cell is where it starts, how long it is and its hash: a text is made only
 * where it is asked for.
 */
final class PlainLines {
    /** Longer cells are prose, of which none is like another. */
    static final int LONGEST = 40;

    /** At a time. */
    static final int MOST = 2_048;

    private final List<String> columns;
    private final CsvFields.Header header;
    private final int[][] starts;
    private final int[][] lengths;
    private final int[][] hashes;
    private char[] buffer = {};
    private long line;
    private int size;

    PlainLines(List<String> columns, CsvFields.Header header) {
        this.columns = columns;
        this.header = header;
        this.starts = new int[columns.size()][MOST];
        this.lengths = new int[columns.size()][MOST];
        this.hashes = new int[columns.size()][MOST];
    }

    /** Whether no cell or record of them can be over a limit. */
    static boolean areWithin(Limits limits) {
        return LONGEST <= limits.cell() && LONGEST * limits.columns() <= limits.row();
    }

    List<String> columns() {
        return columns;
    }

    /**
     * Takes what is plain of these characters, from the first of {@code line} on.
     *
     * @return the first character after it
     */
    int take(char[] text, int from, int to, long line) {
        this.buffer = text;
        this.line = line;
        this.size = 0;
        int end = from;
        int next = takeLine(from, to);
        while (next >= 0) {
            end = next;
            size++;
            next = size < MOST ? takeLine(end, to) : -1;
        }
        return end;
    }

    /** Where the next line starts, or less than zero where this one is not plain or goes on beyond {@code to}. */
    private int takeLine(int from, int to) {
        int at = from;
        for (int column = 0; column < columns.size(); column++) {
            int start = at;
            int hash = 0;
            while (at < to && isPlain(buffer[at])) {
                hash = 31 * hash + buffer[at];
                at++;
            }
            char wanted = column + 1 < columns.size() ? ',' : '\n';
            int length = at - start;
            if (wanted == '\n' && at < to && buffer[at] == '\r') {
                at++;
            }
            if (at >= to || buffer[at] != wanted || length > LONGEST) {
                return -1;
            }
            at++;
            starts[column][size] = start;
            lengths[column][size] = length;
            hashes[column][size] = hash;
        }
        return at;
    }

    private static boolean isPlain(char c) {
        return c > ',' ? c < 0x80 : c != ',' && c != '\n' && c != '\r' && c != '"' && c != 0;
    }

    int size() {
        return size;
    }

    Row row(int at) {
        List<String> cells = new ArrayList<>(columns.size());
        for (int column = 0; column < columns.size(); column++) {
            cells.add(new String(buffer, starts[column][at], lengths[column][at]));
        }
        return new Row(line + at, header.of(cells));
    }

    /** Numbers one column's texts, a line each. */
    void number(int column, Words words, int[] numbers) {
        for (int at = 0; at < size; at++) {
            numbers[at] = words.number(buffer, starts[column][at], lengths[column][at], hashes[column][at]);
        }
    }
}
