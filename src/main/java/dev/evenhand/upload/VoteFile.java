package dev.evenhand.upload;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The door for files of votes: from bytes to votes that may be stored, or rated at once. */
public final class VoteFile {
    private VoteFile() {}

    /**
     * How the votes of one file are taken.
     *
     * @param now against which votes from the future are refused
     * @param raterKey under which e-mail addresses become pseudonyms
     * @param texts whether {@code response_a} and {@code response_b} are read
     * @param restore whether {@code counted} and {@code exclusion} are read, as they are where an arena is restored
     */
    public record Terms(Instant now, byte[] raterKey, boolean restore, boolean texts) {}

    /**
     * Hands every good vote to {@code votes}, in the order of the file, and reports the others.
     *
     * @throws Unreadable where the file is refused whole; what was handed over until then must not stay
     */
    public static Report read(Upload upload, Terms terms, Consumer<VoteRow> votes) throws IOException {
        Report report = new Report();
        read(upload, terms, report, votes);
        return report;
    }

    /** The same votes, each told in few words where that is possible. */
    public static Report readBriefly(Upload upload, Terms terms, Consumer<FileVote> votes) throws IOException {
        Report report = new Report();
        UploadReader.read(upload, new VoteRules(upload.limits(), terms, report, votes, Optional.of(votes)), report);
        return report;
    }

    /** As rows, for whoever goes on checking and writes into the same report. */
    static void read(Upload upload, Terms terms, Report report, Consumer<VoteRow> votes) throws IOException {
        UploadReader.read(upload, new VoteRules(upload.limits(), terms, report, votes, Optional.empty()), report);
    }
}
