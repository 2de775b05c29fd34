package dev.evenhand.prompt;

import dev.evenhand.arena.Models;
import dev.evenhand.arena.Models.Configuration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes models, prompts and responses of the rows that are left. */
final class Store {
    private final Connection connection;
    private final UUID arena;
    private final Models models;

    Store(Connection connection, UUID arena, Models models) {
        this.connection = connection;
        this.arena = arena;
        this.models = models;
    }

    void add() throws SQLException {
        addModels();
        addPrompts();
        addResponses();
    }

    private void addModels() throws SQLException {
        List<Configuration> wanted = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("""
                        select f.model, f.organization, f.system_prompt
                        from (select model, min(number) as number from incoming group by model) e
                             join incoming f using (model, number)
                        """)) {
            while (rows.next()) {
                wanted.add(new Configuration(rows.getString(1), rows.getString(2), rows.getString(3), null));
            }
        }
        wanted.forEach(model -> models.admit(arena, model));
    }

    private void addPrompts() throws SQLException {
        update("""
                insert into prompt (id, arena_id, key, messages, text_hash, category, language, shuffle, created_at)
                select gen_random_uuid(), a.id, i.prompt_key, i.messages::jsonb, i.prompt_hash, i.category, i.language,
                       random(), evenhand_now()
                from (select distinct on (prompt_key) * from incoming order by prompt_key, line) i, arena a
                where a.id = ?
                on conflict do nothing
                """);
    }

    private void addResponses() throws SQLException {
        update("""
                insert into response (id, prompt_id, model_id, text, text_hash, metadata, created_at)
                select gen_random_uuid(), p.id, m.id, i.text, i.text_hash, i.metadata::jsonb, evenhand_now()
                from incoming i, prompt p, model m
                where p.arena_id = ? and p.key = i.prompt_key and m.arena_id = p.arena_id and m.name = i.model
                """);
        update("""
                update prompt p set responses = (select count(*) from response r where r.prompt_id = p.id)
                where p.arena_id = ? and p.key in (select prompt_key from incoming)
                """);
    }

    private void update(String sql) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, arena);
            update.executeUpdate();
        }
    }
}
