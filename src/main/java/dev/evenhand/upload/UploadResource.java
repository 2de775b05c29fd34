package dev.evenhand.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Refuses;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.TransactionExceptionResult;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Files over HTTP: all of a file is stored, or nothing, or on request its good rows. */
@Path("/arenas/{slug}")
@RunOnVirtualThread
class UploadResource {
    /** What became of a file. The counts of prompts, models and responses are of what is new. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "UploadReport")
    record Receipt(
            long rows,
            long accepted,
            long rejected,
            long repeated,
            @Nullable Long raters,
            long prompts,
            long models,
            @Nullable Long responses,
            List<Violation> warnings,
            List<Violation> violations,
            long violationsTotal,
            boolean dryRun) {}

    /** Thrown to take everything back; the receipt says what would have been. */
    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Receipt receipt;

        TakenBack(Receipt receipt) {
            super("nothing is stored", null, false, false);
            this.receipt = receipt;
        }
    }

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Arenas arenas;
    private final Callers callers;
    private final ResponseUpload responses;
    private final VoteUpload votes;

    UploadResource(Arenas arenas, Callers callers, ResponseUpload responses, VoteUpload votes) {
        this.arenas = arenas;
        this.callers = callers;
        this.responses = responses;
        this.votes = votes;
    }

    @POST
    @Path("responses")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Upload responses: a CSV, NDJSON or JSON file as body, or in the field file of a form")
    @RequestBody(ref = "File")
    @Refuses(unprocessable = "upload-refused")
    public Receipt responses(
            String slug,
            InputStream body,
            @HeaderParam("Content-Type") String type,
            @Schema(enumeration = {"gzip", "identity"}) @HeaderParam("Content-Encoding") String encoding,
            @Parameter(description = "The model whose responses the file holds, where its rows do not say")
                    @QueryParam("model")
                    String model,
            @Schema(enumeration = {"strict", "skip"}) @QueryParam("mode") @DefaultValue("strict") String mode,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        return responses(arena, upload(body, type, null, encoding), model, mode, dryRun);
    }

    @POST
    @Path("responses")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Receipt responsesOfForm(
            String slug,
            @RestForm FileUpload file,
            @Parameter(description = "The model whose responses the file holds, where its rows do not say")
                    @QueryParam("model")
                    String model,
            @Schema(enumeration = {"strict", "skip"}) @QueryParam("mode") @DefaultValue("strict") String mode,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        return inForm(file, upload -> responses(arena, upload, model, mode, dryRun));
    }

    @POST
    @Path("votes")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Upload votes: a CSV or NDJSON file as body, or in the field file of a form")
    @RequestBody(ref = "File")
    @Refuses(unprocessable = "upload-refused")
    public Receipt votes(
            String slug,
            InputStream body,
            @HeaderParam("Content-Type") String type,
            @Schema(enumeration = {"gzip", "identity"}) @HeaderParam("Content-Encoding") String encoding,
            @Schema(enumeration = {"strict", "skip"}) @QueryParam("mode") @DefaultValue("strict") String mode,
            @Parameter(description = "Take what our own export wrote about arena and counting")
                    @QueryParam("restore")
                    @DefaultValue("false")
                    boolean restore,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        return votes(arena, upload(body, type, null, encoding), restore, mode, dryRun);
    }

    @POST
    @Path("votes")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Receipt votesOfForm(
            String slug,
            @RestForm FileUpload file,
            @Schema(enumeration = {"strict", "skip"}) @QueryParam("mode") @DefaultValue("strict") String mode,
            @Parameter(description = "Take what our own export wrote about arena and counting")
                    @QueryParam("restore")
                    @DefaultValue("false")
                    boolean restore,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        return inForm(file, upload -> votes(arena, upload, restore, mode, dryRun));
    }

    private Receipt responses(Arena arena, Upload upload, String model, String mode, boolean dryRun) {
        return allOrNothing(mode, dryRun, () -> responses.store(arena, upload, model, dryRun));
    }

    private Receipt votes(Arena arena, Upload upload, boolean restore, String mode, boolean dryRun) {
        Receipt receipt = allOrNothing(mode, dryRun, () -> votes.store(arena, upload, restore, dryRun));
        if (!dryRun) {
            votes.tell(arena);
        }
        return receipt;
    }

    private static Receipt allOrNothing(String mode, boolean dryRun, Supplier<Receipt> store) {
        boolean skip = mode.equals("skip");
        if (!skip && !mode.equals("strict")) {
            throw Refusal.unprocessable("invalid", "mode is strict or skip.");
        }
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout((int) LONGEST.toSeconds())
                    .exceptionHandler(e -> TransactionExceptionResult.ROLLBACK)
                    .call(() -> {
                        Receipt receipt = store.get();
                        if (dryRun || !skip && receipt.violationsTotal() > 0) {
                            throw new TakenBack(receipt);
                        }
                        return receipt;
                    });
        } catch (TakenBack nothing) {
            if (nothing.receipt.violationsTotal() > 0 && !skip) {
                throw refused(nothing.receipt);
            }
            return nothing.receipt;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof Unreadable unreadable) {
                throw unreadable(unreadable);
            }
            throw e;
        }
    }

    private static Refusal refused(Receipt receipt) {
        return withReceipt(
                Refusal.unprocessable(
                        "upload-refused",
                        "Nothing was stored: %,d of %,d rows cannot be taken. Mend them, or send the file again with mode=skip."
                                .formatted(receipt.rejected(), receipt.rows())),
                receipt);
    }

    private static Refusal withReceipt(Refusal refusal, Receipt receipt) {
        return refusal.with("rows", receipt.rows())
                .with("accepted", 0)
                .with("rejected", receipt.rejected())
                .with("repeated", receipt.repeated())
                .with("prompts", 0)
                .with("models", 0)
                .with("responses", 0)
                .with("warnings", receipt.warnings())
                .with("violations", receipt.violations())
                .with("violationsTotal", receipt.violationsTotal())
                .with("dryRun", receipt.dryRun());
    }

    /** A file that is refused whole, by the status that goes with what is wrong with it. */
    private static Refusal unreadable(Unreadable unreadable) {
        Violation violation = unreadable.violation();
        String detail = violation.message();
        Refusal refusal =
                switch (violation.code()) {
                    case "format" -> Refusal.unsupported("format", detail);
                    case "limit-body" -> Refusal.tooLarge("limit-body", detail);
                    case "content-encoding" -> Refusal.badRequest("content-encoding", detail);
                    default -> Refusal.unprocessable(violation.code(), detail);
                };
        return withReceipt(refusal, new Receipt(0, 0, 0, 0, null, 0, 0, null, List.of(), List.of(violation), 1, false));
    }

    private static Upload upload(InputStream body, String type, String filename, String encoding) {
        boolean gzip = "gzip".equalsIgnoreCase(encoding);
        if (encoding != null && !gzip && !encoding.equalsIgnoreCase("identity")) {
            throw Refusal.unsupported("content-encoding", "Content-Encoding %s is not known here.".formatted(encoding));
        }
        Format format = Format.of(type, filename)
                .orElseThrow(() -> Refusal.unsupported(
                        "format", "Send CSV (text/csv), NDJSON (application/x-ndjson) or JSON (application/json)."));
        return new Upload(body, format, gzip, Limits.DEFAULT);
    }

    private static Receipt inForm(FileUpload file, java.util.function.Function<Upload, Receipt> store) {
        if (file == null) {
            throw Refusal.unprocessable("empty", "The form has no field called file.");
        }
        try (InputStream body = Files.newInputStream(file.uploadedFile())) {
            boolean gzip = file.fileName() != null && file.fileName().endsWith(".gz");
            return store.apply(upload(body, file.contentType(), file.fileName(), gzip ? "gzip" : null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
