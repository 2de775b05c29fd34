package dev.evenhand.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    @ParameterizedTest
    @CsvSource({
        "25006, a server that can only read, true",
        "53100, no room left on the disk, true",
        "58030, a disk that refuses, true",
        "53300, no connection left, true",
        "53200, no memory left, false",
        "40001, two that would have overtaken each other, false",
        "55P03, a lock not had in time, false"
    })
    void whatPassesIsToldFromAFault(String state, String what, boolean down) {
        Throwable passing = new IllegalStateException(new SQLException(what, state));

        assertTrue(Outage.isPassing(passing), what);
        assertEquals(down, Outage.isDown(passing), what);
        assertFalse(Outage.isConnectionLost(passing));
        assertFalse(Outage.isPassing(new SQLException("a statement that is wrong", "42601")));
    }
}
