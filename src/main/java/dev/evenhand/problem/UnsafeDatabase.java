package dev.evenhand.problem;

/** A database that is there, and not to be trusted with votes. The message says what is to be set, for whoever runs it. */
public final class UnsafeDatabase extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public UnsafeDatabase(String message) {
        super(message);
    }
}
