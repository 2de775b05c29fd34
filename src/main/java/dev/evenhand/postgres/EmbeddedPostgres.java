package dev.evenhand.postgres;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;

/**
 * The door of the embedded server: one for each data directory, started by whoever asks first, ended with the JVM.
 *
 * <p>Dev mode and tests load classes anew. What must outlive them is therefore kept by the JDK: the port in a system
 * property, the lock in a shutdown hook, the monitor in an interned string.
 */
final class EmbeddedPostgres {
    /** How the application reaches its server. The password is no part of the URL, since URLs are logged. */
    record Access(String url, String username, String password) {
        static Access of(int port, String password) {
            return new Access(
                    "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, Cluster.NAME), Cluster.NAME, password);
        }

        @Override
        public String toString() {
            return username + " at " + url;
        }
    }

    private EmbeddedPostgres() {}

    static Access access(Path home) {
        String key = "dev.evenhand.postgres.port." + home.toAbsolutePath().normalize();
        try {
            synchronized (key.intern()) {
                String port = System.getProperty(key);
                return port == null
                        ? start(home, key)
                        : Access.of(Integer.parseInt(port), new Cluster(home).password());
            }
        } catch (IOException e) {
            throw new IllegalStateException("The embedded PostgreSQL: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The embedded PostgreSQL was interrupted while it started.", e);
        }
    }

    private static Access start(Path home, String key) throws IOException, InterruptedException {
        Server server = Server.start(home);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Reference.reachabilityFence(server)));
        System.setProperty(key, String.valueOf(server.port()));
        return server.access();
    }
}
