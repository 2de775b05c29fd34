package dev.evenhand.battle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction that takes longer than a request's session allows: a file, or all votes of an arena. */
final class LongWork {
    private LongWork() {}

    /** Gives the transaction that is under way as much time as files have. */
    static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select evenhand_long_work()");
        }
    }
}
