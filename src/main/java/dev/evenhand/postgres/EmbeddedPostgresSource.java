package dev.evenhand.postgres;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Answers for the datasource when nobody else does, by starting the embedded server.
 *
 * <p>It has the lowest ordinal, so any other source that names a URL is asked first, and then nothing starts. Values
 * are made when they are asked for, which the build never does.
 */
public class EmbeddedPostgresSource implements ConfigSourceFactory {
    static final String URL = "quarkus.datasource.jdbc.url";
    static final String USERNAME = "quarkus.datasource.username";
    static final String PASSWORD = "quarkus.datasource.password";

    /** Below every source of values, above the defaults of Quarkus itself. */
    private static final int ORDINAL = Integer.MIN_VALUE + 2000;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(new Source(context));
    }

    private record Source(ConfigSourceContext context) implements ConfigSource {
        @Override
        public String getValue(String name) {
            return switch (name) {
                case URL -> access().url();
                case USERNAME -> external() ? null : access().username();
                case PASSWORD -> external() ? null : access().password();
                case null, default -> null;
            };
        }

        /** Somebody else's URL comes with somebody else's credentials, or with none. */
        private boolean external() {
            return value(URL, null) != null;
        }

        private EmbeddedPostgres.Access access() {
            return EmbeddedPostgres.access(
                    Path.of(value("evenhand.data-dir", "data")).resolve("postgresql"));
        }

        private String value(String name, String otherwise) {
            ConfigValue found = context.getValue(name);
            return found == null || found.getValue() == null ? otherwise : found.getValue();
        }

        /** None are listed: whoever prints the configuration must not start a server, nor print its password. */
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
