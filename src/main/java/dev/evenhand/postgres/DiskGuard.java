package dev.evenhand.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Knows whether the embedded database's disk has room for more.
 *
 * <p>PostgreSQL does not survive a disk that is full: it ends in the middle of what it was writing, and cannot start
 * before there is room again.
 */
@ApplicationScoped
class DiskGuard {
    private static final Logger LOG = Logger.getLogger(DiskGuard.class);

    /** A disk fills by gigabytes in a minute at worst; asking how full it is takes microseconds. */
    private static final Duration GOOD_FOR = Duration.ofMillis(200);

    private record Measured(boolean full, long at) {}

    private final Disk disk;
    private final long least;
    private volatile Measured last;

    DiskGuard(Disk disk, PostgresConfig config) {
        this.disk = disk;
        this.least = config.leastFreeSpace().asLongValue();
    }

    /** Whether nothing more may be written, until there is room again. */
    boolean isFull() throws IOException {
        Measured before = last;
        long now = System.nanoTime();
        if (before != null && now - before.at() < GOOD_FOR.toNanos()) {
            return before.full();
        }
        OptionalLong free = disk.free();
        boolean full = free.isPresent() && free.getAsLong() < least;
        if (full != (before != null && before.full())) {
            LOG.warnf(
                    "The disk of the database has %d MiB free: %s.",
                    free.orElse(0) >> 20, full ? "nothing more is written" : "votes are taken again");
        }
        last = new Measured(full, now);
        return full;
    }
}
