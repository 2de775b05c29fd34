package dev.evenhand.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.account.InstallationKey;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.NewVote;
import dev.evenhand.battle.VoteIntake;
import dev.evenhand.battle.Votes;
import dev.evenhand.clock.DatabaseClock;
import dev.evenhand.prompt.Prompts;
import dev.evenhand.upload.UploadResource.Receipt;
import dev.evenhand.upload.VoteFile.Terms;
import dev.evenhand.upload.VoteRow.Side;
import dev.evenhand.upload.VoteRow.Winner;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of votes on its way into an arena.
 *
 * <p>An arena without responses learns its models from its votes; one with responses knows its models and prompts,
 * and refuses others.
 */
@ApplicationScoped
class VoteUpload {
    private final Votes votes;
    private final Models models;
    private final Prompts prompts;
    private final DatabaseClock clock;
    private final InstallationKey key;
    private final ObjectMapper json;

    VoteUpload(
            Votes votes, Models models, Prompts prompts, DatabaseClock clock, InstallationKey key, ObjectMapper json) {
        this.votes = votes;
        this.models = models;
        this.prompts = prompts;
        this.clock = clock;
        this.key = key;
        this.json = json;
    }

    Receipt store(Arena arena, Upload upload, boolean restore, boolean dryRun) {
        Terms terms = new Terms(clock.now(), key.sign("raters".getBytes(StandardCharsets.UTF_8)), restore);
        Known known = new Known(arena);
        try (VoteIntake intake = votes.takeIn(arena)) {
            Set<String> raters = new HashSet<>();
            Set<String> asked = new HashSet<>();
            long[] refused = {0};
            List<Violation> unknown = new java.util.ArrayList<>();
            Report report = read(upload, terms, row -> {
                Violation violation = known.check(row);
                if (violation != null) {
                    refused[0]++;
                    if (unknown.size() < Report.MOST_VIOLATIONS) {
                        unknown.add(violation);
                    }
                    return;
                }
                if (row.rater() != null) {
                    raters.add(row.rater());
                }
                if (row.promptId() != null) {
                    asked.add(row.promptId());
                }
                intake.add(vote(row, known));
            });
            intake.finish();
            List<Violation> violations = java.util.stream.Stream.concat(report.violations().stream(), unknown.stream())
                    .sorted(java.util.Comparator.comparing(
                            Violation::line, java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder())))
                    .limit(Report.MOST_VIOLATIONS)
                    .toList();
            return new Receipt(
                    report.rows(),
                    intake.added(),
                    report.rejected() + refused[0],
                    report.repeated() + intake.repeated(),
                    (long) raters.size(),
                    asked.size(),
                    known.learned(),
                    null,
                    known.warnings(report.warnings()),
                    violations,
                    report.violationsTotal() + refused[0],
                    dryRun);
        }
    }

    /** Says that an arena has other votes than before. */
    void tell(Arena arena) {
        votes.tell(arena.id());
    }

    private static Report read(Upload upload, Terms terms, java.util.function.Consumer<VoteRow> rows) {
        try {
            return VoteFile.read(upload, terms, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NewVote vote(VoteRow row, Known known) {
        return new NewVote(
                row.voteId(),
                row.promptId(),
                known.model(row.modelA()).id(),
                row.modelA(),
                known.model(row.modelB()).id(),
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
                row.exclusion());
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

    /** What an arena has, and what it learns from this file where it has nothing of its own. */
    private final class Known {
        private final Arena arena;
        private final boolean learns;
        private final Map<String, Model> named = new HashMap<>();
        private final Set<String> keys;
        private final Set<String> blank;
        private final int before;
        private long onBlank;

        Known(Arena arena) {
            this.arena = arena;
            this.learns = !prompts.hasAny(arena.id());
            models.of(arena.id()).forEach(model -> named.put(model.name(), model));
            this.keys = learns ? Set.of() : prompts.keys(arena.id());
            this.blank = learns ? Set.of() : prompts.blankResponses(arena.id());
            this.before = named.size();
        }

        Violation check(VoteRow row) {
            for (String name : List.of(row.modelA(), row.modelB())) {
                if (!learns && !named.containsKey(name)) {
                    return new Violation(row.line(), "model", "unknown-model", unknownModel(name));
                }
            }
            if (!learns && row.promptId() != null && !keys.contains(row.promptId())) {
                return new Violation(
                        row.line(),
                        "prompt_id",
                        "unknown-prompt",
                        "The arena has no prompt %s.".formatted(Violation.quoted(row.promptId())));
            }
            boolean isOnBlank = blank.contains(row.promptId() + "\n" + row.modelA())
                    || blank.contains(row.promptId() + "\n" + row.modelB());
            onBlank += isOnBlank ? 1 : 0;
            return null;
        }

        private String unknownModel(String name) {
            return named.keySet().stream()
                    .filter(other -> other.equalsIgnoreCase(name))
                    .findFirst()
                    .map(other -> "The arena has no model %s. Is it %s?".formatted(Violation.quoted(name), other))
                    .orElseGet(() -> "The arena has no model %s.".formatted(Violation.quoted(name)));
        }

        Model model(String name) {
            return named.computeIfAbsent(name, unseen -> models.admit(arena.id(), Models.Configuration.named(unseen)));
        }

        long learned() {
            return named.size() - before;
        }

        List<Violation> warnings(List<Violation> ofFile) {
            if (onBlank == 0) {
                return ofFile;
            }
            Violation warning = new Violation(
                    null, null, "empty-response", "%d votes are about an empty response.".formatted(onBlank));
            return java.util.stream.Stream.concat(ofFile.stream(), java.util.stream.Stream.of(warning))
                    .toList();
        }
    }
}
