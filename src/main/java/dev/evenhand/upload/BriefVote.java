package dev.evenhand.upload;

import dev.evenhand.upload.VoteRow.Winner;

/** A vote of a file that says no more than this, all of whose names were in votes before it, where they meant the same. */
public record BriefVote(Name modelA, Name modelB, Winner winner, Name rater, Name prompt) implements FileVote {
    /** Who is named by nobody. */
    public static final Name NOBODY = new Name(-1, null);

    /**
     * What a file names.
     *
     * @param number of the models, raters or prompts of the file, from 0; -1 where none is named
     * @param text null where none is named
     */
    public record Name(int number, String text) {}
}
