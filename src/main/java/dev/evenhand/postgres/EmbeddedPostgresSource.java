package dev.evenhand.postgres;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Answers for the datasource's URL when nobody else does, by starting the embedded server.
 *
 * <p>It has the lowest ordinal, so any other source that names a URL is asked first, and then nothing starts. The
 * build never asks.
 */
public class EmbeddedPostgresSource implements ConfigSourceFactory {
    static final String URL = "quarkus.datasource.jdbc.url";
    static final String DATA_DIR = "evenhand.data-dir";

    /** Below every source of values, above the defaults of Quarkus itself. */
    private static final int ORDINAL = Integer.MIN_VALUE + 2000;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(new Source(context));
    }

    /** Where the embedded server lives, by what is configured as the data directory. */
    static Path home(Optional<String> dataDirectory) {
        return Path.of(dataDirectory.orElse("data")).resolve("postgresql");
    }

    private record Source(ConfigSourceContext context) implements ConfigSource {
        @Override
        public String getValue(String name) {
            return name.equals(URL) ? EmbeddedPostgres.url(home(dataDirectory())) : null;
        }

        private Optional<String> dataDirectory() {
            return Optional.ofNullable(context.getValue(DATA_DIR)).map(ConfigValue::getValue);
        }

        /** None are listed: whoever prints the configuration must not start a server. */
        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public int getOrdinal() {
            return ORDINAL;
        }

        @Override
        public String getName() {
            return "embedded PostgreSQL";
        }
    }
}
