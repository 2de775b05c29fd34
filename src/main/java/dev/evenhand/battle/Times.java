package dev.evenhand.battle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Moments as the driver hands them out. */
final class Times {
    private Times() {}

    /** The moment in a column, or null. */
    static Instant of(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
