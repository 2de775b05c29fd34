package dev.evenhand.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps two applications off one directory; without it the second would take the first one's server for a leftover.
 *
 * <p>The system drops the lock however its holder ends.
 */
final class Lock {
    /** A holder that is just ending is let go. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Lock() {}

    /** The lock is held until the channel is closed, or collected: whoever gets it keeps it reachable. */
    static FileChannel hold(Path home) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(50)) {
            Optional<FileChannel> lock = holdIfFree(home);
            if (lock.isPresent()) {
                return lock.get();
            }
        }
        throw new IOException("Another application is running on %s. Stop it, or give this one a data directory of its"
                        .formatted(home)
                + " own by setting EVENHAND_DATA_DIR.");
    }

    /** The same at once, or nothing where somebody else has it. */
    static Optional<FileChannel> holdIfFree(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (locks(channel)) {
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisJvm) {
            return false;
        }
    }
}
