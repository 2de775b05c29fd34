package dev.evenhand.battle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The hash chains of one transaction: it holds the last link of each arena it writes to, numbers new events, and
 * writes them together.
 *
 * <p>An event's hash covers the hash before it, its body, and a salted commitment to what names a person. Erasing
 * the person and the salt leaves every hash as it is.
 */
final class Chain {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;
    private static final byte[] BEGINNING = new byte[32];

    /** Canonical: keys in order, no spaces, times as RFC 3339 text. */
    private static final ObjectMapper CANONICAL = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /**
     * What is to be recorded.
     *
     * @param facts what the body says beyond the columns
     * @param request by what the same write is known again, or null; erasable, as it is made of all that was said
     * @param rater who said it, or null; erasable, like the comment
     */
    record Entry(
            UUID arena,
            EventKind kind,
            Instant at,
            String vote,
            UUID battle,
            Integer version,
            String outcome,
            boolean counted,
            byte[] request,
            Map<String, Object> facts,
            String rater,
            String comment) {}

    private record Link(
            Entry entry, long number, String body, byte[] salt, String person, byte[] commitment, byte[] hash) {}

    private static final class Head {
        long number;
        byte[] hash;
    }

    private final Map<UUID, Head> heads = new HashMap<>();
    private final List<Link> links = new ArrayList<>();

    /** Locks the end of an arena's chain, and waits for it; whoever writes to it next waits for this transaction. */
    static Chain of(Connection connection, UUID arena) throws SQLException {
        Bundle bundle = new Bundle(connection);
        Chain chain = new Chain();
        bundle.ask(
                "select arena_id, number, hash from chain where arena_id = any (?) for update",
                chain::hold,
                bundle.uuids(List.of(arena)));
        bundle.run();
        return chain;
    }

    /** Locks, as the bundle runs, those of these battles' arenas' chains that nobody else holds. */
    static Chain free(Bundle bundle, Array battles) {
        Chain chain = new Chain();
        bundle.ask("""
                select arena_id, number, hash from chain
                where arena_id in (select b.arena_id from battle b where b.id = any (?))
                order by arena_id for update skip locked
                """, chain::hold, battles);
        return chain;
    }

    private Chain() {}

    private void hold(ResultSet row) throws SQLException {
        Head head = new Head();
        head.number = row.getLong(2);
        head.hash = row.getBytes(3);
        heads.put(row.getObject(1, UUID.class), head);
    }

    /** Whether events of this arena can be appended. */
    boolean holds(UUID arena) {
        return heads.containsKey(arena);
    }

    /** Gives an event its place; it is written by {@link #flush(Bundle)}. Returns its number. */
    long append(Entry entry) {
        Head head = heads.get(entry.arena());
        head.number++;
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        String body = canonical(body(entry, head.number));
        String person = canonical(person(entry));
        byte[] commitment = sha256(salt, utf8(person));
        head.hash = sha256(head.hash, utf8(body), commitment);
        links.add(new Link(entry, head.number, body, salt, person, commitment, head.hash));
        return head.number;
    }

    /** Bundles the writing of what was appended. */
    void flush(Bundle bundle) throws SQLException {
        if (links.isEmpty()) {
            return;
        }
        Columns<Link> events = new Columns<>(bundle, links);
        events.insert(
                """
                insert into event (arena_id, number, kind, at, vote_id, battle_id, version, outcome, counted,
                                   body, commitment, hash)
                """,
                events.uuid(link -> link.entry().arena()),
                events.bigint(Link::number),
                events.text(link -> link.entry().kind().word()),
                events.time(link -> link.entry().at()),
                events.text(link -> link.entry().vote()),
                events.uuid(link -> link.entry().battle()),
                events.integer(link -> link.entry().version()),
                events.text(link -> link.entry().outcome()),
                events.bool(link -> link.entry().counted()),
                events.text(Link::body),
                events.bytes(Link::commitment),
                events.bytes(Link::hash));
        events.insert(
                "insert into event_person (arena_id, number, salt, person, request)",
                events.uuid(link -> link.entry().arena()),
                events.bigint(Link::number),
                events.bytes(Link::salt),
                events.text(Link::person),
                events.bytes(link -> link.entry().request()));
        Columns<UUID> ends = new Columns<>(
                bundle,
                links.stream().map(link -> link.entry().arena()).distinct().toList());
        ends.change(
                """
                update chain c set number = n.number, hash = n.hash
                from %s n (arena_id, number, hash) where c.arena_id = n.arena_id
                """,
                ends.uuid(arena -> arena),
                ends.bigint(arena -> heads.get(arena).number),
                ends.bytes(arena -> heads.get(arena).hash));
        links.clear();
    }

    private static SortedMap<String, Object> body(Entry entry, long number) {
        SortedMap<String, Object> body = new TreeMap<>(entry.facts());
        body.values().removeIf(java.util.Objects::isNull);
        body.put("number", number);
        body.put("kind", entry.kind().word());
        body.put("at", entry.at());
        body.put("vote", entry.vote());
        body.put("counted", entry.counted());
        if (entry.version() != null) {
            body.put("version", entry.version());
        }
        if (entry.outcome() != null) {
            body.put("outcome", entry.outcome());
        }
        return body;
    }

    private static SortedMap<String, Object> person(Entry entry) {
        SortedMap<String, Object> person = new TreeMap<>();
        if (entry.rater() != null) {
            person.put("rater", entry.rater());
        }
        if (entry.comment() != null) {
            person.put("comment", entry.comment());
        }
        return person;
    }

    static String canonical(Object value) {
        try {
            return CANONICAL.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what is recorded must be plain JSON", e);
        }
    }

    /** An object of JSON that can stand in a body; null of null. */
    static Map<?, ?> plain(String object) {
        try {
            return object == null ? null : CANONICAL.readValue(object, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what is recorded must be plain JSON", e);
        }
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] beginning() {
        return BEGINNING.clone();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
