package dev.evenhand.battle;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Which votes are meant. What is null does not narrow.
 *
 * @param raterKind {@code person} or {@code judge}
 * @param from the earliest time of a vote
 * @param to the first time that is too late
 * @param asOf as the record stood then: later votes, changes and undos are not known
 * @param settled of votes in battles only those up to this event
 * @param one with {@code other}: only votes between these two models
 */
public record Filter(
        String category,
        String language,
        String raterKind,
        Instant from,
        Instant to,
        Instant asOf,
        Long settled,
        UUID one,
        UUID other) {
    public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null, null);

    /** Only votes that count ever pass. */
    private static final String CONDITION = """
            counted and exclusion is null
            and (?::text is null or category = ?) and (?::text is null or language = ?)
            and (?::text is null or coalesce(rater_kind, 'person') = ?)
            and (?::timestamptz is null or voted_at >= ?) and (?::timestamptz is null or voted_at < ?)
            and (?::bigint is null or source <> 'battle' or event <= ?)
            and (?::uuid is null or model_a in (?, ?) and model_b in (?, ?))
            """;

    /** The same votes of whatever record there is. */
    public Filter atAnyTime() {
        return new Filter(category, language, raterKind, from, to, null, settled, one, other);
    }

    /** Of votes in battles only those up to this event. */
    public Filter settled(long event) {
        return new Filter(category, language, raterKind, from, to, asOf, event, one, other);
    }

    public boolean isOfSettledVotes() {
        return settled != null;
    }

    /** Whether it tells votes apart by what they are of, by whom, or by when they were cast or stood. */
    public boolean isOfAPart() {
        return !equals(ALL);
    }

    public Filter between(UUID one, UUID other) {
        return new Filter(category, language, raterKind, from, to, asOf, settled, one, other);
    }

    /** What stands after {@code from} in a statement that reads these votes of one arena, called {@code vote}. */
    String source() {
        return "%s where %s".formatted(asOf == null ? "vote" : "votes_as_of(?, ?) vote", CONDITION)
                + (asOf == null ? " and arena_id = ?" : "");
    }

    /** Fills the places of {@link #source()} in a statement, from this one on. */
    void bind(PreparedStatement statement, UUID arena, int first) throws SQLException {
        List<Object> values = new ArrayList<>();
        if (asOf != null) {
            values.addAll(List.of(arena, Times.at(asOf)));
        }
        values.addAll(Arrays.asList(
                category,
                category,
                language,
                language,
                raterKind,
                raterKind,
                Times.at(from),
                Times.at(from),
                Times.at(to),
                Times.at(to),
                settled,
                settled,
                one,
                one,
                other,
                one,
                other));
        if (asOf == null) {
            values.add(arena);
        }
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(first + i, values.get(i));
        }
    }
}
