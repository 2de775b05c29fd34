package dev.evenhand.backup;

/** Names of tables and columns in SQL that is put together. */
final class Names {
    private Names() {}

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
