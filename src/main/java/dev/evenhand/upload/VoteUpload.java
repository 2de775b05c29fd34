package dev.evenhand.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.account.InstallationKey;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.NewVote;
import dev.evenhand.battle.VoteIntake;
import dev.evenhand.battle.Votes;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.problem.Refusal;
import dev.evenhand.prompt.Prompts;
import dev.evenhand.upload.VoteFile.Terms;
import dev.evenhand.upload.VoteRow.Side;
import dev.evenhand.upload.VoteRow.Winner;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file of votes on its way into an arena.
 *
 * <p>A vote without an id is called after its file and row, so that the same file again brings nothing new.
 *
 * <p>An arena without responses learns its models from its votes; one with responses knows its models and prompts,
 * and refuses others.
 */
@ApplicationScoped
class VoteUpload {
    /**
     * A file that was read to its end, and what is in it.
     *
     * @param name after which its votes without an id are called
     * @param learned the names of models that the arena learns from it
     */
    record Weighed(String name, Receipt receipt, Set<String> learned) {}

    private final Votes votes;
    private final Arenas arenas;
    private final Models models;
    private final Prompts prompts;
    private final DatabaseClock clock;
    private final InstallationKey key;
    private final ObjectMapper json;

    VoteUpload(
            Votes votes,
            Arenas arenas,
            Models models,
            Prompts prompts,
            DatabaseClock clock,
            InstallationKey key,
            ObjectMapper json) {
        this.votes = votes;
        this.arenas = arenas;
        this.models = models;
        this.prompts = prompts;
        this.clock = clock;
        this.key = key;
        this.json = json;
    }

    /** The name of a file: made of its bytes, however they were packed, so that the same file has the same name. */
    static String name(Upload upload) {
        try (InputStream bytes = Body.open(upload)) {
            return "file-" + Fingerprint.of(bytes).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file would bring. Nobody waits for it, however long the file is. */
    Weighed weigh(Arena arena, String name, Upload upload, Terms terms, Manner manner) {
        Holdings known = new Holdings(arena, models, prompts);
        try (VoteIntake intake = votes.weigh(arena)) {
            return new Weighed(name, take(name, upload, terms, manner, known, intake), known.learned);
        }
    }

    /** Writes a file within the transaction that is under way, to the end of which the arena's votes wait. */
    Receipt store(Arena arena, Upload upload, Terms terms, Manner manner, Weighed weighed) {
        arenas.hold(arena.id());
        Holdings known = new Holdings(arena, models, prompts);
        weighed.learned().forEach(known::admit);
        try (VoteIntake intake = votes.takeIn(arena)) {
            Receipt receipt = take(weighed.name(), upload, terms, manner, known, intake);
            if (!manner.accepts(receipt) || !known.learned.isEmpty()) {
                throw Refusal.conflict(
                        "overtaken", "The arena was changed while the file was read. Send the file again.");
            }
            return receipt.learning(weighed.receipt().models());
        }
    }

    /** The terms of files that come in now. */
    Terms terms(boolean restore) {
        return new Terms(clock.now(), key.sign("raters".getBytes(StandardCharsets.UTF_8)), restore, false);
    }

    private Receipt take(String name, Upload upload, Terms terms, Manner manner, Holdings known, VoteIntake intake) {
        Report report = new Report();
        Set<String> raters = new HashSet<>();
        Set<String> asked = new HashSet<>();
        read(upload, terms, report, row -> {
            Optional<Violation> violation = known.check(row);
            if (violation.isPresent()) {
                report.reject(row.number(), violation.get());
                return;
            }
            if (row.rater() != null) {
                raters.add(row.rater());
            }
            if (row.promptId() != null) {
                asked.add(row.promptId());
            }
            intake.add(vote(name, row, known));
        });
        intake.finish();
        return new Receipt(
                report.rows(),
                intake.added(),
                report.rejected(),
                report.repeated() + intake.repeated(),
                (long) raters.size(),
                asked.size(),
                known.learned.size(),
                null,
                known.warnings(report.warnings()),
                report.violations(),
                report.violationsTotal(),
                manner.dry());
    }

    /** Says that an arena has other votes than before. */
    void tell(Arena arena) {
        votes.tell(arena.id());
    }

    private static void read(Upload upload, Terms terms, Report report, Consumer<VoteRow> rows) {
        try {
            VoteFile.read(upload, terms, report, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NewVote vote(String file, VoteRow row, Holdings known) {
        return new NewVote(
                row.voteId() == null ? "%s-%d".formatted(file, row.number()) : row.voteId(),
                row.promptId(),
                known.idOf(row.modelA()),
                row.modelA(),
                known.idOf(row.modelB()),
                row.modelB(),
                outcome(row.winner()),
                row.shownFirst() == null ? null : row.shownFirst() == Side.A ? "a" : "b",
                row.margin(),
                criteria(row.criteria()),
                row.tags() == null ? null : text(row.tags()),
                row.comment(),
                row.rater(),
                row.raterKind(),
                row.shownAt(),
                row.votedAt(),
                row.durationMs(),
                row.category(),
                row.language(),
                row.probability(),
                row.weight() == null ? 1 : row.weight(),
                row.counted() == null || row.counted(),
                row.exclusion(),
                row.source() == null ? "import" : row.source());
    }

    private static String outcome(Winner winner) {
        return switch (winner) {
            case A -> "left";
            case B -> "right";
            case TIE -> "tie";
            case BOTH_BAD -> "both_bad";
        };
    }

    private String criteria(Map<String, Winner> criteria) {
        if (criteria.isEmpty()) {
            return null;
        }
        Map<String, String> outcomes = new HashMap<>();
        criteria.forEach((name, winner) -> outcomes.put(name, outcome(winner)));
        return text(outcomes);
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a vote that is not JSON", e);
        }
    }
}
