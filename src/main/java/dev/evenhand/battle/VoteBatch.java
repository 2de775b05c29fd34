package dev.evenhand.battle;

import dev.evenhand.battle.BattleState.Places;
import dev.evenhand.battle.BattleState.Rules;
import dev.evenhand.battle.BattleState.Shown;
import dev.evenhand.battle.BattleState.Sitting;
import dev.evenhand.battle.Command.Cast;
import dev.evenhand.battle.Command.Skip;
import dev.evenhand.battle.Command.Undo;
import dev.evenhand.problem.Refusal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one transaction of the writer does: it reads all that bears on its commands, rules on them one after another
 * in memory, and writes what changed with a handful of statements, however many commands there are.
 */
final class VoteBatch {
    /**
     * What a command is answered: a receipt or a refusal.
     *
     * @param fresh whether this command changed anything, or was known already
     */
    record Answer(Receipt receipt, boolean fresh, Refusal refusal) {
        static Answer of(Refusal refusal) {
            return new Answer(null, false, refusal);
        }

        Answer orThrow() {
            if (refusal != null) {
                throw refusal;
            }
            return this;
        }
    }

    /** An event that a battle has already: enough to answer the same write the same way. */
    private record Written(byte[] request, EventKind kind, Instant at, String outcome, boolean counted) {}

    private record Version(UUID battle, int version) {}

    /** The vote that stands on a battle after this batch; none where it was taken back or skipped. */
    private record Standing(BattleState battle, Choice choice, long event) {}

    private final Connection connection;
    private final BattleConfig config;
    private final List<Command> commands;
    private final Map<UUID, BattleState> battles = new HashMap<>();
    private final Map<Set<UUID>, Places> places = new HashMap<>();
    private final Map<UUID, Sitting> sittings = new HashMap<>();
    private final Map<Version, Written> written = new HashMap<>();
    private final Map<UUID, Boolean> countedBefore = new HashMap<>();
    private final Map<UUID, Standing> changed = new LinkedHashMap<>();
    private Chain chain;
    private Instant now;

    VoteBatch(Connection connection, BattleConfig config, List<Command> commands) {
        this.connection = connection;
        this.config = config;
        this.commands = commands;
    }

    List<Answer> run() throws SQLException {
        read();
        List<Answer> answers = new ArrayList<>(commands.size());
        for (Command command : commands) {
            answers.add(answer(command));
        }
        write();
        return answers;
    }

    /** The arenas whose votes are others than before. */
    Set<UUID> changed() {
        return changed.values().stream()
                .map(standing -> standing.battle().rules.arena())
                .collect(java.util.stream.Collectors.toSet());
    }

    // ------------------------------------------------------------------------------------------------------- ruling

    private Answer answer(Command command) {
        BattleState battle = battles.get(command.battle());
        if (battle == null || !battle.rater.equals(command.rater())) {
            return Answer.of(BattleId.unknown());
        }
        try {
            return command.version() == battle.version ? rule(battle, command) : again(battle, command);
        } catch (Refusal refusal) {
            if (refusal.code().equals("already-voted")) {
                current(battle).ifPresent(receipt -> refusal.with("receipt", receipt));
            }
            return Answer.of(refusal);
        }
    }

    /** A write that names a version that has passed: the same one again, or one that was overtaken. */
    private Answer again(BattleState battle, Command command) {
        Written before = written.get(new Version(battle.id, command.version() + 1));
        if (before != null && Arrays.equals(before.request(), command.fingerprint())) {
            return new Answer(receipt(battle, command.version() + 1, before), false, null);
        }
        throw Refusal.conflict("already-voted", "This battle was decided in another way meanwhile.");
    }

    private Answer rule(BattleState battle, Command command) {
        Sitting sitting = sittings.get(battle.rater);
        EventKind kind =
                switch (command) {
                    case Cast cast -> battle.cast(cast.choice(), sitting, now, config.changeable());
                    case Skip skip -> {
                        battle.skip(sitting, now, config.changeable());
                        yield EventKind.SKIPPED;
                    }
                    case Undo undo -> {
                        battle.undo(sitting, now, config.changeable(), config.lease());
                        yield EventKind.UNDONE;
                    }
                };
        Choice choice = command instanceof Cast cast ? cast.choice() : null;
        Written event = new Written(
                command.fingerprint(),
                kind,
                now,
                choice == null ? null : choice.outcome().word(),
                battle.counted);
        long number = chain.append(new Chain.Entry(
                battle.rules.arena(),
                kind,
                now,
                new BattleId(battle.id).toString(),
                battle.id,
                battle.version,
                event.outcome(),
                event.counted(),
                event.request(),
                facts(battle, command),
                battle.rater.toString(),
                choice == null ? null : choice.comment()));
        written.put(new Version(battle.id, battle.version), event);
        changed.put(battle.id, new Standing(battle, choice, number));
        return new Answer(receipt(battle, battle.version, event), true, null);
    }

    private static Map<String, Object> facts(BattleState battle, Command command) {
        Shown shown = battle.shown;
        Map<String, Object> facts = new HashMap<>();
        facts.put("prompt", shown.promptKey());
        facts.put("model_a", shown.leftName());
        facts.put("model_b", shown.rightName());
        facts.put("shown_first", "a");
        facts.put("shown_at", shown.at());
        facts.put("probability", shown.probability());
        facts.put("source", "battle");
        switch (command) {
            case Cast cast -> {
                facts.put("margin", cast.choice().margin());
                facts.put("criteria", cast.choice().criteria());
                facts.put("tags", cast.choice().tags());
            }
            case Skip skip -> facts.put("reason", skip.reason());
            case Undo undo -> {}
        }
        return facts;
    }

    private Receipt receipt(BattleState battle, int version, Written event) {
        boolean reveals = battle.rules.revealsAfterVote() && event.outcome() != null;
        return new Receipt(
                new BattleId(battle.id).toString(),
                version,
                event.outcome(),
                event.at(),
                reveals ? event.at() : event.at().plus(config.changeable()),
                event.counted(),
                reveals ? new Receipt.Reveal(battle.shown.leftName(), battle.shown.rightName()) : null);
    }

    private Optional<Receipt> current(BattleState battle) {
        return Optional.ofNullable(written.get(new Version(battle.id, battle.version)))
                .map(event -> receipt(battle, battle.version, event));
    }

    // ------------------------------------------------------------------------------------------------------ reading

    private void read() throws SQLException {
        Array ids = connection.createArrayOf(
                "uuid",
                commands.stream().map(Command::battle).distinct().sorted().toArray());
        chain = new Chain(connection, arenas(ids));
        readBattles(ids);
        readWritten(ids);
        readSittings();
    }

    private List<UUID> arenas(Array ids) throws SQLException {
        List<UUID> arenas = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select distinct arena_id from battle where id = any (?)")) {
            select.setArray(1, ids);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    arenas.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return arenas;
    }

    private void readBattles(Array ids) throws SQLException {
        String sql = """
                select b.id, b.rater_id, b.version, b.state, b.lease_until, b.decided_at, b.probability, b.shown_at,
                       b.prompt_id, p.key, p.category, p.language,
                       b.left_response, b.right_response, l.id, r.id, l.name, r.name,
                       a.id, a.phase, a.outcomes, a.margin, a.criteria, a.tags, a.votes_per_minute, a.votes_per_pair,
                       a.reveal = 'after_vote', coalesce(v.counted, false),
                       case when a.votes_per_pair is not null then coalesce(
                           (select q.votes from pairing q where q.prompt_id = b.prompt_id
                            and q.first_response = least(b.left_response, b.right_response)
                            and q.second_response = greatest(b.left_response, b.right_response)), 0) end,
                       case when a.votes_per_pair is not null then array(
                           select o.id from battle o where o.prompt_id = b.prompt_id and o.state = 'open'
                           and o.lease_until > evenhand_now()
                           and least(o.left_response, o.right_response) = least(b.left_response, b.right_response)
                           and greatest(o.left_response, o.right_response)
                               = greatest(b.left_response, b.right_response)) end
                from battle b
                join arena a on a.id = b.arena_id
                join prompt p on p.id = b.prompt_id
                join response x on x.id = b.left_response join model l on l.id = x.model_id
                join response y on y.id = b.right_response join model r on r.id = y.model_id
                left join vote v on v.battle_id = b.id
                where b.id = any (?)
                order by b.id for update of b
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Rules rules = new Rules(
                            row.getObject(19, UUID.class),
                            row.getString(20),
                            List.of((String[]) row.getArray(21).getArray()),
                            row.getBoolean(22),
                            Set.of((String[]) row.getArray(23).getArray()),
                            Set.of((String[]) row.getArray(24).getArray()),
                            row.getInt(25),
                            row.getObject(26, Integer.class),
                            row.getBoolean(27));
                    Shown shown = new Shown(
                            row.getObject(9, UUID.class),
                            row.getString(10),
                            row.getString(11),
                            row.getString(12),
                            row.getObject(13, UUID.class),
                            row.getObject(14, UUID.class),
                            row.getObject(15, UUID.class),
                            row.getObject(16, UUID.class),
                            row.getString(17),
                            row.getString(18),
                            row.getDouble(7),
                            time(row, 8));
                    UUID id = row.getObject(1, UUID.class);
                    battles.put(
                            id,
                            new BattleState(
                                    id,
                                    row.getObject(2, UUID.class),
                                    rules,
                                    shown,
                                    row.getInt(3),
                                    row.getString(4),
                                    time(row, 5),
                                    time(row, 6),
                                    row.getBoolean(28),
                                    places(row, shown)));
                    countedBefore.put(id, row.getBoolean(28));
                }
            }
        }
    }

    private Places places(ResultSet row, Shown shown) throws SQLException {
        Set<UUID> pair = Set.of(shown.leftResponse(), shown.rightResponse());
        Places known = places.get(pair);
        if (known != null) {
            return known;
        }
        Places read = new Places();
        read.votes = row.getInt(29);
        Array leases = row.getArray(30);
        if (leases != null) {
            read.leases.addAll(List.of((UUID[]) leases.getArray()));
        }
        places.put(pair, read);
        return read;
    }

    private void readWritten(Array ids) throws SQLException {
        String sql = """
                select battle_id, version, request, kind, at, outcome, counted from event
                where battle_id = any (?) and request is not null
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    written.put(
                            new Version(row.getObject(1, UUID.class), row.getInt(2)),
                            new Written(
                                    row.getBytes(3),
                                    EventKind.valueOf(row.getString(4).toUpperCase(java.util.Locale.ROOT)),
                                    time(row, 5),
                                    row.getString(6),
                                    row.getBoolean(7)));
                }
            }
        }
    }

    private void readSittings() throws SQLException {
        Array raters = connection.createArrayOf(
                "uuid", commands.stream().map(Command::rater).distinct().toArray());
        String sql = """
                select r.id,
                       (select b.id from battle b where b.rater_id = r.id and b.decided_at is not null
                        order by b.decided_at desc limit 1),
                       recent.votes, recent.oldest, evenhand_now()
                from unnest(?::uuid[]) r (id),
                     lateral (select count(*) votes, min(b.decided_at) oldest from battle b
                              where b.rater_id = r.id and b.decided_at > evenhand_now() - interval '1 minute'
                                and b.state = 'voted') recent
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, raters);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    now = time(row, 5);
                    Sitting sitting = new Sitting();
                    sitting.lastDecided = row.getObject(2, UUID.class);
                    sitting.recent = row.getInt(3);
                    sitting.oldestRecent = Optional.ofNullable(time(row, 4)).orElse(now);
                    sittings.put(row.getObject(1, UUID.class), sitting);
                }
            }
        }
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    // ------------------------------------------------------------------------------------------------------ writing

    private void write() throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        chain.flush();
        List<Standing> all = List.copyOf(changed.values());
        writeBattles(new Columns<>(connection, all));
        writeVotes(all.stream().filter(standing -> standing.choice() != null).toList());
        deleteVotes(all.stream().filter(standing -> standing.choice() == null).toList());
        writePairings(all);
    }

    private void writeBattles(Columns<Standing> rows) throws SQLException {
        rows.execute(
                """
                update battle b
                set version = n.version, state = n.state, lease_until = n.lease_until, decided_at = n.decided_at,
                    undone_at = coalesce(n.undone_at, b.undone_at)
                from %s n (id, version, state, lease_until, decided_at, undone_at)
                where b.id = n.id
                """,
                rows.uuid(row -> row.battle().id),
                rows.integer(row -> row.battle().version),
                rows.text(row -> row.battle().state),
                rows.time(row -> row.battle().leaseUntil),
                rows.time(row -> row.battle().decidedAt),
                rows.time(row -> row.battle().undoneAt));
    }

    private void writeVotes(List<Standing> votes) throws SQLException {
        VoteRows.upsert(
                connection,
                votes.stream().map(standing -> row(standing.battle(), standing)).toList());
    }

    private VoteRows.Row row(BattleState battle, Standing standing) {
        Choice choice = standing.choice();
        Shown shown = battle.shown;
        return new VoteRows.Row(
                battle.rules.arena(),
                new BattleId(battle.id).toString(),
                battle.id,
                shown.promptKey(),
                shown.leftModel(),
                shown.rightModel(),
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
                java.time.Duration.between(shown.at(), battle.decidedAt).toMillis(),
                shown.category(),
                shown.language(),
                shown.probability(),
                1.0,
                battle.counted,
                null,
                "battle",
                standing.event());
    }

    private void deleteVotes(List<Standing> taken) throws SQLException {
        if (taken.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from vote where battle_id = any (?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            taken.stream().map(standing -> standing.battle().id).toArray()));
            delete.executeUpdate();
        }
    }

    private void writePairings(List<Standing> all) throws SQLException {
        List<Standing> moved = all.stream()
                .filter(standing -> standing.battle().counted != countedBefore.get(standing.battle().id))
                .toList();
        if (moved.isEmpty()) {
            return;
        }
        Columns<Standing> rows = new Columns<>(connection, moved);
        rows.execute(
                """
                insert into pairing as p (prompt_id, first_response, second_response, votes)
                select prompt_id, least(x, y), greatest(x, y), sum(step) from %s n (prompt_id, x, y, step)
                group by 1, 2, 3 order by 1, 2, 3
                on conflict (prompt_id, first_response, second_response) do update set votes = p.votes + excluded.votes
                """,
                rows.uuid(row -> row.battle().shown.prompt()),
                rows.uuid(row -> row.battle().shown.leftResponse()),
                rows.uuid(row -> row.battle().shown.rightResponse()),
                rows.integer(row -> row.battle().counted ? 1 : -1));
    }
}
