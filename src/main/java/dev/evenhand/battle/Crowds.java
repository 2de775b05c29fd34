package dev.evenhand.battle;

import dev.evenhand.battle.VoteBatch.Asked;
import dev.evenhand.problem.Refusal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Raters who came without an invitation, by the network from which they vote in an arena: whoever can come again under
 * another name as often as they like shares one limit with all of themselves.
 *
 * <p>They are counted while the arena's chain is held, so that no two nodes count at once, and written with the votes:
 * what was not accepted, or is sent again, counts nothing.
 */
final class Crowds {
    private static final Duration WITHIN = Duration.ofDays(1);

    /** One network's raters in one arena. */
    static final class Crowd {
        private final byte[] network;
        private final int limit;
        private final Instant oldest;
        private final int before;
        private int added;

        private Crowd(byte[] network, int limit, int before, Instant oldest) {
            this.network = network;
            this.limit = limit;
            this.before = before;
            this.oldest = oldest;
        }

        void requireRoom(Instant now) {
            if (before + added >= limit) {
                throw Refusal.tooMany(
                        "too-many-from-network",
                        "Raters without an invitation have voted %d times from your network today. Come again later, or ask for an invitation of your own."
                                .formatted(limit),
                        Duration.between(now, (oldest == null ? now : oldest).plus(WITHIN)));
            }
        }

        void add() {
            added++;
        }
    }

    private final Connection connection;
    private final int limit;
    private final Map<ByteBuffer, Crowd> byNetwork = new HashMap<>();
    private final Set<UUID> uninvited = new HashSet<>();

    private Crowds(Connection connection, int limit) {
        this.connection = connection;
        this.limit = limit;
    }

    /** @param limit how many writes are accepted from one network within a day; 0 for any number */
    static Crowds read(Connection connection, List<Asked> asked, int limit) throws SQLException {
        Crowds crowds = new Crowds(connection, limit);
        List<Asked> known = asked.stream().filter(one -> one.network() != null).toList();
        if (limit > 0 && !known.isEmpty()) {
            crowds.read(known);
        }
        return crowds;
    }

    private void read(List<Asked> known) throws SQLException {
        String sql = """
            with member as (
                select distinct u.rater, u.network
                from unnest(?::uuid[], ?::bytea[]) u (rater, network)
                join account a on a.id = u.rater and not a.invited
            ), said as (
                select n.network, count(t.at) writes, min(t.at) oldest
                from (select distinct network from member) n
                left join attempt t on t.key = n.network and t.at > evenhand_now() - interval '1 day'
                group by 1
            )
            select m.rater, m.network, s.writes, s.oldest from member m join said s using (network)
            """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            known.stream().map(one -> one.command().rater()).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", known.stream().map(Asked::network).toArray(byte[][]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] network = row.getBytes(2);
                    Crowd crowd = new Crowd(network, limit, row.getInt(3), Times.of(row, 4));
                    byNetwork.putIfAbsent(ByteBuffer.wrap(network), crowd);
                    uninvited.add(row.getObject(1, UUID.class));
                }
            }
        }
    }

    /** The crowd that a command comes out of; null for an invited rater, and where nobody counts. */
    Crowd of(Asked asked) {
        return asked.network() != null && uninvited.contains(asked.command().rater())
                ? byNetwork.get(ByteBuffer.wrap(asked.network()))
                : null;
    }

    /** Writes down what was accepted. It is forgotten after a day. */
    void write(Instant now) throws SQLException {
        byte[][] networks = byNetwork.values().stream()
                .flatMap(crowd -> Collections.nCopies(crowd.added, crowd.network).stream())
                .toArray(byte[][]::new);
        if (networks.length == 0) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into attempt (key, at, forgotten_at) select network, ?, ? from unnest(?::bytea[]) network")) {
            insert.setObject(1, now.atOffset(ZoneOffset.UTC));
            insert.setObject(2, now.plus(WITHIN).atOffset(ZoneOffset.UTC));
            insert.setArray(3, connection.createArrayOf("bytea", networks));
            insert.executeUpdate();
        }
    }
}
