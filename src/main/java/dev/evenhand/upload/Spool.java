package dev.evenhand.upload;

import dev.evenhand.problem.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;

/**
 * A body that has come in whole, and can be read as often as needed, at the disk's speed and not its sender's.
 *
 * <p>While it comes in it holds neither a lock nor a connection. Its file goes when it is closed, and has no name
 * before that where the system allows: a server that dies leaves nothing behind.
 */
final class Spool implements Closeable {
    private static final int PIECE = 1 << 16;

    /** Bytes a second, on average, of a body that has used up its patience: a slow telephone line. */
    private static final long SLOWEST = 4 << 10;

    private final FileChannel file;

    private Spool(FileChannel file) {
        this.file = file;
    }

    /** Waits for a body to its end. Refuses one that is too long, or too slow once it has had its patience. */
    static Spool of(InputStream body, Path folder, long longest, Duration patience) throws IOException {
        Files.createDirectories(folder);
        FileChannel file = FileChannel.open(
                folder.resolve(UUID.randomUUID().toString()),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        try {
            fill(file, body, longest, patience);
            return new Spool(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** A file that is there already, and is taken away by whoever put it there. */
    static Spool at(Path path) throws IOException {
        return new Spool(FileChannel.open(path, StandardOpenOption.READ));
    }

    private static void fill(FileChannel file, InputStream body, long longest, Duration patience) throws IOException {
        long began = System.nanoTime();
        byte[] piece = new byte[PIECE];
        long length = 0;
        for (int n = next(body, piece); n >= 0; n = next(body, piece)) {
            length += n;
            if (length > longest) {
                throw new Unreadable("limit-body", "The file has more than %d bytes. Split it.".formatted(longest));
            }
            requirePace(length, Duration.ofNanos(System.nanoTime() - began), patience);
            ByteBuffer bytes = ByteBuffer.wrap(piece, 0, n);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }

    private static int next(InputStream body, byte[] piece) {
        try {
            return body.read(piece);
        } catch (IOException e) {
            // The sender has gone, and will hear this from nobody but a proxy's log.
            throw Refusal.badRequest("cut-off", "The connection ended before the file did. Send it again.");
        }
    }

    private static void requirePace(long length, Duration taken, Duration patience) {
        if (taken.compareTo(patience) > 0 && length < SLOWEST * taken.toSeconds()) {
            throw Refusal.timedOut("timeout", "The file came in too slowly. Send it again over a faster connection.");
        }
    }

    /** The body from its beginning. */
    InputStream open() {
        return new InputStream() {
            private long at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                int n = file.read(ByteBuffer.wrap(target, from, length), at);
                at += Math.max(n, 0);
                return n;
            }
        };
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
