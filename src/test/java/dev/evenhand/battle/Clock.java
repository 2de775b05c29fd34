package dev.evenhand.battle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** The database's clock in the hands of a test: it is moved by replacing its function, and put back by closing. */
final class Clock implements AutoCloseable {
    private static final String FUNCTION = """
        create or replace function evenhand_now() returns timestamptz
            language sql stable parallel safe
            return %s
        """;

    private final DataSource database;
    private Duration ahead = Duration.ZERO;

    Clock(DataSource database) {
        this.database = database;
    }

    /** Runs on from so much later. */
    void forward(Duration by) throws SQLException {
        ahead = ahead.plus(by);
        replace("statement_timestamp() + interval '%d milliseconds'".formatted(ahead.toMillis()));
    }

    /** Stands still at this moment. */
    void stand(Instant at) throws SQLException {
        replace("'%s'::timestamptz".formatted(at));
    }

    @Override
    public void close() throws SQLException {
        replace("statement_timestamp()");
    }

    private void replace(String now) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(FUNCTION.formatted(now));
        }
    }
}
