package dev.evenhand.battle;

import dev.evenhand.battle.BattleState.Shown;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A battle as a batch leaves it, and how many such are written with a statement for each table.
 *
 * @param choice the vote that stands; null where it was taken back, skipped or never asked for
 * @param event the number of the event that last said so
 * @param countedBefore whether a vote on it counted before the batch
 */
record Decided(BattleState battle, Choice choice, long event, boolean countedBefore) {

    static void write(Bundle bundle, List<Decided> all) throws SQLException {
        writeBattles(new Columns<>(bundle, all));
        VoteRows.upsert(
                bundle,
                all.stream().filter(one -> one.choice != null).map(Decided::row).toList());
        deleteVotes(bundle, all.stream().filter(one -> one.choice == null).toList());
        writePairings(
                bundle,
                all.stream()
                        .filter(one -> one.battle.counted != one.countedBefore)
                        .toList());
    }

    private static void writeBattles(Columns<Decided> rows) throws SQLException {
        rows.change(
                """
                update battle b
                set version = n.version, state = n.state, lease_until = n.lease_until, decided_at = n.decided_at,
                    undone_at = coalesce(n.undone_at, b.undone_at), revealed = n.revealed
                from %s n (id, version, state, lease_until, decided_at, undone_at, revealed)
                where b.id = n.id
                """,
                rows.uuid(row -> row.battle.id),
                rows.integer(row -> row.battle.version),
                rows.text(row -> row.battle.state.word()),
                rows.time(row -> row.battle.leaseUntil),
                rows.time(row -> row.battle.decidedAt),
                rows.time(row -> row.battle.undoneAt),
                rows.bool(row -> row.battle.revealed));
    }

    private VoteRows.Row row() {
        Shown shown = battle.shown;
        NewVote vote = new NewVote(
                new BattleId(battle.id).toString(),
                shown.promptKey(),
                shown.leftModel(),
                shown.leftName(),
                shown.rightModel(),
                shown.rightName(),
                choice.outcome().word(),
                "a",
                choice.margin(),
                choice.criteria() == null ? null : Chain.canonical(choice.criteria()),
                choice.tags() == null ? null : Chain.canonical(choice.tags()),
                choice.comment(),
                battle.rater.toString(),
                "person",
                shown.at(),
                battle.decidedAt,
                Duration.between(shown.at(), battle.decidedAt).toMillis(),
                shown.category(),
                shown.language(),
                shown.probability(),
                1,
                battle.counted,
                null,
                "battle");
        return new VoteRows.Row(battle.rules.arena(), battle.id, vote, event);
    }

    private static void deleteVotes(Bundle bundle, List<Decided> without) throws SQLException {
        if (without.isEmpty()) {
            return;
        }
        bundle.change(
                "delete from vote where battle_id = any (?)",
                bundle.uuids(without.stream().map(one -> one.battle.id).toList()));
    }

    private static void writePairings(Bundle bundle, List<Decided> moved) throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        Columns<Decided> rows = new Columns<>(bundle, moved);
        rows.change(
                """
                insert into pairing as p (prompt_id, first_response, second_response, votes)
                select prompt_id, least(x, y), greatest(x, y), sum(step) from %s n (prompt_id, x, y, step)
                group by 1, 2, 3 order by 1, 2, 3
                on conflict (prompt_id, first_response, second_response) do update set votes = p.votes + excluded.votes
                """,
                rows.uuid(row -> row.battle.shown.prompt()),
                rows.uuid(row -> row.battle.shown.leftResponse()),
                rows.uuid(row -> row.battle.shown.rightResponse()),
                rows.integer(row -> row.battle.counted ? 1 : -1));
    }
}
