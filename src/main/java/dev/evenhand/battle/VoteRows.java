package dev.evenhand.battle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table of votes as they stand, written many at a time. */
final class VoteRows {
    /** One vote as it stands, column by column; what is not known is null. */
    record Row(
            UUID arena,
            String id,
            UUID battle,
            String prompt,
            UUID modelA,
            UUID modelB,
            String outcome,
            String shownFirst,
            Integer margin,
            String criteria,
            String tags,
            String comment,
            String rater,
            String raterKind,
            Instant shownAt,
            Instant votedAt,
            Long durationMs,
            String category,
            String language,
            Double probability,
            double weight,
            boolean counted,
            String exclusion,
            String source,
            long event) {}

    private VoteRows() {}

    /** Writes each vote, in place of what stood under its id. */
    static void upsert(Connection connection, List<Row> votes) throws SQLException {
        if (votes.isEmpty()) {
            return;
        }
        Columns<Row> rows = new Columns<>(connection, votes);
        rows.execute(
                """
                insert into vote (arena_id, id, battle_id, prompt_key, model_a, model_b, outcome, shown_first, margin,
                                  criteria, tags, comment, rater, rater_kind, shown_at, voted_at, duration_ms, category,
                                  language, probability, weight, counted, exclusion, source, event)
                select * from %s
                on conflict (arena_id, id) do update
                set outcome = excluded.outcome, margin = excluded.margin, criteria = excluded.criteria,
                    tags = excluded.tags, comment = excluded.comment, voted_at = excluded.voted_at,
                    duration_ms = excluded.duration_ms, counted = excluded.counted, event = excluded.event
                """,
                rows.uuid(Row::arena),
                rows.text(Row::id),
                rows.uuid(Row::battle),
                rows.text(Row::prompt),
                rows.uuid(Row::modelA),
                rows.uuid(Row::modelB),
                rows.text(Row::outcome),
                rows.text(Row::shownFirst),
                rows.integer(Row::margin),
                rows.json(Row::criteria),
                rows.json(Row::tags),
                rows.text(Row::comment),
                rows.text(Row::rater),
                rows.text(Row::raterKind),
                rows.time(Row::shownAt),
                rows.time(Row::votedAt),
                rows.bigint(Row::durationMs),
                rows.text(Row::category),
                rows.text(Row::language),
                rows.number(Row::probability),
                rows.number(Row::weight),
                rows.bool(Row::counted),
                rows.text(Row::exclusion),
                rows.text(Row::source),
                rows.bigint(Row::event));
    }
}
