package dev.evenhand.upload;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records of a comma-separated file, to the letter of RFC 4180; lines end with CRLF, LF or CR.
 *
 * <p>A record that breaks the quoting rules is thrown with the line on which it starts, and reading goes on after the
 * next line break. That is the right place for a stray quote within one line. Where a quote was never closed, the
 * lines up to the next quote belong to the bad record, and the message says which.
 */
final class CsvReader {
    private static final int END = -1;
    private static final int BUFFER = 1 << 16;

    /** @param blank whether there is nothing on the line but white space */
    record Entry(long line, List<String> cells, boolean blank) {}

    /** @param cell index of the cell at fault, from 0; the cells before it are sound */
    record Fault(String code, int cell, String message) {}

    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        final transient Fault fault;
        final long line;

        Malformed(Fault fault, long line) {
            super(fault.message(), null, false, false);
            this.fault = fault;
            this.line = line;
        }
    }

    private final Reader text;
    private final Limits limits;
    private final char[] buffer = new char[BUFFER];
    private int position;
    private int filled;

    private final StringBuilder cell = new StringBuilder();
    private List<String> cells = List.of();
    private long line = 1;
    private long cellBytes;
    private long rowLength;
    private boolean quoted;

    /** The first thing that is wrong with the record, while the rest of it is passed over. */
    private Fault fault;

    CsvReader(Reader text, Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    Optional<Entry> next() throws IOException, Malformed {
        if (peek() == END) {
            return Optional.empty();
        }
        long first = line;
        cells = new ArrayList<>(cells.size());
        fault = null;
        rowLength = 0;
        quoted = false;
        boolean more = true;
        while (more) {
            more = readCell(first);
        }
        if (fault != null) {
            throw new Malformed(fault, first);
        }
        return Optional.of(new Entry(
                first, cells, cells.size() == 1 && !quoted && cells.getFirst().isBlank()));
    }

    /** Passes over the plain lines that come next, as many as the buffer holds. */
    void next(PlainLines lines) throws IOException {
        System.arraycopy(buffer, position, buffer, 0, filled - position);
        filled -= position;
        position = 0;
        if (filled < buffer.length) {
            filled += Math.max(text.read(buffer, filled, buffer.length - filled), 0);
        }
        position = lines.take(buffer, 0, filled, line);
        line += lines.size();
    }

    /** Whether another cell follows in the record. */
    private boolean readCell(long first) throws IOException, Malformed {
        cell.setLength(0);
        cellBytes = 0;
        if (peek() == '"') {
            quoted = true;
            readQuoted(first);
        } else {
            readBare(first);
        }
        if (cells.size() < limits.columns()) {
            cells.add(cell.toString());
        } else {
            blame("limit-columns", "The record has more than %d columns.".formatted(limits.columns()));
        }
        if (peek() == ',') {
            advance();
            return true;
        }
        endLine();
        return false;
    }

    private void readBare(long first) throws IOException, Malformed {
        int c = peek();
        while (c != ',' && !endsLine(c)) {
            if (c == '"') {
                throw skipLine(first, "A cell with a quote in it must be quoted as a whole, the quote doubled (\"\").");
            }
            int end = endOfPlain();
            append(position, end);
            position = end;
            c = peek();
        }
    }

    /** Where in the buffer the run of characters ends that mean nothing but themselves in a bare cell. */
    private int endOfPlain() {
        int end = position;
        while (end < filled && !isSpecial(buffer[end])) {
            end++;
        }
        return end;
    }

    private static boolean isSpecial(char c) {
        return c <= ',' && (c == ',' || c == '\n' || c == '\r' || c == '"');
    }

    /** Appends a run of the buffer: at once where no limit is near, which is nearly always. */
    private void append(int from, int to) {
        int length = to - from;
        boolean isPlain =
                fault == null && cellBytes + 3L * length <= limits.cell() && rowLength + length <= limits.row();
        long bytes = 0;
        for (int i = from; isPlain && i < to; i++) {
            bytes += bytesOf(buffer[i]);
            isPlain = buffer[i] != 0;
        }
        if (isPlain) {
            cellBytes += bytes;
            rowLength += length;
            cell.append(buffer, from, length);
        } else {
            for (int i = from; i < to; i++) {
                append(buffer[i]);
            }
        }
    }

    private void readQuoted(long first) throws IOException, Malformed {
        advance();
        while (true) {
            int c = peek();
            if (c == END) {
                throw skipLine(first, "The quote is never closed.");
            }
            advance();
            if (c != '"') {
                append((char) c);
                continue;
            }
            if (peek() == '"') {
                append('"');
                advance();
                continue;
            }
            if (peek() == ',' || endsLine(peek())) {
                return;
            }
            throw skipLine(
                    first,
                    cell.length() > 0 && cell.charAt(cell.length() - 1) == '\\'
                            ? "A quote in a cell is doubled (\"\") in CSV, not written with a backslash."
                            : "There is text after the closing quote.");
        }
    }

    private Malformed skipLine(long first, String message) throws IOException {
        while (!endsLine(peek())) {
            advance();
        }
        String extent = line > first ? " Lines %d to %d were read as one record.".formatted(first, line) : "";
        endLine();
        return new Malformed(new Fault("quote", cells.size(), message + extent), first);
    }

    private void append(char c) {
        if (fault != null) {
            return;
        }
        cellBytes += bytesOf(c);
        rowLength++;
        if (c == 0) {
            blame("nul", "There is a NUL character (U+0000), which cannot be stored.");
        } else if (cellBytes > limits.cell()) {
            blame("limit-cell", "The cell has more than %d bytes.".formatted(limits.cell()));
        } else if (rowLength > limits.row()) {
            blame("limit-cell", "The record has more than %d characters.".formatted(limits.row()));
        } else {
            cell.append(c);
        }
    }

    /** In UTF-8; half of a pair is two of its four bytes. */
    private static int bytesOf(char c) {
        return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    private void blame(String code, String message) {
        if (fault == null) {
            fault = new Fault(code, cells.size(), message);
        }
    }

    private static boolean endsLine(int c) {
        return c == '\n' || c == '\r' || c == END;
    }

    private void endLine() throws IOException {
        int c = peek();
        if (c == END) {
            return;
        }
        advance();
        if (c == '\r' && peek() == '\n') {
            advance();
        }
    }

    private int peek() throws IOException {
        if (position == filled) {
            filled = Math.max(text.read(buffer, 0, buffer.length), 0);
            position = 0;
        }
        return filled == 0 ? END : buffer[position];
    }

    private void advance() throws IOException {
        char c = buffer[position];
        position++;
        if (c == '\n' || c == '\r' && peek() != '\n') {
            line++;
        }
    }
}
