package dev.evenhand.upload;

import java.io.IOException;

/** A file that is refused whole: from here on its bytes mean nothing, or should not be read. */
public final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final Long line;
    private final String column;

    Unreadable(String code, String message) {
        this(code, null, null, message);
    }

    Unreadable(String code, Long line, String column, String message) {
        super(message);
        this.code = code;
        this.line = line;
        this.column = column;
    }

    public Violation violation() {
        return new Violation(line, column, code, getMessage());
    }
}
