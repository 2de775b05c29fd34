package dev.evenhand.upload;

import java.io.IOException;
import java.util.Optional;

/** A file as rows, whatever its format. */
interface Rows {
    /** The next row, or nothing after the last. A row that cannot be read is thrown, and the next call goes on after it. */
    Optional<Row> next() throws IOException, BadRow;

    /** Some rows that are plain and come next, which are then passed over; nothing where the next one is to be read alone. */
    default Optional<PlainLines> plain() throws IOException {
        return Optional.empty();
    }
}
