package dev.evenhand.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.prompt.Intake;
import dev.evenhand.prompt.Message;
import dev.evenhand.prompt.NewResponse;
import dev.evenhand.prompt.Prompts;
import dev.evenhand.upload.UploadResource.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A file of responses on its way into an arena: its rows are checked by themselves, then against what is stored. */
@ApplicationScoped
class ResponseUpload {
    private final Prompts prompts;
    private final Models models;
    private final ObjectMapper json;

    ResponseUpload(Prompts prompts, Models models, ObjectMapper json) {
        this.prompts = prompts;
        this.models = models;
        this.json = json;
    }

    Receipt store(Arena arena, Upload upload, String model, boolean dryRun) {
        ModelNames known =
                new ModelNames(models.of(arena.id()).stream().map(Model::name).toList());
        return prompts.takeIn(arena, intake -> {
            List<Violation> lookalikes = new ArrayList<>();
            Set<String> refused = new HashSet<>();
            Report report = read(upload, model, row -> {
                if (!known.contains(row.model()) && known.lookalike(row.model()).isPresent()) {
                    if (refused.add(row.model())) {
                        lookalikes.add(new Violation(
                                row.line(),
                                "model",
                                "model-confusable",
                                "%s looks like %s, which the arena has already."
                                        .formatted(
                                                row.model(),
                                                known.lookalike(row.model()).get())));
                    }
                    return;
                }
                intake.add(response(row));
            });
            return receipt(report, intake.finish(), lookalikes, dryRun);
        });
    }

    private static Report read(Upload upload, String model, java.util.function.Consumer<ResponseRow> rows) {
        try {
            return ResponseFile.read(upload, model, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NewResponse response(ResponseRow row) {
        return new NewResponse(
                row.line(),
                row.promptId(),
                row.messages().stream()
                        .map(message -> new Message(message.role(), message.content()))
                        .toList(),
                row.model(),
                row.organization(),
                row.systemPrompt(),
                row.response(),
                row.category(),
                row.language(),
                row.metadata().isEmpty() ? null : text(row));
    }

    private String text(ResponseRow row) {
        try {
            return json.writeValueAsString(row.metadata());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("metadata that is not JSON", e);
        }
    }

    private static Receipt receipt(Report report, Intake.Result stored, List<Violation> lookalikes, boolean dryRun) {
        List<Violation> ofStore = Stream.concat(
                        lookalikes.stream(), stored.violations().stream().map(ResponseUpload::violation))
                .toList();
        List<Violation> violations = Stream.concat(report.violations().stream(), ofStore.stream())
                .sorted(Comparator.comparing(Violation::line, Comparator.nullsFirst(Comparator.naturalOrder())))
                .limit(Report.MOST_VIOLATIONS)
                .toList();
        List<Violation> warnings = Stream.concat(
                        report.warnings().stream(), stored.warnings().stream().map(ResponseUpload::violation))
                .toList();
        return new Receipt(
                report.rows(),
                stored.responses(),
                report.rejected() + ofStore.size(),
                report.repeated() + stored.repeated(),
                null,
                stored.prompts(),
                stored.models(),
                stored.responses(),
                warnings,
                violations,
                report.violationsTotal() + ofStore.size(),
                dryRun);
    }

    private static Violation violation(dev.evenhand.problem.Violation stored) {
        return new Violation(stored.line(), stored.column(), stored.code(), stored.message());
    }
}
