package dev.evenhand.battle;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A vote on its way into the record. What is not known is null.
 *
 * @param id the vote's public id; null for one that has none, which is given one
 * @param outcome {@code left} (for model a), {@code right}, {@code tie} or {@code both_bad}
 * @param shownFirst {@code a} or {@code b}
 * @param criteria a JSON object as text
 * @param source {@code import}, or what its own record said: {@code battle} or {@code live}
 * @param tags a JSON object as text
 */
public record NewVote(
        String id,
        String prompt,
        UUID modelA,
        String nameA,
        UUID modelB,
        String nameB,
        String outcome,
        String shownFirst,
        Integer margin,
        String criteria,
        String tags,
        String comment,
        String rater,
        String raterKind,
        Instant shownAt,
        Instant votedAt,
        Long durationMs,
        String category,
        String language,
        Double probability,
        double weight,
        boolean counted,
        String exclusion,
        String source) {

    /** How much text it brings, about. */
    long characters() {
        return Stream.of(prompt, comment, criteria, tags)
                .filter(Objects::nonNull)
                .mapToLong(String::length)
                .sum();
    }

    /** The same vote under this id. */
    NewVote called(String id) {
        return new NewVote(
                id,
                prompt,
                modelA,
                nameA,
                modelB,
                nameB,
                outcome,
                shownFirst,
                margin,
                criteria,
                tags,
                comment,
                rater,
                raterKind,
                shownAt,
                votedAt,
                durationMs,
                category,
                language,
                probability,
                weight,
                counted,
                exclusion,
                source);
    }
}
