package dev.evenhand.backup;

/** Something that whoever asked can mend, or has to know of; its message is for them. */
public final class Declined extends Exception {
    private static final long serialVersionUID = 1L;

    Declined(String message) {
        super(message);
    }

    Declined(String message, Throwable cause) {
        super(message, cause);
    }
}
