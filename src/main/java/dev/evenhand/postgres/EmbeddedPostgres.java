package dev.evenhand.postgres;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;

/**
 * The door of the embedded server: one for each data directory, started by whoever asks first, ended with the JVM.
 *
 * <p>Dev mode and tests load classes anew. What must outlive them is therefore kept by the JDK: the URL in a system
 * property, the lock in a shutdown hook, the monitor in an interned string.
 */
final class EmbeddedPostgres {
    /** Where the JDBC driver looks for passwords: URLs are logged and configurations listed, this file is not. */
    private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";

    private EmbeddedPostgres() {}

    static String url(Path home) {
        String key = property(home);
        try {
            synchronized (key.intern()) {
                String url = System.getProperty(key);
                return url == null ? start(home, key) : url;
            }
        } catch (IOException e) {
            throw new IllegalStateException("The embedded PostgreSQL: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The embedded PostgreSQL was interrupted while it started.", e);
        }
    }

    private static String start(Path home, String key) throws IOException, InterruptedException {
        Server server = Server.start(home);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Reference.reachabilityFence(server)));
        System.setProperty(PASSWORD_FILE, server.cluster().passwordFile().toString());
        System.setProperty(key, server.url());
        return server.url();
    }

    static String property(Path home) {
        return "dev.evenhand.postgres.url." + home.toAbsolutePath().normalize();
    }
}
