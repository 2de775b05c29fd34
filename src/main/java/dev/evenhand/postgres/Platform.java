package dev.evenhand.postgres;

import java.io.IOException;
import java.net.URL;
import java.util.Locale;

/** The machine that the server has to run on, as the archives of the server name it. */
final class Platform {
    private static final String OS = System.getProperty("os.name");
    private static final String ARCHITECTURE = System.getProperty("os.arch");

    private Platform() {}

    static boolean isMac() {
        return OS.startsWith("Mac");
    }

    static URL archive() throws IOException {
        return archive(OS, ARCHITECTURE);
    }

    static URL archive(String os, String architecture) throws IOException {
        String system = os.startsWith("Mac") ? "darwin" : os.toLowerCase(Locale.ROOT);
        String processor =
                switch (architecture) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> architecture;
                };
        URL archive = Platform.class.getResource("/postgres-%s-%s.txz".formatted(system, processor));
        if (archive == null) {
            throw new IOException(("This build carries no PostgreSQL for %s on %s. Set QUARKUS_DATASOURCE_JDBC_URL,"
                            + " QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD to use a database of your"
                            + " own, version 15 or newer.")
                    .formatted(os, architecture));
        }
        return archive;
    }
}
