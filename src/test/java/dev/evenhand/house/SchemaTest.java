package dev.evenhand.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What holds for the schema as a whole. */
@QuarkusTest
class SchemaTest {
    @Inject
    DataSource database;

    /** Deleting a row would otherwise search every table that could refer to it, once for each row. */
    @Test
    void everyForeignKeyHasAnIndex() throws SQLException {
        List<String> without = new ArrayList<>();
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("""
                        select c.conrelid::regclass || ' ' || c.conname from pg_constraint c
                        where c.contype = 'f' and not exists (
                            select from pg_index i
                            where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
                              and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) like '%IS NOT NULL%'))
                        order by 1
                        """)) {
            while (rows.next()) {
                without.add(rows.getString(1));
            }
        }
        assertEquals(List.of(), without);
    }
}
