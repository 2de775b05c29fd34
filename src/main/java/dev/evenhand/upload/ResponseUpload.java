package dev.evenhand.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.ModelNames;
import dev.evenhand.arena.Models;
import dev.evenhand.prompt.Intake;
import dev.evenhand.prompt.Message;
import dev.evenhand.prompt.NewResponse;
import dev.evenhand.prompt.Prompts;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
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

    /** Takes a file within the transaction that is under way; the arena is held only while it is stored. */
    Receipt store(Arena arena, Upload upload, String model, Manner manner) {
        ModelNames known =
                new ModelNames(models.of(arena.id()).stream().map(Model::name).toList());
        Report report = new Report();
        return prompts.takeIn(arena, intake -> {
            read(upload, model, report, known, intake);
            Intake.Result result = intake.finish(new Heard(report), manner.dry(), () -> manner.accepts(report));
            return receipt(report, result, manner);
        });
    }

    private void read(Upload upload, String model, Report report, ModelNames known, Intake intake) {
        try {
            ResponseFile.read(upload, model, report, row -> {
                Optional<String> lookalike =
                        known.contains(row.model()) ? Optional.empty() : known.lookalike(row.model());
                lookalike.ifPresentOrElse(
                        stored -> report.reject(row.number(), confusable(row, stored)),
                        () -> intake.add(response(row)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Violation confusable(ResponseRow row, String stored) {
        return new Violation(
                row.line(),
                "model",
                "model-confusable",
                "%s looks like %s, which the arena has already.".formatted(row.model(), stored));
    }

    private NewResponse response(ResponseRow row) {
        return new NewResponse(
                row.number(),
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

    /** Writes what the store has against a row into the report of its file. */
    private record Heard(Report report) implements Intake.Listener {
        @Override
        public void refused(long number, dev.evenhand.problem.Violation violation) {
            report.reject(number, ResponseUpload.violation(violation));
        }

        @Override
        public void repeated(long number) {
            report.repeat(number);
        }
    }

    private static Receipt receipt(Report report, Intake.Result stored, Manner manner) {
        List<Violation> warnings = Stream.concat(
                        report.warnings().stream(), stored.warnings().stream().map(ResponseUpload::violation))
                .toList();
        return new Receipt(
                report.rows(),
                report.accepted(),
                report.rejected(),
                report.repeated(),
                null,
                stored.prompts(),
                stored.models(),
                stored.responses(),
                warnings,
                report.violations(),
                report.violationsTotal(),
                manner.dry());
    }

    private static Violation violation(dev.evenhand.problem.Violation stored) {
        return new Violation(stored.line(), stored.column(), stored.code(), stored.message());
    }
}
