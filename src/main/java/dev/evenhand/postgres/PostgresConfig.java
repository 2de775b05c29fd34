package dev.evenhand.postgres;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "evenhand.postgres")
interface PostgresConfig {
    /** Whether to run, with a warning, on a database that may lose votes which were acknowledged. */
    @WithDefault("false")
    boolean allowUnsafe();
}
