package dev.evenhand.problem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    @ParameterizedTest
    @CsvSource({
        "53100, no room left on the disk",
        "58030, a disk that refuses",
        "53300, no connection left",
        "55P03, a lock not had in time"
    })
    void whatPassesIsToldFromAFault(String state, String what) {
        Throwable passing = new IllegalStateException(new SQLException(what, state));

        assertTrue(Outage.isPassing(passing), what);
        assertFalse(Outage.isConnectionLost(passing));
        assertFalse(Outage.isPassing(new SQLException("a statement that is wrong", "42601")));
    }
}
