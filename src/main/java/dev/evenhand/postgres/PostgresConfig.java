package dev.evenhand.postgres;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** On which database the house stands. */
@ConfigMapping(prefix = "evenhand.postgres")
interface PostgresConfig {
    /** Whether to run, with a warning, on a database that may lose votes which were acknowledged. */
    @WithDefault("false")
    boolean allowUnsafe();

    /**
     * How much room the embedded database's disk must have for anything to be written: enough for what was let in before
     * it was noticed, and for PostgreSQL to tidy up.
     */
    @WithDefault("512M")
    MemorySize leastFreeSpace();
}
