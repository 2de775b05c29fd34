package dev.evenhand.upload;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of an upload: unpacked where the sender says so, counted, and refused by name where they are no text. */
final class Body {
    /** Enough for the first entry names of an archive. */
    private static final int HEAD = 4096;

    private static final int TRAILER = 8;

    private Body() {}

    static InputStream open(Upload upload) throws IOException {
        Limits limits = upload.limits();
        InputStream bytes = new Counted(upload.bytes(), limits.packed(), "as sent");
        if (upload.gzip()) {
            bytes = new Counted(unpacked(bytes), limits.unpacked(), "unpacked");
        }
        return text(new BufferedInputStream(bytes, HEAD));
    }

    private static InputStream unpacked(InputStream packed) throws IOException {
        try {
            return new Gunzip(packed);
        } catch (EOFException | ZipException e) {
            throw broken(e);
        }
    }

    private static InputStream text(InputStream bytes) throws IOException {
        bytes.mark(HEAD);
        String head = new String(bytes.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        bytes.reset();
        Optional<String> binary = binary(head);
        if (binary.isPresent()) {
            throw new Unreadable("format", binary.get());
        }
        return bytes;
    }

    private static Optional<String> binary(String head) {
        if (head.startsWith("PK\3\4") || head.startsWith("PK\5\6")) {
            boolean excel = head.contains("[Content_Types].xml") || head.contains("xl/");
            return Optional.of(
                    excel
                            ? "This is an Excel workbook. Save the sheet as CSV UTF-8 and send that."
                            : "This is a ZIP archive. Unpack it and send the file that is in it.");
        }
        if (head.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            return Optional.of("This is an old Excel workbook. Save the sheet as CSV UTF-8 and send that.");
        }
        if (head.startsWith("\u001F\u008B")) {
            return Optional.of("This is a gzip file. Send it with Content-Encoding: gzip, or unpack it first.");
        }
        if (head.startsWith("PAR1")) {
            return Optional.of("This is a Parquet file. Send CSV, NDJSON or JSON.");
        }
        return Optional.empty();
    }

    private static Unreadable broken(IOException e) {
        String what = e instanceof EOFException ? "ends before its data does" : "is damaged";
        return new Unreadable("content-encoding", "The gzip data %s. Send the whole file again.".formatted(what));
    }

    /** Refuses the first byte over a limit. */
    private static final class Counted extends FilterInputStream {
        private final long limit;
        private final String how;
        private long count;

        Counted(InputStream in, long limit, String how) {
            super(in);
            this.limit = limit;
            this.how = how;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int n = super.read(target, from, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int n) throws Unreadable {
            count += n;
            if (count > limit) {
                throw new Unreadable(
                        "limit-body", "The file has more than %d bytes %s. Split it.".formatted(limit, how));
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /** A GZIPInputStream that does not take a damaged second member for the end of the file. */
    private static final class Gunzip extends GZIPInputStream {
        private static final int BUFFER = 1 << 16;

        Gunzip(InputStream packed) throws IOException {
            super(packed, BUFFER);
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            try {
                int n = super.read(target, from, length);
                if (n < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
                    throw new ZipException("something follows the last member");
                }
                return n;
            } catch (EOFException | ZipException e) {
                throw broken(e);
            }
        }
    }
}
