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

    /** Takes or refuses row {@code number} of the file, counted from 1. */
    void take(long number, Row row) throws BadRow, IOException;
}
