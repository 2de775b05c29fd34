package dev.evenhand.battle;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Statements that are sent together and answered together: one way to the database and back, however many they are.
 *
 * <p>Each sees what those before it did, and what others had committed when its own turn came, as if it had been sent
 * alone.
 */
final class Bundle {
    /** Takes one row of an answer. */
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** A statement; one that changes rows has nobody to read them. */
    private record Part(String sql, List<Array> parameters, Row reader) {}

    private final Connection connection;
    private final List<Part> parts = new ArrayList<>();

    Bundle(Connection connection) {
        this.connection = connection;
    }

    void ask(String sql, Row reader, Array... parameters) {
        parts.add(new Part(sql, List.of(parameters), reader));
    }

    void change(String sql, Array... parameters) {
        parts.add(new Part(sql, List.of(parameters), null));
    }

    void run() throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        String all = parts.stream().map(Part::sql).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(all)) {
            int place = 1;
            for (Part part : parts) {
                for (Array parameter : part.parameters()) {
                    statement.setArray(place++, parameter);
                }
            }
            statement.execute();
            for (Part part : parts) {
                if (part.reader() != null) {
                    read(statement.getResultSet(), part.reader());
                }
                statement.getMoreResults();
            }
        }
        parts.clear();
    }

    private static void read(ResultSet rows, Row reader) throws SQLException {
        while (rows.next()) {
            reader.read(rows);
        }
    }

    Array uuids(Collection<UUID> ids) throws SQLException {
        return array("uuid", ids.stream().sorted().toArray());
    }

    Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
