package dev.evenhand.battle;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Which votes are meant. What is null does not narrow.
 *
 * @param raterKind {@code person} or {@code judge}
 * @param from the earliest time of a vote
 * @param to the first time that is too late
 * @param one with {@code other}: only votes between these two models
 */
public record Filter(
        String category, String language, String raterKind, Instant from, Instant to, UUID one, UUID other) {
    public static final Filter ALL = new Filter(null, null, null, null, null, null, null);

    /** The places of a filter, in SQL; only votes that count ever pass it. */
    static final String CONDITION = """
            counted and exclusion is null
            and (?::text is null or category = ?) and (?::text is null or language = ?)
            and (?::text is null or coalesce(rater_kind, 'person') = ?)
            and (?::timestamptz is null or voted_at >= ?) and (?::timestamptz is null or voted_at < ?)
            and (?::uuid is null or model_a in (?, ?) and model_b in (?, ?))
            """;

    public Filter between(UUID one, UUID other) {
        return new Filter(category, language, raterKind, from, to, one, other);
    }

    public Filter inCategory(String category) {
        return new Filter(category, language, raterKind, from, to, one, other);
    }

    public Filter inLanguage(String language) {
        return new Filter(category, language, raterKind, from, to, one, other);
    }

    /** Fills the places of {@link #CONDITION} in a statement, from this one on. */
    void bind(PreparedStatement statement, int first) throws SQLException {
        Object[] values = {
            category, category, language, language, raterKind, raterKind, at(from), at(from), at(to), at(to), one, one,
            other, one, other
        };
        for (int i = 0; i < values.length; i++) {
            statement.setObject(first + i, values[i]);
        }
    }

    private static Object at(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
