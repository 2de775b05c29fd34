package dev.evenhand.battle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks the record of one arena against itself: that its events follow on one another as they were written, and that
 * everything else that is kept of its votes is what the events say.
 *
 * <p>It reads through a connection of the caller's, whose transaction must see one moment.
 */
public final class Audit {
    private static final int ROWS_AT_A_TIME = 1000;

    /**
     * What was found.
     *
     * @param events how many there are
     * @param hash of the last event, as hexadecimal; whoever noted it down can say later that nothing before it changed
     * @param held what was checked and holds, a sentence each
     * @param faults what does not, each with the first event, vote or battle that shows it
     */
    public record Report(String arena, long events, String hash, List<String> held, List<String> faults) {
        public Report {
            held = List.copyOf(held);
            faults = List.copyOf(faults);
        }
    }

    /**
     * Columns of an event that its hash does not cover must say what its body, which it covers, says. The offset keeps the
     * database from reading a body anew for each of its fields.
     */
    private static final String EVENTS_BESIDE_THEIR_BODIES = """
        select e.number, array_remove(array[
            case when e.kind is distinct from b ->> 'kind' then 'kind' end,
            case when e.at is distinct from (b ->> 'at')::timestamptz then 'time' end,
            case when e.vote_id is distinct from b ->> 'vote' then 'vote' end,
            case when e.version is distinct from (b ->> 'version')::integer then 'version' end,
            case when e.outcome is distinct from b ->> 'outcome' then 'outcome' end,
            case when e.counted is distinct from (b ->> 'counted')::boolean then 'counted' end,
            case when (e.battle_id is null) is distinct from (e.kind = 'imported')
                   or e.vote_id is distinct from coalesce(
                       rtrim(translate(encode(uuid_send(e.battle_id), 'base64'), '+/', '-_'), '='), e.vote_id)
                 then 'battle' end], null) fields
        from event e cross join lateral (select e.body::jsonb offset 0) parsed (b)
        where e.arena_id = ?
        """;

    /** The vote that an event left standing, field by field; of a person who was erased, what named them is not asked. */
    private static final String VOTES_BESIDE_THEIR_EVENTS = """
        select e.number, array_remove(array[
            case when v.battle_id is distinct from e.battle_id then 'battle' end,
            case when v.prompt_key is distinct from b ->> 'prompt' then 'prompt' end,
            case when x.name is distinct from b ->> 'model_a' then 'model_a' end,
            case when y.name is distinct from b ->> 'model_b' then 'model_b' end,
            case when v.outcome is distinct from b ->> 'outcome' then 'outcome' end,
            case when v.shown_first is distinct from b ->> 'shown_first' then 'shown_first' end,
            case when v.margin is distinct from (b ->> 'margin')::integer then 'margin' end,
            case when v.criteria is distinct from
                      case jsonb_typeof(b -> 'criteria') when 'string' then (b ->> 'criteria')::jsonb
                                                         else b -> 'criteria' end then 'criteria' end,
            case when v.tags is distinct from
                      case jsonb_typeof(b -> 'tags') when 'string' then (b ->> 'tags')::jsonb
                                                     else b -> 'tags' end then 'tags' end,
            case when p.number is not null and v.comment is distinct from p.person::jsonb ->> 'comment'
                 then 'comment' end,
            case when p.number is not null and v.rater is distinct from p.person::jsonb ->> 'rater' then 'rater' end,
            case when v.rater_kind is distinct from
                      case when e.battle_id is null then b ->> 'rater_kind' else 'person' end then 'rater_kind' end,
            case when v.shown_at is distinct from (b ->> 'shown_at')::timestamptz then 'shown_at' end,
            case when v.voted_at is distinct from
                      case when e.battle_id is null then (b ->> 'voted_at')::timestamptz else e.at end
                 then 'voted_at' end,
            case when v.duration_ms is distinct from
                      case when e.battle_id is null then (b ->> 'duration_ms')::bigint
                           else trunc(extract(epoch from v.voted_at - v.shown_at) * 1000) end then 'duration_ms' end,
            case when v.category is distinct from
                      case when e.battle_id is null then b ->> 'category' else q.category end then 'category' end,
            case when v.language is distinct from
                      case when e.battle_id is null then b ->> 'language' else q.language end then 'language' end,
            case when v.probability is distinct from (b ->> 'probability')::float8 then 'probability' end,
            case when v.weight is distinct from coalesce((b ->> 'weight')::float8, 1) then 'weight' end,
            case when v.counted is distinct from (b ->> 'counted')::boolean then 'counted' end,
            case when v.exclusion is distinct from b ->> 'exclusion' then 'exclusion' end,
            case when v.source is distinct from b ->> 'source' then 'source' end], null) fields
        from vote v
        join event e on e.arena_id = v.arena_id and e.number = v.event
        cross join lateral (select e.body::jsonb offset 0) parsed (b)
        join model x on x.id = v.model_a
        join model y on y.id = v.model_b
        left join prompt q on q.arena_id = v.arena_id and q.key = v.prompt_key
        left join event_person p on p.arena_id = e.arena_id and p.number = e.number
        where v.arena_id = ?
        """;

    /** The first row, in the order of the record, with what is wrong with it. */
    private static final String FIRST = """
        select number, array_to_string(fields, ', ') from (%s) compared
        where cardinality(fields) > 0 order by number limit 1
        """;

    private static final String LAST_EVENTS = """
        with last as (
            select distinct on (vote_id) vote_id, battle_id, number, kind, version
            from event where arena_id = ? order by vote_id, number desc
        )
        """;

    private static final String VOTES_THAT_ARE_NOT_THERE = LAST_EVENTS + """
        select l.number, l.vote_id from last l
        where l.kind in ('cast', 'replaced', 'late', 'imported')
          and not exists (select from vote v where v.arena_id = ? and v.id = l.vote_id)
        order by 1 limit 1
        """;

    private static final String VOTES_THAT_SHOULD_NOT_BE_THERE = LAST_EVENTS + """
        select v.event, v.id from vote v left join last l on l.vote_id = v.id
        where v.arena_id = ? and (l.number is null or l.number <> v.event
                                  or l.kind not in ('cast', 'replaced', 'late', 'imported'))
        order by 1 limit 1
        """;

    /** Every accepted write raises a battle's version by one and is one event. */
    private static final String BATTLES_BESIDE_THEIR_EVENTS = """
        with last as (
            select battle_id, count(*) events, max(version) version,
                   (array_agg(kind order by number desc))[1] kind, (array_agg(at order by number desc))[1] at,
                   bool_or(body like '%"revealed":true%') revealed
            from event where arena_id = ? and battle_id is not null group by battle_id
        )
        select coalesce(l.version, 0), rtrim(translate(encode(uuid_send(b.id), 'base64'), '+/', '-_'), '=')
        from battle b left join last l on l.battle_id = b.id
        where b.arena_id = ?
          and (b.version <> coalesce(l.version, 0) or b.version <> coalesce(l.events, 0)
               or b.state <> case coalesce(l.kind, 'undone') when 'undone' then 'open' when 'skipped' then 'skipped'
                                       when 'identical' then 'identical' else 'voted' end
               or b.decided_at is distinct from case when b.state in ('voted', 'skipped') then l.at end
               or b.revealed <> coalesce(l.revealed, false))
        order by b.shown_at limit 1
        """;

    /** What a person's event says of who it was is what its battle says. */
    private static final String BATTLES_OF_SOMEBODY_ELSE = """
        select e.number, e.vote_id
        from event e join event_person p using (arena_id, number) join battle b on b.id = e.battle_id
        where e.arena_id = ? and p.person::jsonb ->> 'rater' is distinct from b.rater_id::text
        order by 1 limit 1
        """;

    private static final String PAIRINGS = """
        with counted as (
            select b.prompt_id, least(b.left_response, b.right_response) x, greatest(b.left_response, b.right_response) y,
                   count(*) votes
            from vote v join battle b on b.id = v.battle_id
            where v.arena_id = ? and v.counted group by 1, 2, 3
        )
        select coalesce(q.votes, 0), p.key || ' (' || coalesce(c.votes, 0) || ' counted)'
        from counted c
        full join (select q.* from pairing q join prompt p on p.id = q.prompt_id where p.arena_id = ?) q
          on q.prompt_id = c.prompt_id and q.first_response = c.x and q.second_response = c.y
        join prompt p on p.id = coalesce(c.prompt_id, q.prompt_id)
        where coalesce(q.votes, 0) <> coalesce(c.votes, 0)
        order by p.key limit 1
        """;

    private static final String PROMPTS = """
        select p.responses, p.key from prompt p
        where p.arena_id = ? and p.responses <> (select count(*) from response r where r.prompt_id = p.id)
        order by p.key limit 1
        """;

    private static final String CONSENT_TEXTS = """
        select a.consent_version, count(c.version)::text
        from arena a left join consent c on c.arena_id = a.id
        where a.id = ? group by a.id
        having count(c.version) <> a.consent_version or coalesce(max(c.version), 0) <> a.consent_version
            or a.consent is distinct from coalesce(max(c.text) filter (where c.version = a.consent_version), a.consent)
        """;

    /** Somebody of this arena agreed, and not before there was something to agree to. */
    private static final String CONSENTS_GIVEN = """
        select g.version, g.rater_id::text
        from consent_given g
        join account r on r.id = g.rater_id
        join consent c on c.arena_id = g.arena_id and c.version = g.version
        where g.arena_id = ? and (r.arena_id is distinct from g.arena_id or g.at < c.since)
        order by g.at limit 1
        """;

    private static final String RATER_TALLIES = """
        with done as (
            select b.rater_id, count(*) filter (where b.state = 'voted') votes,
                   count(*) filter (where b.state = 'skipped') skips
            from battle b where b.arena_id = ? group by 1
        )
        select coalesce(t.votes, 0), coalesce(t.skips, 0) || ' skips, but has cast ' || coalesce(d.votes, 0)
               || ' and skipped ' || coalesce(d.skips, 0) || ': rater ' || r.id
        from account r left join done d on d.rater_id = r.id left join rater_tally t on t.rater_id = r.id
        where r.arena_id = ?
          and (coalesce(t.votes, 0) <> coalesce(d.votes, 0) or coalesce(t.skips, 0) <> coalesce(d.skips, 0))
        order by r.id limit 1
        """;

    private static final String TALLIES = """
        select kept, what || ' (' || there || ')'
        from (
            select 'votes' what, coalesce((select votes from vote_tally where arena_id = a.id), 0) kept,
                   (select count(*) from vote where arena_id = a.id) there from arena a where a.id = ?
            union all
            select 'skips', coalesce((select skips from vote_tally where arena_id = a.id), 0),
                   (select count(*) from battle where arena_id = a.id and state = 'skipped') from arena a where a.id = ?
            union all
            select 'prompts', coalesce((select prompts from prompt_tally where arena_id = a.id), 0),
                   (select count(*) from prompt where arena_id = a.id) from arena a where a.id = ?
            union all
            select 'responses', coalesce((select responses from prompt_tally where arena_id = a.id), 0),
                   (select count(*) from response r join prompt p on p.id = r.prompt_id where p.arena_id = a.id)
            from arena a where a.id = ?
            union all
            select 'pairs', coalesce((select pairs from prompt_tally where arena_id = a.id), 0),
                   (select coalesce(sum(n * (n - 1) / 2), 0)
                    from (select count(*) n from response r join prompt p on p.id = r.prompt_id
                          where p.arena_id = a.id group by p.id) of_prompt)
            from arena a where a.id = ?) tallies
        where kept <> there limit 1
        """;

    private final Connection connection;
    private final UUID arena;
    private final List<String> held = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long events;
    private long erased;
    private byte[] hash = Chain.beginning();

    private Audit(Connection connection, UUID arena) {
        this.connection = connection;
        this.arena = arena;
    }

    /** @param slug how the arena is called in the report */
    public static Report of(Connection connection, UUID arena, String slug) throws SQLException {
        Audit audit = new Audit(connection, arena);
        audit.prepare();
        audit.walk();
        if (audit.faults.isEmpty()) {
            audit.compare();
        } else {
            audit.faults.add("Nothing else was compared with a record that is not whole.");
        }
        return new Report(slug, audit.events, HexFormat.of().formatHex(audit.hash), audit.held, audit.faults);
    }

    /**
     * Every question is of all rows: going through them one by one is never the way, though the database may think so of
     * tables that have just been filled. And what is sorted fits into the memory.
     */
    private void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local enable_nestloop = off");
            statement.execute("set local work_mem = '128MB'");
        }
    }

    // ------------------------------------------------------------------------------------------------ event by event

    private void walk() throws SQLException {
        String sql = """
            select e.number, e.body, e.commitment, e.hash, p.salt, p.person
            from event e left join event_person p using (arena_id, number)
            where e.arena_id = ? order by e.number
            """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(ROWS_AT_A_TIME);
            select.setObject(1, arena);
            try (ResultSet event = select.executeQuery()) {
                while (event.next()) {
                    Optional<String> fault = step(event);
                    if (fault.isPresent()) {
                        faults.add(fault.get());
                        return;
                    }
                }
            }
        }
        requireEnd();
        if (faults.isEmpty()) {
            held.add(
                    events == 0
                            ? "There are no events."
                            : said(
                                    "%,d events are numbered 1 to %,d without a gap, and each hash follows on the one before.",
                                    events, events));
            held.add(said(
                    "%,d commitments are of the persons that stand beside them; %,d persons were erased.",
                    events - erased, erased));
        }
    }

    /** The fault of this event, or nothing and one step further. */
    private Optional<String> step(ResultSet event) throws SQLException {
        long number = event.getLong(1);
        if (number != events + 1) {
            return Optional.of(said("Event %d is missing: event %d comes after %d.", events + 1, number, events));
        }
        byte[] commitment = event.getBytes(3);
        byte[] salt = event.getBytes(5);
        if (salt == null) {
            erased++;
        } else if (!Arrays.equals(commitment, Chain.sha256(salt, Chain.utf8(event.getString(6))))) {
            return Optional.of(said("Event %d: who said it, or the comment, is not what was committed to.", number));
        }
        byte[] next = Chain.sha256(hash, Chain.utf8(event.getString(2)), commitment);
        if (!Arrays.equals(next, event.getBytes(4))) {
            return Optional.of(said(
                    "Event %d is not what was recorded: its hash is %s, and of what it says now it would be %s.",
                    number,
                    HexFormat.of().formatHex(event.getBytes(4)),
                    HexFormat.of().formatHex(next)));
        }
        hash = next;
        events = number;
        return Optional.empty();
    }

    /** The chain's own row says where it ends; without it the last events could be taken away and nobody would see. */
    private void requireEnd() throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select number, hash from chain where arena_id = ?")) {
            select.setObject(1, arena);
            try (ResultSet end = select.executeQuery()) {
                if (!end.next()) {
                    faults.add("The arena has no chain: what its last event was is not known.");
                } else if (end.getLong(1) > events) {
                    faults.add(said(
                            "Event %d is missing: the record ends at event %d, and ended at %d once.",
                            events + 1, events, end.getLong(1)));
                } else if (end.getLong(1) < events) {
                    faults.add(said(
                            "Event %d was added outside of the record, which ends at event %d.",
                            end.getLong(1) + 1, end.getLong(1)));
                } else if (!Arrays.equals(end.getBytes(2), hash)) {
                    faults.add(said(
                            "Event %d: its hash is not the one that the record ended with, %s.",
                            events, HexFormat.of().formatHex(end.getBytes(2))));
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------- what is kept beside events

    /**
     * What would show that a sentence does not hold.
     *
     * @param query finds the first row that is wrong: a number and a text
     */
    private record Counterexample(String query, String fault) {}

    private void compare() throws SQLException {
        check(
                "What is searched of each event is what its hash covers.",
                new Counterexample(
                        FIRST.formatted(EVENTS_BESIDE_THEIR_BODIES), "Event %d: beside its body stands another %s."),
                new Counterexample(BATTLES_OF_SOMEBODY_ELSE, "Event %d: its battle, %s, is another rater's."));
        check(
                said("%,d votes stand: those that a replay of the events leaves.", votes()),
                new Counterexample(VOTES_THAT_ARE_NOT_THERE, "Event %d: its vote, %s, is not there."),
                new Counterexample(
                        VOTES_THAT_SHOULD_NOT_BE_THERE,
                        "Event %d: vote %s stands by it, and a replay leaves none there."));
        check(
                "Each vote says what its event says.",
                new Counterexample(FIRST.formatted(VOTES_BESIDE_THEIR_EVENTS), "Event %d: its vote has another %s."));
        check(
                "Each battle stands where its events left it.",
                new Counterexample(
                        BATTLES_BESIDE_THEIR_EVENTS,
                        "After %d events of its own, battle %s does not stand where they left it."));
        check(
                "How many votes each pair has is how many are counted.",
                new Counterexample(PAIRINGS, "A pair is down with %d votes, on prompt %s."));
        check(
                "How many responses each prompt has is how many there are.",
                new Counterexample(PROMPTS, "%d responses are down for prompt %s, and others are there."));
        check(
                "The consent text in force is the last one that was kept, and consents are of this arena's raters.",
                new Counterexample(
                        CONSENT_TEXTS, "Consent text %d is in force, and %s were kept, or it says another thing."),
                new Counterexample(CONSENTS_GIVEN, "Consent text %d: rater %s cannot have agreed to it."));
        check(
                "The totals are what there is to count.",
                new Counterexample(TALLIES, "%d is down as the total of %s."),
                new Counterexample(RATER_TALLIES, "A rater is down with %d votes and %s."));
    }

    private void check(String sentence, Counterexample... counterexamples) throws SQLException {
        boolean holds = true;
        for (Counterexample one : counterexamples) {
            Optional<String> fault = find(one);
            fault.ifPresent(faults::add);
            holds &= fault.isEmpty();
        }
        if (holds) {
            held.add(sentence);
        }
    }

    private Optional<String> find(Counterexample wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(wanted.query())) {
            for (int i = 1; i <= wanted.query().chars().filter(c -> c == '?').count(); i++) {
                select.setObject(i, arena);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(said(wanted.fault(), row.getLong(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    private long votes() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from vote where arena_id = ?")) {
            select.setObject(1, arena);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String said(String sentence, Object... what) {
        return String.format(Locale.ROOT, sentence, what);
    }
}
