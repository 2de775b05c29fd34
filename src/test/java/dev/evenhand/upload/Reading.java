package dev.evenhand.upload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One file that was read: its rows, its report, or why it was refused whole. */
final class Reading<R> {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final byte[] KEY = "a key for tests".getBytes(StandardCharsets.UTF_8);

    final List<R> rows = new ArrayList<>();
    Report report;
    Violation refused;

    private interface Reader<R> {
        Report read(Reading<R> reading) throws IOException;
    }

    static Reading<ResponseRow> responses(Format format, String text) {
        return responses(upload(format, text), null);
    }

    static Reading<ResponseRow> responses(Upload upload, String model) {
        return read(reading -> ResponseFile.read(upload, model, reading.rows::add));
    }

    static Reading<VoteRow> votes(Format format, String text) {
        return votes(upload(format, text), false);
    }

    static Reading<VoteRow> votes(Upload upload, boolean restore) {
        return read(reading -> VoteFile.read(upload, new VoteFile.Terms(NOW, KEY, restore, false), reading.rows::add));
    }

    private static <R> Reading<R> read(Reader<R> reader) {
        Reading<R> reading = new Reading<>();
        try {
            reading.report = reader.read(reading);
        } catch (Unreadable e) {
            reading.refused = e.violation();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reading;
    }

    static Upload upload(Format format, String text) {
        return new Upload(bytes(text), format);
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzipped(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Of a file that was refused whole: "code" or "code@line". */
    String refusal() {
        return refused == null ? "not refused" : said(refused);
    }

    /** Of the refused rows, in order: "code@line". */
    List<String> violations() {
        return report.violations().stream().map(Reading::said).toList();
    }

    List<String> warnings() {
        return report.warnings().stream().map(Reading::said).toList();
    }

    private static String said(Violation violation) {
        return violation.code() + (violation.line() == null ? "" : "@" + violation.line());
    }
}
