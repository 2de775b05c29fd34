package dev.evenhand.postgres;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The embedded server with room for as many sessions as a peer may want: measurements run on it side by side. */
public class RoomyServer implements QuarkusTestResourceLifecycleManager {
    private static final Path HOME = Path.of("target/speed-data/postgresql");

    private Server server;

    @Override
    public Map<String, String> start() {
        try {
            server = Server.start(HOME, "max_connections=320");
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    server.url(),
                    "quarkus.datasource.username",
                    Cluster.NAME,
                    "quarkus.datasource.password",
                    Ledger.password(server.cluster()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
