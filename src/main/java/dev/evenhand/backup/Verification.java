package dev.evenhand.backup;

import dev.evenhand.battle.Audit;
import dev.evenhand.battle.Audit.Report;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;

/** Checks the records of all arenas, or of one, against themselves, as they stand at one moment. */
public final class Verification {
    private Verification() {}

    /**
     * Hands on what was found of each arena, one after another.
     *
     * @param slug the only arena to check, where there is to be only one
     * @return whether no fault was found
     */
    public static boolean of(DataSource database, Optional<String> slug, Consumer<Report> reports)
            throws SQLException, Declined {
        try (Moment moment = Moment.of(database)) {
            requireKnownLayout(moment.connection(), new Schema(database, null).newest());
            Map<String, UUID> arenas = arenas(moment.connection());
            if (slug.isPresent() && !arenas.containsKey(slug.get())) {
                throw new Declined("There is no arena called %s. There are: %s."
                        .formatted(slug.get(), arenas.isEmpty() ? "none" : String.join(", ", arenas.keySet())));
            }
            slug.ifPresent(one -> arenas.keySet().retainAll(Set.of(one)));
            return check(moment.connection(), arenas, reports);
        }
    }

    static boolean check(Connection connection, Map<String, UUID> arenas, Consumer<Report> reports)
            throws SQLException {
        boolean whole = true;
        for (Map.Entry<String, UUID> arena : arenas.entrySet()) {
            Report report = Audit.of(connection, arena.getValue(), arena.getKey());
            reports.accept(report);
            whole &= report.faults().isEmpty();
        }
        return whole;
    }

    /** By their slugs, in the order in which they were made. */
    static Map<String, UUID> arenas(Connection connection) throws SQLException {
        Map<String, UUID> arenas = new LinkedHashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement("select slug, id from arena order by created_at, slug");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                arenas.put(row.getString(1), row.getObject(2, UUID.class));
            }
        }
        return arenas;
    }

    /** What is checked depends on the layout of the tables. */
    private static void requireKnownLayout(Connection connection, MigrationVersion known)
            throws SQLException, Declined {
        MigrationVersion found = Schema.of(connection)
                .orElseThrow(
                        () -> new Declined("There is nothing to check: no server has been started on this database."));
        if (!found.equals(known)) {
            throw new Declined(
                    "The tables of this database are laid out by version %s, and this program knows version %s: %s."
                            .formatted(
                                    found,
                                    known,
                                    found.isNewerThan(known)
                                            ? "use the program that serves it"
                                            : "start the server once, which brings them up to date"));
        }
    }
}
