package dev.evenhand.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings that the embedded server is started with; they go before those of its own files.
 *
 * <p>No statement, lock or idle timeout is among them: they would also break migrations and long exports, of which
 * Flyway's keeps a transaction idle for as long as the others run. They belong to the
 * sessions that answer requests (application.properties).
 */
final class Settings {
    private Settings() {}

    static List<String> of(int port, Path logs) {
        List<String> settings = new ArrayList<>(List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=60",
                "timezone=UTC",
                "log_timezone=UTC",
                // What was acknowledged is on disk.
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                // Files by the minute: one that fails again and again does not make a file each time. How many are
                // kept, the supervisor decides.
                "logging_collector=on",
                "log_destination=stderr",
                "log_directory=" + logs,
                "log_filename=%Y%m%d-%H%M.log",
                "log_rotation_age=1d",
                "log_rotation_size=2MB"));
        if (Platform.isMac()) {
            // An ordinary fsync leaves the data in the drive's cache there.
            settings.add("wal_sync_method=fsync_writethrough");
        }
        return settings;
    }
}
