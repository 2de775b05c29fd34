package dev.evenhand.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The disk that the embedded database writes to. */
@ApplicationScoped
class Disk {
    private final Path home;

    Disk(@ConfigProperty(name = "evenhand.data-dir") String dataDirectory) {
        this.home = Path.of(dataDirectory).resolve("postgresql");
    }

    /** The bytes that can still be written; nothing where the database is elsewhere, on a disk that is not seen here. */
    OptionalLong free() throws IOException {
        return System.getProperty(EmbeddedPostgres.property(home)) == null
                ? OptionalLong.empty()
                : OptionalLong.of(Files.getFileStore(home).getUsableSpace());
    }
}
