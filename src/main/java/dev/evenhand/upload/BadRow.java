package dev.evenhand.upload;

/** One row that cannot be taken; the rows after it can. */
final class BadRow extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final long line;
    private final String column;

    BadRow(String code, long line, String column, String message) {
        // A file may hold a million of them, and where they are thrown is of no interest.
        super(message, null, false, false);
        this.code = code;
        this.line = line;
        this.column = column;
    }

    Violation violation() {
        return new Violation(line, column, code, getMessage());
    }
}
