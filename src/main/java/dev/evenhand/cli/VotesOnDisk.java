package dev.evenhand.cli;

import static java.util.stream.Collectors.joining;

import dev.evenhand.rating.board.Outcome;
import dev.evenhand.rating.board.Said;
import dev.evenhand.rating.fit.Cell.Shown;
import dev.evenhand.rating.fit.StyleFeatures;
import dev.evenhand.upload.FileVote;
import dev.evenhand.upload.Format;
import dev.evenhand.upload.Limits;
import dev.evenhand.upload.Report;
import dev.evenhand.upload.Unreadable;
import dev.evenhand.upload.Upload;
import dev.evenhand.upload.Violation;
import dev.evenhand.upload.VoteFile;
import dev.evenhand.upload.VoteRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Parameters;

/** The file of votes that a command reads: the formats of the server, from a disk and hence without its limits. */
final class VotesOnDisk {
    private static final Limits LIMITS =
            new Limits(Long.MAX_VALUE, Long.MAX_VALUE, 1 << 20, 1024, 32, Integer.MAX_VALUE - 8);

    private static final int MOST_SHOWN = 20;
    private static final int KEY_BYTES = 32;

    @Parameters(
            paramLabel = "VOTES",
            description = "A file of votes: .csv, .jsonl or .json, also .gz. Columns: model_a, model_b, winner, and"
                    + " optional prompt_id, rater, weight, shown_first, category, language; or evalica's left, right,"
                    + " winner.")
    private Path file;

    Path name() {
        return file.getFileName();
    }

    /**
     * Hands on every vote that counts, in the order of the file.
     *
     * @param withTexts whether the responses come along
     * @throws Refused where any row cannot be read: a rating of a part of the votes would be a rating of other votes
     */
    void read(PrintWriter notes, boolean withTexts, Consumer<VoteRow> votes) throws IOException, Refused {
        read(
                notes,
                withTexts,
                votes,
                (upload, terms, handover) -> VoteFile.read(upload, terms, row -> {
                    if (counts(row)) {
                        handover.accept(row);
                    }
                }));
    }

    /** The same votes, each told in few words where that is possible: a board is sooner made of those. */
    void readBriefly(PrintWriter notes, boolean withTexts, Consumer<FileVote> votes) throws IOException, Refused {
        read(
                notes,
                withTexts,
                votes,
                (upload, terms, handover) -> VoteFile.readBriefly(upload, terms, vote -> {
                    if (!(vote instanceof VoteRow row) || counts(row)) {
                        handover.accept(vote);
                    }
                }));
    }

    private static boolean counts(VoteRow row) {
        return !Boolean.FALSE.equals(row.counted()) && row.exclusion() == null;
    }

    private interface Way<V> {
        Report read(Upload upload, VoteFile.Terms terms, Consumer<V> votes) throws IOException;
    }

    private <V> void read(PrintWriter notes, boolean withTexts, Consumer<V> votes, Way<V> way)
            throws IOException, Refused {
        String name = file.getFileName().toString();
        Format format = Format.of(null, name)
                .orElseThrow(() -> new Refused(
                        "%s: its name must end in .csv, .jsonl or .json, or one of them with .gz.".formatted(file)));
        if (!Files.isReadable(file)) {
            throw new Refused("%s: there is no such file to read.".formatted(file));
        }
        boolean gzip = name.toLowerCase(Locale.ROOT).endsWith(".gz");
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (InputStream bytes = Files.newInputStream(file);
                Handover<V> handover = new Handover<>(votes)) {
            Report report = way.read(
                    new Upload(bytes, format, gzip, LIMITS),
                    new VoteFile.Terms(Instant.now(), key, true, withTexts),
                    handover);
            if (report.rejected() > 0) {
                throw new Refused(rejected(report));
            }
            report.warnings().forEach(warning -> notes.println("Note: " + warning.message()));
        } catch (Unreadable e) {
            throw new Refused(line(e.violation()));
        }
    }

    static Said said(VoteRow row) {
        return new Said(
                row.rater(),
                row.promptId(),
                row.modelA(),
                row.modelB(),
                outcome(row.winner()),
                shownFirst(row.shownFirst()),
                row.margin(),
                style(row.responseA()),
                style(row.responseB()),
                1,
                Optional.ofNullable(row.weight()).orElse(1.0));
    }

    static Outcome outcome(VoteRow.Winner winner) {
        return switch (winner) {
            case A -> Outcome.WIN;
            case B -> Outcome.LOSS;
            case TIE -> Outcome.TIE;
            case BOTH_BAD -> Outcome.BOTH_BAD;
        };
    }

    private static StyleFeatures style(String response) {
        return response == null ? null : StyleFeatures.of(response);
    }

    private static Shown shownFirst(VoteRow.Side side) {
        return switch (side) {
            case A -> Shown.MODEL_FIRST;
            case B -> Shown.RIVAL_FIRST;
            case null -> Shown.UNKNOWN;
        };
    }

    private String rejected(Report report) {
        List<Violation> violations = report.violations();
        String shown = violations.stream().limit(MOST_SHOWN).map(this::line).collect(joining("\n"));
        long more = report.violationsTotal() - Math.min(violations.size(), MOST_SHOWN);
        return "%s%s\n%,d of %,d rows were refused, and nothing was computed. Mend or remove them."
                .formatted(shown, more > 0 ? "\nand %,d more".formatted(more) : "", report.rejected(), report.rows());
    }

    private String line(Violation violation) {
        return "%s%s%s: %s"
                .formatted(
                        file,
                        violation.line() == null ? "" : ":" + violation.line(),
                        violation.column() == null ? "" : ":" + violation.column(),
                        violation.message());
    }
}
