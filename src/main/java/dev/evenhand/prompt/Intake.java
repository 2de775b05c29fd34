package dev.evenhand.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.arena.Models.Configuration;
import dev.evenhand.problem.Violation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Takes in the responses of one file, within the caller's transaction.
 *
 * <p>Rows are laid in a temporary table in batches, then weighed as a whole against what is stored: the memory that
 * is needed does not depend on the size of the file, and nothing shows before the transaction ends.
 */
public final class Intake {
    /** Enough for one round trip to carry far more text than overhead. */
    private static final int BATCH = 500;

    /**
     * What came of a file.
     *
     * @param repeated rows that were stored already, to the letter
     * @param prompts new prompts; likewise models and responses
     * @param violations rows that contradict what is stored; they were left out
     * @param warnings what was stored but will not work as it is
     */
    public record Result(
            long repeated,
            long prompts,
            long models,
            long responses,
            List<Violation> violations,
            List<Violation> warnings) {}

    private final Connection connection;
    private final Arena arena;
    private final Models models;
    private final ObjectMapper json;
    private final List<NewResponse> waiting = new ArrayList<>(BATCH);

    Intake(Connection connection, Arena arena, Models models, ObjectMapper json) throws SQLException {
        this.connection = connection;
        this.arena = arena;
        this.models = models;
        this.json = json;
        execute("""
                create temporary table incoming (
                    line bigint, prompt_key text, messages text, prompt_hash bytea, model text, organization text,
                    system_prompt text, text text, text_hash bytea, category text, language text, metadata text
                ) on commit drop
                """);
        // Two uploads into one arena take turns; votes and battles are not held up.
        try (PreparedStatement lock = connection.prepareStatement("select from arena where id = ? for no key update")) {
            lock.setObject(1, arena.id());
            lock.execute();
        }
    }

    /** Adds one row that is good in itself. */
    public void add(NewResponse response) {
        waiting.add(response);
        if (waiting.size() == BATCH) {
            layDown();
        }
    }

    /** Weighs all rows against what is stored, and stores what is new and contradicts nothing. */
    public Result finish() {
        layDown();
        try {
            execute("create index on incoming (prompt_key, model)");
            execute("analyze incoming");
            List<Violation> violations = new ArrayList<>();
            violations.addAll(refuseOtherModels());
            violations.addAll(refuseOtherPrompts());
            violations.addAll(refuseOtherTexts());
            violations.sort(Comparator.comparing(Violation::line));
            long repeated = dropRepeated();
            long newModels = addModels();
            long newPrompts = addPrompts();
            long newResponses = addResponses();
            return new Result(repeated, newPrompts, newModels, newResponses, violations, unpaired());
        } catch (SQLException e) {
            throw new IllegalStateException("the responses could not be stored", e);
        }
    }

    // ------------------------------------------------------------------------------------------------ into the table

    private void layDown() {
        if (waiting.isEmpty()) {
            return;
        }
        String sql = """
                insert into incoming
                select line, key, messages, sha256(convert_to(messages, 'UTF8')), model, organization, system_prompt,
                       text, sha256(convert_to(text, 'UTF8')), category, language, metadata
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[])
                     row (line, key, messages, model, organization, system_prompt, text, category, language, metadata)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, array("bigint", NewResponse::line));
            insert.setArray(2, array("text", NewResponse::prompt));
            insert.setArray(3, array("text", row -> canonical(row.messages())));
            insert.setArray(4, array("text", NewResponse::model));
            insert.setArray(5, array("text", NewResponse::organization));
            insert.setArray(6, array("text", NewResponse::systemPrompt));
            insert.setArray(7, array("text", NewResponse::text));
            insert.setArray(8, array("text", NewResponse::category));
            insert.setArray(9, array("text", NewResponse::language));
            insert.setArray(10, array("text", NewResponse::metadata));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the responses could not be stored", e);
        }
        waiting.clear();
    }

    private Array array(String type, Function<NewResponse, Object> field) throws SQLException {
        return connection.createArrayOf(type, waiting.stream().map(field).toArray());
    }

    private String canonical(List<Message> messages) {
        try {
            return json.writeValueAsString(messages);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("messages that are not JSON", e);
        }
    }

    // ------------------------------------------------------------------------------------- what contradicts the store

    /** Takes out every row whose model exists, or stands earlier in the file, with another configuration. */
    private List<Violation> refuseOtherModels() throws SQLException {
        Map<String, Model> stored = new HashMap<>();
        models.of(arena.id()).forEach(model -> stored.put(model.name(), model));
        Map<String, Configuration> first = new HashMap<>();
        List<Configuration> refused = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        String sql = """
                select model, organization, system_prompt, min(line) from incoming
                group by model, organization, system_prompt order by min(line)
                """;
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(sql)) {
            while (rows.next()) {
                Configuration wanted = new Configuration(rows.getString(1), rows.getString(2), rows.getString(3), null);
                Model model = stored.get(wanted.name());
                Configuration earlier = first.putIfAbsent(wanted.name(), wanted);
                boolean differs = model != null
                        ? models.difference(model, wanted).isPresent()
                        : earlier != null && !earlier.equals(wanted);
                if (differs) {
                    refused.add(wanted);
                    violations.add(Violation.inLine(
                            rows.getLong(4),
                            "model",
                            "model-differs",
                            "%s stands elsewhere with another organization or system prompt. A new configuration needs a new name."
                                    .formatted(wanted.name())));
                }
            }
        }
        for (Configuration wanted : refused) {
            try (PreparedStatement delete = connection.prepareStatement("""
                    delete from incoming
                    where model = ? and organization is not distinct from ? and system_prompt is not distinct from ?
                    """)) {
                delete.setString(1, wanted.name());
                delete.setString(2, wanted.organization());
                delete.setString(3, wanted.systemPrompt());
                delete.executeUpdate();
            }
        }
        return violations;
    }

    private List<Violation> refuseOtherPrompts() throws SQLException {
        return refuse("""
                delete from incoming i using prompt p
                where p.arena_id = ? and p.key = i.prompt_key and p.text_hash <> i.prompt_hash
                returning i.line, i.prompt_key
                """, "prompt", "prompt-conflict", "The prompt %s is stored with another text.");
    }

    private List<Violation> refuseOtherTexts() throws SQLException {
        return refuse(
                """
                delete from incoming i using prompt p, model m, response r
                where p.arena_id = ? and p.key = i.prompt_key and m.arena_id = p.arena_id and m.name = i.model
                  and r.prompt_id = p.id and r.model_id = m.id and r.text_hash <> i.text_hash
                returning i.line, i.model
                """,
                "response",
                "dup-key",
                "%s is stored with another response to this prompt. Responses never change.");
    }

    private List<Violation> refuse(String sql, String column, String code, String message) throws SQLException {
        List<Violation> violations = new ArrayList<>();
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setObject(1, arena.id());
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    violations.add(
                            Violation.inLine(rows.getLong(1), column, code, message.formatted(rows.getString(2))));
                }
            }
        }
        return violations;
    }

    // ------------------------------------------------------------------------------------------------- what is new

    private long dropRepeated() throws SQLException {
        return update("""
                delete from incoming i using prompt p, model m, response r
                where p.arena_id = ? and p.key = i.prompt_key and m.arena_id = p.arena_id and m.name = i.model
                  and r.prompt_id = p.id and r.model_id = m.id
                """);
    }

    private long addModels() throws SQLException {
        long before = models.of(arena.id()).size();
        List<Configuration> wanted = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(
                        "select distinct on (model) model, organization, system_prompt from incoming order by model")) {
            while (rows.next()) {
                wanted.add(new Configuration(rows.getString(1), rows.getString(2), rows.getString(3), null));
            }
        }
        wanted.forEach(model -> models.admit(arena.id(), model));
        return models.of(arena.id()).size() - before;
    }

    private long addPrompts() throws SQLException {
        return update("""
                insert into prompt (id, arena_id, key, messages, text_hash, category, language, shuffle, created_at)
                select gen_random_uuid(), a.id, i.prompt_key, i.messages::jsonb, i.prompt_hash, i.category, i.language,
                       random(), evenhand_now()
                from (select distinct on (prompt_key) * from incoming order by prompt_key, line) i, arena a
                where a.id = ?
                on conflict do nothing
                """);
    }

    private long addResponses() throws SQLException {
        long added = update("""
                insert into response (id, prompt_id, model_id, text, text_hash, metadata, created_at)
                select gen_random_uuid(), p.id, m.id, i.text, i.text_hash, i.metadata::jsonb, evenhand_now()
                from incoming i, prompt p, model m
                where p.arena_id = ? and p.key = i.prompt_key and m.arena_id = p.arena_id and m.name = i.model
                """);
        update("""
                update prompt p set responses = (select count(*) from response r where r.prompt_id = p.id)
                where p.arena_id = ? and p.key in (select prompt_key from incoming)
                """);
        return added;
    }

    /** Prompts of this file that cannot be shown, because nothing stands against their only response. */
    private List<Violation> unpaired() throws SQLException {
        List<Violation> warnings = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select min(i.line), p.key from incoming i join prompt p on p.key = i.prompt_key
                where p.arena_id = ? and p.responses < 2 group by p.key order by 1
                """)) {
            select.setObject(1, arena.id());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    warnings.add(Violation.inLine(
                            rows.getLong(1),
                            "prompt_id",
                            "unpaired",
                            "The prompt %s has one response so far and is not shown until it has two."
                                    .formatted(rows.getString(2))));
                }
            }
        }
        if (!hasPair()) {
            warnings.add(new Violation(
                    null,
                    null,
                    null,
                    "no-pairs",
                    "No prompt has responses of two models yet; the arena cannot open before one has."));
        }
        return warnings;
    }

    private boolean hasPair() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select exists (select from prompt where arena_id = ? and responses >= 2)")) {
            select.setObject(1, arena.id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private long update(String sql) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, arena.id());
            return update.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
