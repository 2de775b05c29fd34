package dev.evenhand.rating.board;

/** What was asked for cannot be estimated from these votes; the message says why, for whoever asked. */
public final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String why) {
        super(why);
    }

    Unfit(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
