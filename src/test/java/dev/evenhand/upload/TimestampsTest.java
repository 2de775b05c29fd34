package dev.evenhand.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-05T10:00:05Z, 2026-01-05T10:00:05Z",
        "2026-01-05t10:00:05.123456z, 2026-01-05T10:00:05.123456Z",
        "2026-01-05 10:00:05+01:00, 2026-01-05T09:00:05Z",
        "2026-01-05T10:00:05-0530, 2026-01-05T15:30:05Z",
        "2026-01-05T10:00+01, 2026-01-05T09:00:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2016-12-31T23:59:60.25Z, 2017-01-01T00:00:00.250Z",
        "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00Z",
        "2026-01-05T24:00:00Z, 2026-01-06T00:00:00Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
    })
    void anInstantIsRead(String text, Instant instant) {
        assertEquals(instant, Timestamps.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-05",
                "2026-01-05T10:00:05",
                "2026-02-29T10:00:00Z",
                "2026-01-05T25:00:00Z",
                "2026-01-05T24:00:01Z",
                "2026-01-05T12:00:60Z",
                "2026-01-05T10:00:61Z",
                "05/01/2026 10:00",
                "1707700514",
                "2026-01-05T10:00:00+25:00"
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThrows(DateTimeException.class, () -> Timestamps.parse(text));
    }
}
