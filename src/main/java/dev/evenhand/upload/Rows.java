package dev.evenhand.upload;

import java.io.IOException;
import java.util.Optional;

/** A file as rows, whatever its format. */
interface Rows {
    /** The next row, or nothing after the last. A row that cannot be read is thrown, and the next call goes on after it. */
    Optional<Row> next() throws IOException, BadRow;
}
