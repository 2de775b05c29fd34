package dev.evenhand.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The one decoder for every file: a byte that is not UTF-8 is an error with its line and offset, never a U+FFFD.
 *
 * <p>Overlong forms, encoded surrogates and code points above U+10FFFF are refused. A byte order mark of UTF-8 is
 * dropped; UTF-16 and UTF-32 are recognised and named. The text before an error is handed out before the error.
 */
final class StrictUtf8 extends Reader {
    private static final int BUFFER = 1 << 16;

    private final InputStream bytes;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer encoded = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer decoded = CharBuffer.allocate(BUFFER).flip();
    private final boolean returnsEndLines;

    /** Where in the file the buffer of bytes begins. */
    private long offset;

    private long line = 1;
    private boolean afterReturn;
    private boolean started;
    private boolean ended;
    private Unreadable failure;

    /** @param returnsEndLines whether a lone carriage return ends a line, as it does in CSV and not in NDJSON */
    StrictUtf8(InputStream bytes, boolean returnsEndLines) {
        this.bytes = bytes;
        this.returnsEndLines = returnsEndLines;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        while (!decoded.hasRemaining()) {
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return -1;
            }
            decode();
        }
        int n = Math.min(length, decoded.remaining());
        decoded.get(target, from, n);
        return n;
    }

    private void decode() throws IOException {
        if (!started) {
            start();
        }
        boolean last = !fill();
        decoded.clear();
        CoderResult result = decoder.decode(encoded, decoded, last);
        if (result.isUnderflow() && last) {
            ended = true;
        }
        decoded.flip();
        countLines();
        if (result.isError()) {
            failure = malformed(result.length());
        }
    }

    private void start() throws IOException {
        started = true;
        while (encoded.limit() < 4 && fill()) {
            // Four bytes tell every encoding that is recognised here.
        }
        Optional<String> other = otherEncoding(Arrays.copyOf(encoded.array(), 4), encoded.limit());
        if (other.isPresent()) {
            throw new Unreadable(
                    "encoding", "This file is in %s. Save it as UTF-8 and send it again.".formatted(other.get()));
        }
        if (encoded.limit() >= 3
                && encoded.get(0) == (byte) 0xEF
                && encoded.get(1) == (byte) 0xBB
                && encoded.get(2) == (byte) 0xBF) {
            encoded.position(3);
        }
    }

    /** By byte order mark; without one, text that begins with two ASCII characters shows by where its NULs are. */
    private static Optional<String> otherEncoding(byte[] head, int length) {
        if (length < 2) {
            return Optional.empty();
        }
        int b0 = head[0] & 0xFF;
        int b1 = head[1] & 0xFF;
        boolean nul2 = length >= 4 && head[2] == 0;
        boolean nul3 = length >= 4 && head[3] == 0;
        if (b0 == 0xFF && b1 == 0xFE) {
            return Optional.of(nul2 && nul3 ? "UTF-32LE" : "UTF-16LE");
        }
        if (b0 == 0xFE && b1 == 0xFF) {
            return Optional.of("UTF-16BE");
        }
        if (b0 == 0 && b1 == 0 && length >= 4 && (head[2] & 0xFF) == 0xFE && (head[3] & 0xFF) == 0xFF) {
            return Optional.of("UTF-32BE");
        }
        if (length < 4) {
            return Optional.empty();
        }
        String nuls = "" + (b0 == 0 ? 0 : 1) + (b1 == 0 ? 0 : 1) + (nul2 ? 0 : 1) + (nul3 ? 0 : 1);
        return switch (nuls) {
            case "1010" -> Optional.of("UTF-16LE");
            case "0101" -> Optional.of("UTF-16BE");
            case "1000" -> Optional.of("UTF-32LE");
            case "0001" -> Optional.of("UTF-32BE");
            default -> Optional.empty();
        };
    }

    /** Whether there were more bytes. */
    private boolean fill() throws IOException {
        offset += encoded.position();
        encoded.compact();
        int n = bytes.read(encoded.array(), encoded.position(), encoded.remaining());
        encoded.position(encoded.position() + Math.max(n, 0)).flip();
        return n >= 0;
    }

    private void countLines() {
        char[] text = decoded.array();
        for (int i = 0; i < decoded.limit(); i++) {
            char c = text[i];
            if (c == '\n' && !afterReturn || c == '\r' && returnsEndLines) {
                line++;
            }
            afterReturn = c == '\r' && returnsEndLines;
        }
    }

    private Unreadable malformed(int length) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hex.append(" %02X".formatted(encoded.get(encoded.position() + i)));
        }
        return new Unreadable(
                "encoding",
                line,
                null,
                "Line %d is not UTF-8: bytes%s at offset %d. Save the file as UTF-8 and send it again."
                        .formatted(line, hex, offset + encoded.position()));
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
