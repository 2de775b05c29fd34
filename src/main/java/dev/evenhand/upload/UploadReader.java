package dev.evenhand.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Optional;

/** Yields a row at a time, each problem with its line, whatever the format. */
final class UploadReader {
    private UploadReader() {}

    /** @throws Unreadable where the file is refused whole; rows before that were taken, and must be forgotten */
    static void read(Upload upload, Rules rules, Report report) throws IOException {
        try (InputStream bytes = Body.open(upload)) {
            read(rows(upload, bytes, rules, report), upload.limits(), rules, report);
        }
        if (report.rows() == 0) {
            throw new Unreadable("no-rows", "The file has no rows.");
        }
    }

    private static void read(Rows rows, Limits limits, Rules rules, Report report) throws IOException {
        long number = 0;
        boolean isMore = true;
        while (isMore) {
            Optional<PlainLines> plain = rows.plain();
            if (plain.isPresent()) {
                rules.take(number + 1, plain.get());
                number += plain.get().size();
            } else {
                isMore = readRow(rows, number + 1, rules, report);
                number += isMore ? 1 : 0;
            }
            report.rows(number);
            if (number > limits.rows()) {
                throw new Unreadable(
                        "limit-rows", "The file has more than %d rows. Split it.".formatted(limits.rows()));
            }
        }
    }

    private static Rows rows(Upload upload, InputStream bytes, Rules rules, Report report) throws IOException {
        Limits limits = upload.limits();
        return switch (upload.format()) {
            case CSV -> new CsvRows(text(bytes, true), limits, rules, report);
            case NDJSON -> new NdjsonRows(text(bytes, false), limits);
            case JSON -> new JsonArrayRows(text(bytes, true), limits);
        };
    }

    private static Reader text(InputStream bytes, boolean returnsEndLines) {
        return new StrictUtf8(bytes, returnsEndLines);
    }

    private static boolean readRow(Rows rows, long number, Rules rules, Report report) throws IOException {
        try {
            Optional<Row> row = rows.next();
            if (row.isEmpty()) {
                return false;
            }
            rules.take(number, row.get());
        } catch (BadRow bad) {
            report.reject(number, bad.violation());
        }
        return true;
    }
}
