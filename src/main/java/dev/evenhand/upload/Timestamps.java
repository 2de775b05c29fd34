package dev.evenhand.upload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Instants as RFC 3339 and ISO 8601 write them, always with an offset.
 *
 * <p>A leap second is the second after it, and 24:00 is the next midnight. Seconds may be left out; a space may stand
 * for the T.
 */
final class Timestamps {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d)"
            + "(?::(\\d\\d)([.,]\\d{1,9})?)?(?:([Zz])|([+-]\\d\\d)(?::?(\\d\\d))?)");

    /** UTC adds its leap seconds only here. */
    private static final LocalTime BEFORE_LEAP = LocalTime.of(23, 59, 59);

    private Timestamps() {}

    /** @throws DateTimeException where the text names no instant, a time without an offset included */
    static Instant parse(String text) {
        Matcher parts = WRITTEN.matcher(text.strip());
        if (!parts.matches()) {
            throw new DateTimeException("not a date, a time and an offset");
        }
        boolean leap = "60".equals(parts.group(3));
        String seconds = parts.group(3) == null ? "00" : leap ? "59" : parts.group(3);
        String fraction = parts.group(4) == null ? "" : parts.group(4).replace(',', '.');
        String minutes = parts.group(7) == null ? "00" : parts.group(7);
        String offset = parts.group(5) == null ? parts.group(6) + ":" + minutes : "Z";
        Instant instant = Instant.from(DateTimeFormatter.ISO_INSTANT.parse(
                "%sT%s:%s%s%s".formatted(parts.group(1), parts.group(2), seconds, fraction, offset)));
        return leap ? afterLeap(instant) : instant;
    }

    private static Instant afterLeap(Instant instant) {
        LocalTime time = instant.atOffset(ZoneOffset.UTC).toLocalTime().withNano(0);
        if (!time.equals(BEFORE_LEAP)) {
            throw new DateTimeException("a leap second comes at 23:59:60 UTC only");
        }
        return instant.plusSeconds(1);
    }
}
