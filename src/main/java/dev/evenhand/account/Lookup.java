package dev.evenhand.account;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What secrets' hashes stand for, many at a time. */
final class Lookup {
    interface Reader<A> {
        A read(ResultSet row) throws SQLException;
    }

    /** A database that says nothing for so long, in milliseconds, stands still: who calls is to be told so. */
    private static final int LONGEST_SILENCE = 5_000;

    private Lookup() {}

    /**
     * Looks hashes up.
     *
     * @param select takes an array of hashes and gives each one's own in the first column
     * @param reader makes of a row what is sought; null where that is nothing
     */
    static <A> Map<ByteBuffer, A> find(DataSource database, String select, List<ByteBuffer> hashes, Reader<A> reader) {
        return with(database, select, hashes, statement -> {
            Map<ByteBuffer, A> found = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    A read = reader.read(row);
                    if (read != null) {
                        found.put(ByteBuffer.wrap(row.getBytes(1)), read);
                    }
                }
            }
            return found;
        });
    }

    /** Notes something about the rows with these hashes. */
    static void note(DataSource database, String update, List<ByteBuffer> hashes) {
        if (!hashes.isEmpty()) {
            with(database, update, hashes, PreparedStatement::executeUpdate);
        }
    }

    private interface Work<R> {
        R done(PreparedStatement statement) throws SQLException;
    }

    private static <R> R with(DataSource database, String sql, List<ByteBuffer> hashes, Work<R> work) {
        try (Connection connection = database.getConnection()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, LONGEST_SILENCE);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(connection, statement, hashes);
                R result = work.done(statement);
                connection.setNetworkTimeout(Runnable::run, usual);
                return result;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("it could not be asked who calls", e);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, List<ByteBuffer> hashes)
            throws SQLException {
        byte[][] bytes = hashes.stream().map(ByteBuffer::array).toArray(byte[][]::new);
        statement.setArray(1, connection.createArrayOf("bytea", bytes));
    }
}
