package dev.evenhand.upload;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one kind of file means: which columns it must have, and what a row of it says. */
interface Rules {
    /** Every column that means something here. */
    Set<String> known();

    /** The first column that a table of this kind needs and has not. */
    Optional<String> missing(Set<String> columns);

    /** Whether a table that begins with this line was written by our own export, which neutralises formulas. */
    boolean isOurExport(List<String> header);

    /** Whether a table of these columns is sooner read by {@link #take(long, PlainLines)}, where its lines are plain. */
    default boolean readsPlain(List<String> columns) {
        return false;
    }

    /** Takes or refuses some rows that follow each other, the first of which is row {@code first} of the file. */
    default void take(long first, PlainLines lines) throws IOException {
        throw new UnsupportedOperationException("asked for rows only");
    }

    /** Takes or refuses row {@code number} of the file, counted from 1. */
    void take(long number, Row row) throws BadRow, IOException;
}
