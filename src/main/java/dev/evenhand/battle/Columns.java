package dev.evenhand.battle;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows turned into arrays, one a column, so that one statement of a bundle writes them all. */
final class Columns<T> {
    /** One column's values, and the type that PostgreSQL is told. */
    record Column(String type, Array values) {}

    private final Bundle bundle;
    private final List<T> rows;

    Columns(Bundle bundle, List<T> rows) {
        this.bundle = bundle;
        this.rows = rows;
    }

    /** Inserts the columns in the order in which the statement names them. */
    void insert(String insertInto, Column... columns) {
        change(insertInto + " select * from %s", columns);
    }

    /** Bundles a statement whose {@code %s} stands for a table of these columns. */
    void change(String sql, Column... columns) {
        bundle.change(
                sql.formatted(unnest(columns)),
                Stream.of(columns).map(Column::values).toArray(Array[]::new));
    }

    private static String unnest(Column[] columns) {
        return Stream.of(columns)
                .map(column -> "?::" + column.type() + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    Column uuid(Function<T, UUID> field) throws SQLException {
        return column("uuid", field);
    }

    Column text(Function<T, String> field) throws SQLException {
        return column("text", field);
    }

    /** JSON as text. */
    Column json(Function<T, String> field) throws SQLException {
        return column("jsonb", field);
    }

    Column bigint(Function<T, Long> field) throws SQLException {
        return column("bigint", field);
    }

    Column integer(Function<T, Integer> field) throws SQLException {
        return column("integer", field);
    }

    Column number(Function<T, Double> field) throws SQLException {
        return column("float8", field);
    }

    Column bool(Function<T, Boolean> field) throws SQLException {
        return column("boolean", field);
    }

    Column bytes(Function<T, byte[]> field) throws SQLException {
        // The driver takes arrays of bytes only under their own type.
        byte[][] values = rows.stream().map(field).toArray(byte[][]::new);
        return new Column("bytea", bundle.array("bytea", values));
    }

    Column time(Function<T, Instant> field) throws SQLException {
        return column("timestamptz", row -> {
            Instant at = field.apply(row);
            return at == null ? null : at.atOffset(ZoneOffset.UTC).toString();
        });
    }

    private Column column(String type, Function<T, ?> field) throws SQLException {
        return new Column(type, bundle.array(type, rows.stream().map(field).toArray()));
    }
}
