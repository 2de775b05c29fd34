package dev.evenhand.backup;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What a backup holds, in the backup itself: enough to see that it is whole, and to compare it with the installation
 * it was taken from.
 *
 * @param format how the file is made up; a program reads the formats up to its own
 * @param program which wrote it
 * @param schema the version of the tables' layout, by which they are laid out again before anything is put into them
 * @param at the moment that it shows, by the database's clock
 * @param leftOut what is not in it though it was there, and why, a sentence each
 */
@JsonPropertyOrder({"format", "program", "schema", "at", "leftOut", "arenas", "tables"})
record Manifest(
        int format,
        String program,
        String schema,
        String at,
        List<String> leftOut,
        List<Arena> arenas,
        List<Table> tables) {
    static final int FORMAT = 1;

    /** Where it stands among the entries of the file. */
    static final String ENTRY = "manifest.json";

    /**
     * How far the record of an arena had come.
     *
     * @param events the number of the last one
     * @param hash of the last one, as hexadecimal
     */
    record Arena(String slug, long events, String hash) {}

    /**
     * One table: lines as {@code COPY} writes them, a row each.
     *
     * @param sha256 of the lines, as hexadecimal
     */
    record Table(String name, List<String> columns, long rows, String sha256) {
        String entry() {
            return "tables/" + name + ".copy";
        }

        /** How its columns are named to {@code COPY}. */
        String columnList() {
            return String.join(", ", columns.stream().map(Names::quoted).toList());
        }
    }
}
