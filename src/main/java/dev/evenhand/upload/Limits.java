package dev.evenhand.upload;

/**
 * How much one file may ask of the server.
 *
 * @param packed bytes of the body as it was sent
 * @param unpacked bytes after decompression
 * @param cell bytes of one cell or JSON string, in UTF-8
 * @param columns columns of a table, or fields of a JSON object
 * @param depth levels of a JSON row
 * @param rows rows of one file: what was seen before is remembered by fingerprints, at most 80 bytes for each row
 */
public record Limits(long packed, long unpacked, int cell, int columns, int depth, long rows) {
    public static final Limits DEFAULT = new Limits(64L << 20, 1L << 30, 1 << 20, 64, 32, 2_000_000);

    /** Models of one file; their names are held in memory. */
    static final int MODELS = 10_000;

    /** A number with more characters than this is no measurement. */
    static final int NUMBER = 1_000;

    /** Characters of one row, which is held in memory as a whole: room for a long conversation and two answers. */
    int row() {
        return 16 * cell;
    }
}
