package dev.evenhand.battle;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what was sent and what was answered, and holds the record against it.
 *
 * <p>What was acknowledged must be in every later reading; what is there must have been sent.
 */
final class Witness {
    /** What is known of one battle's vote from outside. */
    static final class Sent {
        /** The outcome that was last acknowledged; null where none was. */
        volatile String acknowledged;
        /** Outcomes that were sent since then, and of which nothing is known. */
        final Set<String> unknown = ConcurrentHashMap.newKeySet();
    }

    final Map<String, Sent> sent = new ConcurrentHashMap<>();

    long acknowledged() {
        return sent.values().stream().filter(one -> one.acknowledged != null).count();
    }

    /** How often each invariant is broken in an arena's record as it now stands. */
    SortedMap<String, Long> broken(Connection connection, String slug, long exported) throws SQLException {
        SortedMap<String, Long> broken = new TreeMap<>();
        Map<String, String> stored = new HashMap<>();
        long counted = 0;
        long wrongSide = 0;
        for (Object[] row : rows(connection, STORED, slug)) {
            stored.put(new BattleId((UUID) row[0]).toString(), (String) row[1]);
            counted += (Boolean) row[2] ? 1 : 0;
            wrongSide += (Boolean) row[3] ? 0 : 1;
        }
        broken.put(
                "I1 acknowledged and missing",
                sent.entrySet().stream()
                        .filter(one -> one.getValue().acknowledged != null && !stored.containsKey(one.getKey()))
                        .count());
        broken.put(
                "I2 present and never sent",
                stored.keySet().stream().filter(id -> !sent.containsKey(id)).count());
        broken.put("I4 counted twice", number(connection, TWICE, slug));
        broken.put(
                "I3, I5 refused, or not what was last said",
                stored.entrySet().stream()
                        .filter(one ->
                                sent.containsKey(one.getKey()) && !explains(sent.get(one.getKey()), one.getValue()))
                        .count());
        broken.put("I6 on the wrong side", wrongSide);
        long pairings = number(connection, PAIRINGS, slug);
        long tally = number(connection, TALLY, slug);
        long ofRaters = number(connection, TALLY_OF_RATERS, slug);
        broken.put(
                "I7 counts that differ",
                Math.abs(pairings - counted)
                        + Math.abs(tally - stored.size())
                        + Math.abs(ofRaters - stored.size())
                        + (exported < 0 ? 0 : Math.abs(exported - stored.size())));
        broken.put("I8 links that do not hold", brokenLinks(connection, slug));
        broken.put("I9 pairs over their places", number(connection, OVERFULL, slug));
        return broken;
    }

    private static boolean explains(Sent sent, String stored) {
        return stored.equals(sent.acknowledged) || sent.unknown.contains(stored);
    }

    private static final String STORED = """
        select v.battle_id, v.outcome, v.counted, v.model_a = l.model_id and v.model_b = r.model_id
        from vote v join arena a on a.id = v.arena_id join battle b on b.id = v.battle_id
        join response l on l.id = b.left_response join response r on r.id = b.right_response
        where a.slug = ?
        """;

    private static final String TWICE = """
        select count(*) from (select from vote v join arena a on a.id = v.arena_id
                              where a.slug = ? group by v.battle_id having count(*) > 1) twice
        """;

    private static final String PAIRINGS = """
        select coalesce(sum(q.votes), 0) from pairing q
        join prompt p on p.id = q.prompt_id join arena a on a.id = p.arena_id where a.slug = ?
        """;

    private static final String TALLY = """
        select coalesce(sum(t.votes), 0) from vote_tally t join arena a on a.id = t.arena_id where a.slug = ?
        """;

    private static final String TALLY_OF_RATERS = """
        select coalesce(sum(t.votes), 0) from rater_tally t
        join account r on r.id = t.rater_id join arena a on a.id = r.arena_id where a.slug = ?
        """;

    private static final String OVERFULL = """
        select count(*) from (
            select from battle b join arena a on a.id = b.arena_id left join vote v on v.battle_id = b.id
            where a.slug = ? and (v.counted or b.state = 'open' and b.lease_until > evenhand_now())
            group by b.prompt_id, least(b.left_response, b.right_response), greatest(b.left_response, b.right_response),
                     a.votes_per_pair
            having count(*) > a.votes_per_pair) overfull
        """;

    /** Gaps in the numbers, and hashes that do not follow from the ones before. */
    private static long brokenLinks(Connection connection, String slug) throws SQLException {
        byte[] hash = Chain.beginning();
        long number = 0;
        long broken = 0;
        for (Object[] row : rows(connection, """
                select e.number, e.body, p.salt, p.person, e.hash from event e
                join arena a on a.id = e.arena_id join event_person p using (arena_id, number)
                where a.slug = ? order by e.number
                """, slug)) {
            byte[] commitment = Chain.sha256((byte[]) row[2], utf8((String) row[3]));
            byte[] expected = Chain.sha256(hash, utf8((String) row[1]), commitment);
            hash = (byte[]) row[4];
            broken += (Long) row[0] == ++number && Arrays.equals(expected, hash) ? 0 : 1;
        }
        return broken;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long number(Connection connection, String sql, String slug) throws SQLException {
        return ((Number) rows(connection, sql, slug).getFirst()[0]).longValue();
    }

    private static List<Object[]> rows(Connection connection, String sql, String slug) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, slug);
            try (ResultSet row = select.executeQuery()) {
                List<Object[]> rows = new java.util.ArrayList<>();
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    Object[] values = new Object[columns];
                    for (int i = 0; i < columns; i++) {
                        values[i] = row.getObject(i + 1);
                    }
                    rows.add(values);
                }
                return rows;
            }
        }
    }
}
