package dev.evenhand.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * How the tables of one schema of a database are laid out: by which migrations, of those that this program knows.
 *
 * @param name the schema; null for the one that a connection finds itself in
 */
record Schema(DataSource database, String name) {
    static final String HISTORY = "flyway_schema_history";

    /** The newest layout that this program knows. */
    MigrationVersion newest() {
        return Arrays.stream(flyway(MigrationVersion.LATEST).info().all())
                .filter(migration -> migration.getPhysicalLocation() != null
                        && !migration.getState().isFailed())
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo)
                .orElseThrow();
    }

    /** Lays the tables out as this version has them, from whatever earlier one they have now. */
    void migrate(MigrationVersion version) {
        flyway(version).migrate();
    }

    private Flyway flyway(MigrationVersion target) {
        return Flyway.configure()
                .dataSource(database)
                .defaultSchema(name)
                .createSchemas(false)
                .target(target)
                .load();
    }

    /** The layout of the tables that a connection finds; nothing where no server has been here. */
    static Optional<MigrationVersion> of(Connection connection) throws SQLException {
        String sql = """
            select version from %s where success and version is not null order by installed_rank desc limit 1
            """.formatted(HISTORY);
        if (!exists(connection, HISTORY)) {
            return Optional.empty();
        }
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(MigrationVersion.fromVersion(row.getString(1))) : Optional.empty();
        }
    }

    static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select to_regclass(?) is not null")) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
