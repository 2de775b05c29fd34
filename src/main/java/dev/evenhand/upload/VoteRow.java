package dev.evenhand.upload;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One vote of a file, checked by itself and against the rows before it. What may be absent is null.
 *
 * @param number the row of the file, from 1, by which the {@link Report} knows it
 * @param line physical line on which it starts
 * @param criteria winner by criterion; empty where there is none
 * @param rater as written, or a pseudonym where that was an e-mail address
 * @param shownFirst the side that was seen first or on the left; null where nobody knows
 * @param counted only where the file restores an arena, as is {@code exclusion}
 * @param responseA the text of model A's response, and {@code responseB} of B's, where the file has them and they are wanted
 * @param source {@code battle}, {@code import} or {@code live}, where the file is of a record that knew
 */
public record VoteRow(
        long number,
        long line,
        String voteId,
        String promptId,
        String modelA,
        String modelB,
        Winner winner,
        Integer margin,
        Map<String, Winner> criteria,
        Tags tags,
        String comment,
        String rater,
        String raterKind,
        Side shownFirst,
        Instant shownAt,
        Instant votedAt,
        Long durationMs,
        String category,
        String language,
        Double probability,
        Double weight,
        Boolean counted,
        String exclusion,
        String source,
        String responseA,
        String responseB)
        implements FileVote {

    /** Of the models as they are written; which of them was on the left is another question. */
    public enum Winner {
        A,
        B,
        TIE,
        BOTH_BAD
    }

    public enum Side {
        A,
        B
    }

    /** What was said of each response; {@code left} belongs to model A. */
    public record Tags(List<String> left, List<String> right) {}

    /** All that the file says of the vote, to tell a repeated vote from another one. */
    Fingerprint content() {
        VoteRow anywhere = new VoteRow(
                0,
                0,
                voteId,
                promptId,
                modelA,
                modelB,
                winner,
                margin,
                criteria,
                tags,
                comment,
                rater,
                raterKind,
                shownFirst,
                shownAt,
                votedAt,
                durationMs,
                category,
                language,
                probability,
                weight,
                counted,
                exclusion,
                source,
                null,
                null);
        return Fingerprint.of(anywhere.toString());
    }
}
