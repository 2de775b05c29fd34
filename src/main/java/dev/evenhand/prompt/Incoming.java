package dev.evenhand.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;

/** The temporary table {@code incoming}, where the rows of one file lie until its transaction ends. */
final class Incoming {
    private final Connection connection;
    private final ObjectMapper json;
    private long last;
    private boolean paired;

    Incoming(Connection connection, ObjectMapper json) throws SQLException {
        this.connection = connection;
        this.json = json;
        execute("""
                create temporary table incoming (
                    number bigint, line bigint, prompt_key text, messages text, prompt_hash bytea, model text,
                    organization text, system_prompt text, text text, text_hash bytea, category text, language text,
                    metadata text
                ) on commit drop
                """);
    }

    /** Lays rows down that are good in themselves. */
    void lay(List<NewResponse> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        for (NewResponse row : rows) {
            paired |= row.number() == last;
            last = row.number();
        }
        String sql = """
                insert into incoming
                select number, line, key, messages, sha256(convert_to(messages, 'UTF8')), model, organization, system_prompt,
                       text, sha256(convert_to(text, 'UTF8')), category, language, metadata
                from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[])
                     row (number, line, key, messages, model, organization, system_prompt, text, category, language, metadata)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, array(rows, "bigint", NewResponse::number));
            insert.setArray(2, array(rows, "bigint", NewResponse::line));
            insert.setArray(3, array(rows, "text", NewResponse::prompt));
            insert.setArray(4, array(rows, "text", row -> canonical(row.messages())));
            insert.setArray(5, array(rows, "text", NewResponse::model));
            insert.setArray(6, array(rows, "text", NewResponse::organization));
            insert.setArray(7, array(rows, "text", NewResponse::systemPrompt));
            insert.setArray(8, array(rows, "text", NewResponse::text));
            insert.setArray(9, array(rows, "text", NewResponse::category));
            insert.setArray(10, array(rows, "text", NewResponse::language));
            insert.setArray(11, array(rows, "text", NewResponse::metadata));
            insert.executeUpdate();
        }
    }

    private Array array(List<NewResponse> rows, String type, Function<NewResponse, Object> field) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(field).toArray());
    }

    private String canonical(List<Message> messages) {
        try {
            return json.writeValueAsString(messages);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("messages that are not JSON", e);
        }
    }

    /** To be called once, after the last row. */
    void index() throws SQLException {
        execute("create index on incoming (prompt_key, model)");
        execute("analyze incoming");
    }

    /** Whether some row of the file brought two responses. */
    boolean isPaired() {
        return paired;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
