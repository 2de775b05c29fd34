package dev.evenhand.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One running server on one directory, which nobody else may use meanwhile.
 *
 * <p>Closing stops it and waits; it need not be closed, since it ends with the JVM however that ends.
 */
final class Server implements Closeable {
    private static final Logger LOG = Logger.getLogger(Server.class);

    private final FileChannel lock;
    private final Cluster cluster;
    private final Supervisor supervisor;

    private Server(FileChannel lock, Cluster cluster, Supervisor supervisor) {
        this.lock = lock;
        this.cluster = cluster;
        this.supervisor = supervisor;
    }

    /** @param settings further settings, {@code name=value}, that override those of {@link Settings} */
    static Server start(Path directory, String... settings) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory).toRealPath();
        return start(home, Lock.hold(home), settings);
    }

    /** The same, or nothing where the directory is in use. */
    static Optional<Server> startIfFree(Path directory) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory).toRealPath();
        Optional<FileChannel> lock = Lock.holdIfFree(home);
        return lock.isPresent() ? Optional.of(start(home, lock.get())) : Optional.empty();
    }

    private static Server start(Path home, FileChannel lock, String... settings)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        try {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            Predecessor.awaitEnd(home);
            Path bin = Binaries.unpack(home);
            Unprivileged user = Unprivileged.find(home);
            Cluster cluster = new Cluster(home);
            cluster.createIfAbsent(bin, user);
            Supervisor supervisor = Supervisor.start(cluster, bin, user, Supervisor.PATIENCE, settings);
            LOG.infof(
                    "PostgreSQL is ready at %s on port %d after %d ms",
                    home, supervisor.port(), (System.nanoTime() - started) / 1_000_000);
            return new Server(lock, cluster, supervisor);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Cluster cluster() {
        return cluster;
    }

    String url() {
        return cluster.url(supervisor.port());
    }

    @Override
    public void close() throws IOException {
        supervisor.close();
        lock.close();
    }
}
