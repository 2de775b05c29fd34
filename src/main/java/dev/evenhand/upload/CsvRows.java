package dev.evenhand.upload;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A comma-separated file as rows: its first line names the columns, and every record has as many cells.
 *
 * <p>A file whose first line cannot be the header that is needed is refused with what it looks like instead. Blank
 * lines are passed over. An empty cell is an empty text.
 */
final class CsvRows implements Rows {
    private static final Map<Character, String> OTHER_DELIMITERS =
            Map.of(';', "semicolons", '\t', "tabs", '|', "vertical bars");

    private final CsvReader records;
    private final Rules rules;
    private final Report report;
    private final List<String> columns;
    private final CsvFields.Header header;
    private final boolean ourExport;
    private final Optional<PlainLines> lines;

    CsvRows(Reader text, Limits limits, Rules rules, Report report) throws IOException {
        this.records = new CsvReader(text, limits);
        this.rules = rules;
        this.report = report;
        CsvReader.Entry first = first();
        this.columns = columns(first);
        this.header = CsvFields.header(columns);
        this.ourExport = rules.isOurExport(first.cells());
        this.lines = rules.readsPlain(columns) && PlainLines.areWithin(limits)
                ? Optional.of(new PlainLines(columns, header))
                : Optional.empty();
    }

    @Override
    public Optional<Row> next() throws IOException, BadRow {
        try {
            Optional<CsvReader.Entry> next = records.next();
            while (next.isPresent() && next.get().blank() && columns.size() > 1) {
                next = records.next();
            }
            return next.isPresent() ? Optional.of(row(next.get())) : Optional.empty();
        } catch (CsvReader.Malformed malformed) {
            throw bad(malformed);
        }
    }

    @Override
    public Optional<PlainLines> plain() throws IOException {
        if (lines.isPresent()) {
            records.next(lines.get());
        }
        return lines.filter(some -> some.size() > 0);
    }

    private Row row(CsvReader.Entry entry) throws BadRow {
        List<String> cells = entry.cells();
        if (cells.size() != columns.size()) {
            throw new BadRow("columns", entry.line(), null, widthMessage(cells.size()));
        }
        List<String> written =
                ourExport ? cells.stream().map(FormulaGuard::undo).toList() : cells;
        return new Row(entry.line(), header.of(written));
    }

    private String widthMessage(int width) {
        String hint = width > columns.size() ? " A cell with a comma in it must be quoted." : "";
        return "The record has %d cells, the header has %d.%s".formatted(width, columns.size(), hint);
    }

    private BadRow bad(CsvReader.Malformed malformed) {
        CsvReader.Fault fault = malformed.fault;
        String column = fault.cell() < columns.size() ? columns.get(fault.cell()) : null;
        String code = "limit-columns".equals(fault.code()) ? "columns" : fault.code();
        return new BadRow(code, malformed.line, column, fault.message());
    }

    private CsvReader.Entry first() throws IOException {
        try {
            Optional<CsvReader.Entry> first = records.next();
            while (first.isPresent() && first.get().blank()) {
                first = records.next();
            }
            return first.orElseThrow(() -> new Unreadable("empty", "The file is empty."));
        } catch (CsvReader.Malformed malformed) {
            String code = malformed.fault.code();
            throw new Unreadable(
                    "quote".equals(code) ? "header" : code,
                    malformed.line,
                    null,
                    "The first line is not a CSV header. " + malformed.fault.message());
        }
    }

    private List<String> columns(CsvReader.Entry header) throws Unreadable {
        if (header.cells().getFirst().toLowerCase(Locale.ROOT).startsWith("sep=")) {
            throw refused(header, "header", "Delete this line: \"sep=\" is for Excel, it is not a header.");
        }
        List<String> columns = new ArrayList<>();
        for (String cell : header.cells()) {
            columns.add(folded(cell));
        }
        Optional<String> missing = rules.missing(new HashSet<>(columns));
        if (missing.isPresent()) {
            throw otherDelimiter(header, columns)
                    .orElseGet(() -> refused(header, "header", missingMessage(missing.get(), columns)));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (!column.isEmpty() && !names.add(column)) {
                throw refused(header, "header", "Two columns are called %s.".formatted(Violation.quoted(column)));
            }
            if (!column.equals(header.cells().get(i))) {
                report.warn(
                        "header",
                        null,
                        column,
                        "%s was read as \"%s\"."
                                .formatted(Violation.quoted(header.cells().get(i)), column));
            }
        }
        return columns;
    }

    private Optional<Unreadable> otherDelimiter(CsvReader.Entry header, List<String> columns) {
        String line = String.join(",", header.cells());
        for (Map.Entry<Character, String> other : OTHER_DELIMITERS.entrySet()) {
            String[] parts = line.split("\\" + other.getKey());
            boolean onlyCell = columns.size() == 1 && parts.length > 1 && other.getKey() != '|';
            if (onlyCell || known(Arrays.asList(parts)) > known(columns)) {
                return Optional.of(refused(
                        header,
                        "delimiter",
                        "The columns are separated by %s. Separate them by commas.".formatted(other.getValue())));
            }
        }
        return Optional.empty();
    }

    private long known(List<String> cells) {
        return cells.stream()
                .map(CsvRows::folded)
                .filter(rules.known()::contains)
                .count();
    }

    private static String missingMessage(String missing, List<String> columns) {
        return "The column \"%s\" is missing. The first line has: %s."
                .formatted(
                        missing,
                        columns.stream()
                                .limit(Limits.DEFAULT.columns())
                                .map(Violation::quoted)
                                .collect(joining(", ")));
    }

    private static Unreadable refused(CsvReader.Entry header, String code, String message) {
        return new Unreadable(code, header.line(), null, message);
    }

    private static String folded(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }
}
