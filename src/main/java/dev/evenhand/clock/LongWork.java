package dev.evenhand.clock;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A transaction that takes longer than a request's session allows: a file, or all votes of an arena. */
public final class LongWork {
    /** Longer than the database allows any statement of such a transaction. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(11);

    private LongWork() {}

    /** Gives the transaction that is under way as much time as files have; the connection's next user has the usual. */
    public static void begin(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST_SILENCE.toMillis()));
        try (Statement statement = connection.createStatement()) {
            statement.execute("select evenhand_long_work()");
        }
    }
}
