package dev.evenhand.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The end of a backup: SHA-256 of every byte before it, so that no byte can change unseen.
 *
 * <p>To a reader of zip files it is the file's comment, which is its last field.
 */
final class Seal {
    /** As long as a seal, and in its place while the file is written. */
    static final String NONE = "0".repeat(64);

    private Seal() {}

    /** Puts the seal of what is there in the place of {@link #NONE}, and returns when all of it is on disk. */
    static void set(FileChannel file) throws IOException {
        byte[] seal = of(file).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.wrap(seal);
        for (long at = file.size() - seal.length; bytes.hasRemaining(); ) {
            at += file.write(bytes, at);
        }
        file.force(true);
    }

    static boolean holds(FileChannel file) throws IOException {
        if (file.size() < NONE.length()) {
            return false;
        }
        file.position(file.size() - NONE.length());
        byte[] seal = Channels.newInputStream(file).readNBytes(NONE.length());
        return new String(seal, StandardCharsets.US_ASCII).equals(of(file));
    }

    private static String of(FileChannel file) throws IOException {
        file.position(0);
        InputStream bytes = Channels.newInputStream(file);
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        for (long left = file.size() - NONE.length(); left > 0; ) {
            int read = bytes.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new IOException("The file became shorter while it was read.");
            }
            digest.update(buffer, 0, read);
            left -= read;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
