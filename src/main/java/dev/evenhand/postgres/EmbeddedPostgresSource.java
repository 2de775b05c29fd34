package dev.evenhand.postgres;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
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

    /** Below every source of values, above the defaults of Quarkus itself. */
    private static final int ORDINAL = Integer.MIN_VALUE + 2000;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(new Source(context));
    }

    private record Source(ConfigSourceContext context) implements ConfigSource {
        @Override
        public String getValue(String name) {
            return name.equals(URL) ? EmbeddedPostgres.url(dataDirectory().resolve("postgresql")) : null;
        }

        private Path dataDirectory() {
            ConfigValue configured = context.getValue("evenhand.data-dir");
            return Path.of(configured == null || configured.getValue() == null ? "data" : configured.getValue());
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
