package dev.evenhand.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How much a file may ask of the server. */
@ConfigMapping(prefix = "evenhand.upload")
interface UploadConfig {
    /** The longest body as it is sent; the server's own limit on bodies follows it. */
    @WithDefault("64M")
    MemorySize packed();

    /** The longest file after decompression. */
    @WithDefault("1G")
    MemorySize unpacked();

    /** The longest cell or JSON string, in UTF-8. */
    @WithDefault("1M")
    MemorySize cell();

    /** Columns of a table, or fields of a JSON object. */
    @WithDefault("64")
    int columns();

    /** Levels of a JSON row. */
    @WithDefault("32")
    int depth();

    /** Rows of one file. */
    @WithDefault("2000000")
    long rows();

    /** How many files are read at once: each may hold a connection to the database, of which votes need some. */
    @WithDefault("3")
    int atOnce();

    /** How long a body may be slow. */
    @WithDefault("30s")
    Duration patience();

    /** Where bodies wait while they come in. */
    @WithDefault("${evenhand.data-dir}/uploads")
    Path folder();

    default Limits limits() {
        return new Limits(
                packed().asLongValue(),
                unpacked().asLongValue(),
                Math.toIntExact(cell().asLongValue()),
                columns(),
                depth(),
                rows());
    }
}
