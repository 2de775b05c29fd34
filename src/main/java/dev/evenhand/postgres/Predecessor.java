package dev.evenhand.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an application that was killed may have left: a server that is still ending, an orphan, or only its pid file.
 *
 * <p>Asked under the lock, so whatever still runs from this directory belongs to nobody.
 */
final class Predecessor {
    /** A server whose application has gone is stopping by itself. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** A fast shutdown writes all that is in memory to disk. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Predecessor() {}

    static void awaitEnd(Path home) throws IOException, InterruptedException {
        if (!ended(home, GRACE)) {
            for (ProcessHandle process : survivors(home)) {
                // A fast shutdown. The process may end by itself meanwhile; whether it did is asked below.
                Command.succeeds(List.of("kill", "-INT", String.valueOf(process.pid())));
            }
            if (!ended(home, PATIENCE)) {
                throw new IOException("An earlier server still runs from %s and does not stop: processes %s."
                        .formatted(
                                home,
                                survivors(home).stream().map(ProcessHandle::pid).toList()));
            }
        }
        removeMisleadingPidFile(new Cluster(home));
    }

    private static boolean ended(Path home, Duration patience) throws InterruptedException {
        for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end; Thread.sleep(20)) {
            if (survivors(home).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static List<ProcessHandle> survivors(Path home) {
        return ProcessHandle.allProcesses()
                .filter(process -> runsFrom(home, process.info().command()))
                .toList();
    }

    private static boolean runsFrom(Path home, Optional<String> command) {
        return command.filter(path -> Path.of(path).startsWith(home)).isPresent();
    }

    /**
     * PostgreSQL believes a pid file as long as any process has its number: a zombie that nobody reaps, or, in a
     * container that was started anew, the application itself. It is removed only where the process is seen to be
     * another one.
     */
    private static void removeMisleadingPidFile(Cluster cluster) throws IOException {
        Optional<ProcessHandle> process = cluster.serverPid().flatMap(ProcessHandle::of);
        if (process.isPresent() && (isZombie(process.get()) || isStranger(cluster.home(), process.get()))) {
            Files.deleteIfExists(cluster.pidFile());
        }
    }

    private static boolean isStranger(Path home, ProcessHandle process) {
        Optional<String> command = process.info().command();
        return command.isPresent() && !runsFrom(home, command);
    }

    private static boolean isZombie(ProcessHandle process) throws IOException {
        Path stat = Path.of("/proc/%d/stat".formatted(process.pid()));
        if (!Files.exists(stat)) {
            return false;
        }
        String fields = Files.readString(stat);
        return fields.startsWith("Z", fields.lastIndexOf(')') + 2);
    }
}
