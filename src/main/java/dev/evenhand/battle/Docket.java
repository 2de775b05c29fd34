package dev.evenhand.battle;

import dev.evenhand.arena.Outcome;
import dev.evenhand.arena.Phase;
import dev.evenhand.battle.BattleState.Places;
import dev.evenhand.battle.BattleState.Rules;
import dev.evenhand.battle.BattleState.Shown;
import dev.evenhand.battle.BattleState.Sitting;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that bears on the commands of one batch, locked and read on two ways to the database, however many they are.
 *
 * <p>Locks are taken in the order that everybody keeps (prompt, chain, battle), and nobody is waited for who may hold
 * one long: what is locked elsewhere is left for a later batch.
 */
final class Docket {
    /** An event that a battle has already: enough to answer the same write the same way. */
    record Written(byte[] request, EventKind kind, Instant at, Outcome outcome, boolean counted) {}

    record Version(UUID battle, int version) {}

    /** A battle before anything is locked. */
    private record Sketch(UUID battle, UUID arena, UUID prompt, boolean mayTakeAPlace) {}

    /**
     * A battle in its lease keeps the place it has; whether any other may take one is decided with its prompt locked,
     * like every draw. The minute is longer than any transaction: a lease that ends while its vote is being written
     * must not look free to a draw meanwhile.
     */
    private static final String MAY_TAKE_A_PLACE = """
        a.votes_per_pair is not null
        and (b.state <> 'open' or b.lease_until < evenhand_now() + interval '1 minute')
        """;

    /** Which arenas and prompts are concerned. */
    private static final String SKETCHES = """
        select b.id, b.arena_id, b.prompt_id, %s
        from battle b join arena a on a.id = b.arena_id
        where b.id = any (?)
        """.formatted(MAY_TAKE_A_PLACE);

    /** Locks those of the prompts in question that nobody else holds. */
    private static final String FREE_PROMPTS = """
        select p.id from prompt p
        where p.id in (select b.prompt_id from battle b join arena a on a.id = b.arena_id
                       where b.id = any (?) and %s)
        order by p.id for no key update skip locked
        """.formatted(MAY_TAKE_A_PLACE);

    private static final String SITTINGS = """
        select r.id,
               (select last.id
                from (select b.id, b.decided_at from battle b
                      where b.rater_id = r.id and b.decided_at is not null
                      order by b.decided_at desc limit 1) last
                where not exists (select from battle u where u.rater_id = r.id and u.state = 'open'
                                  and u.undone_at >= last.decided_at)),
               recent.writes, recent.oldest, evenhand_now()
        from unnest(?::uuid[]) r (id),
             lateral (select count(*) writes, min(w.at) oldest
                      from (select b.id, b.version, b.decided_at from battle b
                            where b.rater_id = r.id and b.decided_at > evenhand_now() - interval '1 minute'
                            union all
                            select b.id, b.version, b.decided_at from battle b
                            where b.rater_id = r.id and b.state = 'open'
                              and b.undone_at > evenhand_now() - interval '1 minute') b,
                           -- Most battles were written to once, and say themselves when.
                           lateral (select b.decided_at where b.version = 1
                                    union all
                                    select e.at from event e where b.version > 1 and e.battle_id = b.id
                                      and e.at > evenhand_now() - interval '1 minute') w (at)) recent
        """;

    private static final String BATTLES = """
        select b.id, b.rater_id, b.version, b.state, b.lease_until, b.decided_at, b.probability, b.shown_at,
               b.prompt_id, p.key, p.category, p.language,
               b.left_response, b.right_response, l.id, r.id, l.name, r.name,
               a.id, a.phase, a.outcomes, a.margin, a.criteria, a.tags, a.votes_per_minute, a.votes_per_pair,
               a.reveal = 'after_vote', coalesce(v.counted, false), b.revealed,
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

    private static final String WRITTEN = """
        select e.battle_id, e.version, p.request, e.kind, e.at, e.outcome, e.counted
        from event e join event_person p using (arena_id, number)
        where e.battle_id = any (?)
        """;

    private final Set<UUID> heldElsewhere = new HashSet<>();
    private final Map<UUID, BattleState> battles = new HashMap<>();
    private final Map<Set<UUID>, Places> places = new HashMap<>();
    private final Map<UUID, Sitting> sittings = new HashMap<>();
    private final Map<Version, Written> written = new HashMap<>();
    private Chain chain;
    private Instant now;

    Docket(Connection connection, List<Command> commands) throws SQLException {
        Bundle first = new Bundle(connection);
        Array asked = first.uuids(commands.stream().map(Command::battle).collect(Collectors.toSet()));
        List<Sketch> sketches = new ArrayList<>();
        Set<UUID> prompts = new HashSet<>();
        first.ask(SKETCHES, row -> sketches.add(sketch(row)), asked);
        first.ask(FREE_PROMPTS, row -> prompts.add(row.getObject(1, UUID.class)), asked);
        chain = Chain.free(first, asked);
        first.run();

        Set<UUID> mine = new HashSet<>();
        for (Sketch sketch : sketches) {
            boolean free =
                    chain.holds(sketch.arena()) && (!sketch.mayTakeAPlace() || prompts.contains(sketch.prompt()));
            (free ? mine : heldElsewhere).add(sketch.battle());
        }
        if (!mine.isEmpty()) {
            Bundle second = new Bundle(connection);
            Array ids = second.uuids(mine);
            second.ask(
                    SITTINGS,
                    this::readSitting,
                    second.uuids(commands.stream().map(Command::rater).collect(Collectors.toSet())));
            second.ask(BATTLES, row -> readBattle(row, prompts), ids);
            second.ask(WRITTEN, this::readWritten, ids);
            second.run();
        }
    }

    /** When all of this was read. */
    Instant now() {
        return now;
    }

    Chain chain() {
        return chain;
    }

    /** Whether a battle cannot be ruled on in this batch. */
    boolean isHeldElsewhere(UUID battle) {
        return heldElsewhere.contains(battle);
    }

    Optional<BattleState> battle(UUID id) {
        return Optional.ofNullable(battles.get(id));
    }

    Sitting sittingOf(UUID rater) {
        return sittings.get(rater);
    }

    /** The event that made this version of a battle. */
    Optional<Written> written(UUID battle, int version) {
        return Optional.ofNullable(written.get(new Version(battle, version)));
    }

    void write(UUID battle, int version, Written event) {
        written.put(new Version(battle, version), event);
    }

    private static Sketch sketch(ResultSet row) throws SQLException {
        return new Sketch(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getBoolean(4));
    }

    private void readSitting(ResultSet row) throws SQLException {
        Sitting sitting = new Sitting();
        sitting.lastDecided = row.getObject(2, UUID.class);
        sitting.recent = row.getInt(3);
        sitting.oldestRecent = Times.of(row, 4);
        sittings.put(row.getObject(1, UUID.class), sitting);
        now = Times.of(row, 5);
    }

    private void readBattle(ResultSet row, Set<UUID> lockedPrompts) throws SQLException {
        BattleState battle = battle(row);
        // Its lease ended, or it was decided, since the prompts were locked.
        boolean overtaken = battle.rules.votesPerPair() != null
                && !lockedPrompts.contains(battle.shown.prompt())
                && !battle.places.leases.contains(battle.id);
        if (overtaken) {
            heldElsewhere.add(battle.id);
        } else {
            battles.put(battle.id, battle);
        }
    }

    private BattleState battle(ResultSet row) throws SQLException {
        Rules rules = new Rules(
                row.getObject(19, UUID.class),
                Phase.valueOf(row.getString(20).toUpperCase(Locale.ROOT)),
                Stream.of((String[]) row.getArray(21).getArray())
                        .map(Outcome::of)
                        .collect(Collectors.toSet()),
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
                Times.of(row, 8));
        return new BattleState(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                rules,
                shown,
                row.getInt(3),
                Battle.State.of(row.getString(4)),
                Times.of(row, 5),
                Times.of(row, 6),
                row.getBoolean(28),
                row.getBoolean(29),
                places(row, shown));
    }

    private Places places(ResultSet row, Shown shown) throws SQLException {
        Set<UUID> pair = Set.of(shown.leftResponse(), shown.rightResponse());
        Places known = places.get(pair);
        if (known != null) {
            return known;
        }
        Places read = new Places();
        read.votes = row.getInt(30);
        Array leases = row.getArray(31);
        if (leases != null) {
            read.leases.addAll(List.of((UUID[]) leases.getArray()));
        }
        places.put(pair, read);
        return read;
    }

    private void readWritten(ResultSet row) throws SQLException {
        EventKind kind = EventKind.valueOf(row.getString(4).toUpperCase(Locale.ROOT));
        write(
                row.getObject(1, UUID.class),
                row.getInt(2),
                new Written(
                        row.getBytes(3),
                        kind,
                        Times.of(row, 5),
                        kind.isOfAVote() ? Outcome.of(row.getString(6)) : null,
                        row.getBoolean(7)));
    }
}
