package dev.evenhand.upload;

import java.io.InputStream;

/**
 * A file as it arrives.
 *
 * @param bytes the body; it is read once, and closed
 * @param gzip whether the sender says that the body is compressed (Content-Encoding: gzip)
 */
public record Upload(InputStream bytes, Format format, boolean gzip, Limits limits) {
    public Upload(InputStream bytes, Format format) {
        this(bytes, format, false, Limits.DEFAULT);
    }
}
