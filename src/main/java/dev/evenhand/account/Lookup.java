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

    private Lookup() {}

    /**
     * Looks hashes up.
     *
     * @param select takes an array of hashes and gives each one's own in the first column
     * @param reader makes of a row what is sought; null where that is nothing
     */
    static <A> Map<ByteBuffer, A> find(DataSource database, String select, List<ByteBuffer> hashes, Reader<A> reader) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(select)) {
            bind(connection, statement, hashes);
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
        } catch (SQLException e) {
            throw new IllegalStateException("it could not be asked who calls", e);
        }
    }

    /** Notes something about the rows with these hashes. */
    static void note(DataSource database, String update, List<ByteBuffer> hashes) {
        if (hashes.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            bind(connection, statement, hashes);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("it could not be noted who called", e);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, List<ByteBuffer> hashes)
            throws SQLException {
        byte[][] bytes = hashes.stream().map(ByteBuffer::array).toArray(byte[][]::new);
        statement.setArray(1, connection.createArrayOf("bytea", bytes));
    }
}
