package dev.evenhand.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A foreign key that is taken off while tables are filled, in whatever order, and put on again: then it is checked once
 * for all rows. Triggers rest meanwhile, for what they count and watch comes along.
 *
 * @param definition as PostgreSQL writes it
 */
record Bond(String table, String name, String definition) {
    /** Works on the schema that the connection finds. */
    static List<Bond> loosen(Connection connection) throws SQLException {
        List<Bond> bonds = all(connection);
        try (Statement statement = connection.createStatement()) {
            for (Bond bond : bonds) {
                statement.execute("alter table %s drop constraint %s".formatted(bond.table, bond.name));
            }
            for (String table : Backup.tables(connection).keySet()) {
                statement.execute("alter table %s disable trigger user".formatted(Names.quoted(table)));
            }
        }
        return bonds;
    }

    /** Also counts what there is, so that the next questions are answered by good plans. */
    static void tie(Connection connection, List<Bond> bonds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Bond bond : bonds) {
                statement.execute(
                        "alter table %s add constraint %s %s".formatted(bond.table, bond.name, bond.definition));
            }
            for (String table : Backup.tables(connection).keySet()) {
                statement.execute("alter table %s enable trigger user".formatted(Names.quoted(table)));
                statement.execute("analyze %s".formatted(Names.quoted(table)));
            }
        }
    }

    private static List<Bond> all(Connection connection) throws SQLException {
        String sql = """
            select quote_ident(t.relname), quote_ident(c.conname), pg_get_constraintdef(c.oid)
            from pg_constraint c join pg_class t on t.oid = c.conrelid
            where c.contype = 'f' and c.connamespace = current_schema()::regnamespace
            order by t.relname, c.conname
            """;
        List<Bond> bonds = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                bonds.add(new Bond(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return bonds;
    }
}
