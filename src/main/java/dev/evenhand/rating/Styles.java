package dev.evenhand.rating;

import dev.evenhand.clock.LongWork;
import dev.evenhand.rating.fit.StyleFeatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;

/**
 * How the responses of an arena look. Each is counted once, when a board first asks for it, and kept: responses never
 * change.
 */
@ApplicationScoped
class Styles {
    /** Texts that the driver holds at once: each may have a million characters. */
    private static final int TEXTS_AT_A_TIME = 50;

    private static final int ROWS_AT_A_TIME = 1000;

    private final DataSource database;

    Styles(DataSource database) {
        this.database = database;
    }

    /** What one model answered to one prompt. */
    record Answer(String prompt, UUID model) {}

    private record Counted(UUID response, StyleFeatures style) {}

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Map<Answer, StyleFeatures> of(UUID arena) {
        try (Connection connection = database.getConnection()) {
            LongWork.begin(connection);
            count(connection, arena);
            return read(connection, arena);
        } catch (SQLException e) {
            throw new IllegalStateException("the responses could not be read", e);
        }
    }

    private static void count(Connection connection, UUID arena) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select r.id, r.text
                from prompt p join response r on r.prompt_id = p.id left join response_style s on s.response_id = r.id
                where p.arena_id = ? and s.response_id is null
                """)) {
            select.setFetchSize(TEXTS_AT_A_TIME);
            select.setObject(1, arena);
            List<Counted> counted = new ArrayList<>(ROWS_AT_A_TIME);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    counted.add(new Counted(row.getObject(1, UUID.class), StyleFeatures.of(row.getString(2))));
                    if (counted.size() == ROWS_AT_A_TIME) {
                        keep(connection, counted);
                        counted.clear();
                    }
                }
            }
            keep(connection, counted);
        }
    }

    /** Others may have counted the same ones meanwhile, and a draft's responses may be gone. */
    private static void keep(Connection connection, List<Counted> counted) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into response_style (response_id, characters, tokens, headers, lists, bold)
                select n.* from unnest(?, ?, ?, ?, ?, ?) n (id, characters, tokens, headers, lists, bold)
                where exists (select from response r where r.id = n.id for key share)
                on conflict do nothing
                """)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", counted.stream().map(Counted::response).toArray()));
            insert.setArray(2, numbers(connection, counted, StyleFeatures::characters));
            insert.setArray(3, numbers(connection, counted, StyleFeatures::tokens));
            insert.setArray(4, numbers(connection, counted, StyleFeatures::headers));
            insert.setArray(5, numbers(connection, counted, StyleFeatures::lists));
            insert.setArray(6, numbers(connection, counted, StyleFeatures::bold));
            insert.executeUpdate();
        }
    }

    private static Array numbers(Connection connection, List<Counted> counted, ToIntFunction<StyleFeatures> number)
            throws SQLException {
        return connection.createArrayOf(
                "integer",
                counted.stream().map(Counted::style).mapToInt(number).boxed().toArray());
    }

    private static Map<Answer, StyleFeatures> read(Connection connection, UUID arena) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select p.key, r.model_id, s.characters, s.tokens, s.headers, s.lists, s.bold
                from prompt p join response r on r.prompt_id = p.id join response_style s on s.response_id = r.id
                where p.arena_id = ?
                """)) {
            select.setFetchSize(ROWS_AT_A_TIME);
            select.setObject(1, arena);
            Map<Answer, StyleFeatures> styles = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    styles.put(
                            new Answer(row.getString(1), row.getObject(2, UUID.class)),
                            new StyleFeatures(
                                    row.getInt(3), row.getInt(4), row.getInt(5), row.getInt(6), row.getInt(7)));
                }
            }
            return styles;
        }
    }
}
