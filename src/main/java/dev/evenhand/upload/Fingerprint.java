package dev.evenhand.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Half of a SHA-256: what is remembered of a row instead of the row, or of a file. */
record Fingerprint(long high, long low) {
    private static final int PIECE = 1 << 16;

    /** Each text goes in with its length, so that "ab", "c" is not "a", "bc"; null is a text of its own. */
    static Fingerprint of(String... texts) {
        MessageDigest sha256 = sha256();
        for (String text : texts) {
            byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(text == null ? -1 : bytes.length)
                    .flip());
            sha256.update(bytes);
        }
        return of(sha256);
    }

    /** Of bytes to their end. */
    static Fingerprint of(InputStream bytes) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] piece = new byte[PIECE];
        for (int n = bytes.read(piece); n >= 0; n = bytes.read(piece)) {
            sha256.update(piece, 0, n);
        }
        return of(sha256);
    }

    private static Fingerprint of(MessageDigest sha256) {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new Fingerprint(digest.getLong(), digest.getLong());
    }

    /** The first 16 hexadecimal digits. */
    String hex() {
        return HexFormat.of().toHexDigits(high);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
