package dev.evenhand.prompt;

import dev.evenhand.problem.Violation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.UUID;

/** Takes out of what is incoming whatever contradicts what is stored, or repeats it. */
final class Contradictions {
    private static final int ROWS_AT_A_TIME = 1000;

    private final Connection connection;
    private final UUID arena;
    private final boolean paired;
    private final BitSet refused = new BitSet();

    /** @param paired whether some row brought two responses */
    Contradictions(Connection connection, UUID arena, boolean paired) {
        this.connection = connection;
        this.arena = arena;
        this.paired = paired;
    }

    void takeOut(Intake.Listener rows) throws SQLException {
        refuseOtherModels(rows);
        refuseOtherPrompts(rows);
        refuseOtherTexts(rows);
        dropOtherHalves();
        dropRepeated(rows);
    }

    /**
     * Takes out every row whose model exists, or stands earlier in the file, with another configuration. What a row
     * does not say does not differ.
     */
    private void refuseOtherModels(Intake.Listener rows) throws SQLException {
        refuse(
                """
                delete from incoming i
                using (select model, min(number) as number from incoming group by model) e
                      join incoming f using (model, number)
                      left join model m on m.arena_id = ? and m.name = f.model
                where f.model = i.model
                  and (i.organization is distinct from
                           case when m.id is null then f.organization else m.organization end
                       and i.organization is not null
                       or i.system_prompt is distinct from
                           case when m.id is null then f.system_prompt else m.system_prompt end
                       and i.system_prompt is not null)
                returning i.number, i.line, i.model
                """,
                "model",
                "model-differs",
                "%s stands elsewhere with another organization or system prompt. A new configuration needs a new name.",
                rows);
    }

    private void refuseOtherPrompts(Intake.Listener rows) throws SQLException {
        refuse("""
                delete from incoming i using prompt p
                where p.arena_id = ? and p.key = i.prompt_key and p.text_hash <> i.prompt_hash
                returning i.number, i.line, i.prompt_key
                """, "prompt", "prompt-conflict", "The prompt %s is stored with another text.", rows);
    }

    private void refuseOtherTexts(Intake.Listener rows) throws SQLException {
        refuse(
                """
                delete from incoming i using prompt p, model m, response r
                where p.arena_id = ? and p.key = i.prompt_key and m.arena_id = p.arena_id and m.name = i.model
                  and r.prompt_id = p.id and r.model_id = m.id and r.text_hash <> i.text_hash
                returning i.number, i.line, i.model
                """,
                "response",
                "dup-key",
                "%s is stored with another response to this prompt. Responses never change.",
                rows);
    }

    private void refuse(String sql, String column, String code, String message, Intake.Listener rows)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setFetchSize(ROWS_AT_A_TIME);
            delete.setObject(1, arena);
            try (ResultSet gone = delete.executeQuery()) {
                while (gone.next()) {
                    refused.set(Math.toIntExact(gone.getLong(1)));
                    rows.refused(
                            gone.getLong(1),
                            Violation.inLine(gone.getLong(2), column, code, message.formatted(gone.getString(3))));
                }
            }
        }
    }

    /** A row is taken whole or not at all. */
    private void dropOtherHalves() throws SQLException {
        if (!paired || refused.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from incoming where number = any (?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", refused.stream().mapToObj(Long::valueOf).toArray()));
            delete.executeUpdate();
        }
    }

    private void dropRepeated(Intake.Listener rows) throws SQLException {
        BitSet repeated = new BitSet();
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from incoming i using prompt p, model m, response r
                where p.arena_id = ? and p.key = i.prompt_key and m.arena_id = p.arena_id and m.name = i.model
                  and r.prompt_id = p.id and r.model_id = m.id
                returning i.number
                """)) {
            delete.setFetchSize(ROWS_AT_A_TIME);
            delete.setObject(1, arena);
            try (ResultSet gone = delete.executeQuery()) {
                while (gone.next()) {
                    repeated.set(Math.toIntExact(gone.getLong(1)));
                }
            }
        }
        if (paired && !repeated.isEmpty()) {
            forgetThoseThatRemain(repeated);
        }
        repeated.stream().forEach(rows::repeated);
    }

    /** A row that brings one new response of two says something new. */
    private void forgetThoseThatRemain(BitSet repeated) throws SQLException {
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet remaining = select.executeQuery("select number from incoming")) {
                while (remaining.next()) {
                    repeated.clear(Math.toIntExact(remaining.getLong(1)));
                }
            }
        }
    }
}
