package dev.evenhand.battle;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The table of votes as they stand, written many at a time. */
final class VoteRows {
    /**
     * A vote as it stands.
     *
     * @param battle null where the vote had none
     * @param event the number of the event that last said so
     */
    record Row(UUID arena, UUID battle, NewVote vote, long event) {}

    private VoteRows() {}

    /** Bundles the writing of each vote, in place of what stood under its id. */
    static void upsert(Bundle bundle, List<Row> votes) throws SQLException {
        if (votes.isEmpty()) {
            return;
        }
        Columns<Row> rows = new Columns<>(bundle, votes);
        rows.change(
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
                rows.text(row -> row.vote().id()),
                rows.uuid(Row::battle),
                rows.text(row -> row.vote().prompt()),
                rows.uuid(row -> row.vote().modelA()),
                rows.uuid(row -> row.vote().modelB()),
                rows.text(row -> row.vote().outcome()),
                rows.text(row -> row.vote().shownFirst()),
                rows.integer(row -> row.vote().margin()),
                rows.json(row -> row.vote().criteria()),
                rows.json(row -> row.vote().tags()),
                rows.text(row -> row.vote().comment()),
                rows.text(row -> row.vote().rater()),
                rows.text(row -> row.vote().raterKind()),
                rows.time(row -> row.vote().shownAt()),
                rows.time(row -> row.vote().votedAt()),
                rows.bigint(row -> row.vote().durationMs()),
                rows.text(row -> row.vote().category()),
                rows.text(row -> row.vote().language()),
                rows.number(row -> row.vote().probability()),
                rows.number(row -> row.vote().weight()),
                rows.bool(row -> row.vote().counted()),
                rows.text(row -> row.vote().exclusion()),
                rows.text(row -> row.vote().source()),
                rows.bigint(Row::event));
    }
}
