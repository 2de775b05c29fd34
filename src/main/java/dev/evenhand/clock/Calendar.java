package dev.evenhand.clock;

import java.time.Instant;

/** The years that RFC 3339 can write: beyond them the database has no times for a while, and none in the end. */
public final class Calendar {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Calendar() {}

    public static boolean has(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(END);
    }
}
