package dev.evenhand.upload;

import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Refuses;
import dev.evenhand.upload.VoteFile.Terms;
import dev.evenhand.upload.VoteUpload.Weighed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.TransactionExceptionResult;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Files over HTTP: all of a file is stored, or nothing, or on request its good rows. */
@Path("/arenas/{slug}")
@RunOnVirtualThread
class UploadResource {
    /** Longer than a million rows take. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Arenas arenas;
    private final Callers callers;
    private final ResponseUpload responses;
    private final VoteUpload votes;
    private final UploadConfig config;
    private final Inbox inbox;

    UploadResource(
            Arenas arenas,
            Callers callers,
            ResponseUpload responses,
            VoteUpload votes,
            UploadConfig config,
            Inbox inbox) {
        this.arenas = arenas;
        this.callers = callers;
        this.responses = responses;
        this.votes = votes;
        this.config = config;
        this.inbox = inbox;
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
            @Context RoutingContext request,
            @HeaderParam("Content-Type") String type,
            @Schema(enumeration = {"gzip", "identity"}) @HeaderParam("Content-Encoding") String encoding,
            @Parameter(description = "The model whose responses the file holds, where its rows do not say")
                    @QueryParam("model")
                    String model,
            @Schema(enumeration = {"strict", "skip"}) @QueryParam("mode") @DefaultValue("strict") String mode,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        Manner manner = manner(mode, dryRun);
        Kind kind = Kind.of(type, null, encoding);
        return inbox.body(request, body, manner, file -> responses(arena, file, kind, model, manner));
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
        Manner manner = manner(mode, dryRun);
        return inbox.form(file, manner, (spool, kind) -> responses(arena, spool, kind, model, manner));
    }

    @POST
    @Path("votes")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Upload votes: a CSV or NDJSON file as body, or in the field file of a form")
    @RequestBody(ref = "File")
    @Refuses(conflict = "overtaken", unprocessable = "upload-refused")
    public Receipt votes(
            String slug,
            InputStream body,
            @Context RoutingContext request,
            @HeaderParam("Content-Type") String type,
            @Schema(enumeration = {"gzip", "identity"}) @HeaderParam("Content-Encoding") String encoding,
            @Schema(enumeration = {"strict", "skip"}) @QueryParam("mode") @DefaultValue("strict") String mode,
            @Parameter(description = "Take what our own export wrote about arena and counting")
                    @QueryParam("restore")
                    @DefaultValue("false")
                    boolean restore,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        Manner manner = manner(mode, dryRun);
        Kind kind = Kind.of(type, null, encoding);
        return inbox.body(request, body, manner, file -> votes(arena, file, kind, restore, manner));
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
        Manner manner = manner(mode, dryRun);
        return inbox.form(file, manner, (spool, kind) -> votes(arena, spool, kind, restore, manner));
    }

    private static Manner manner(String mode, boolean dryRun) {
        return switch (mode) {
            case "strict" -> new Manner(false, dryRun);
            case "skip" -> new Manner(true, dryRun);
            default -> throw Refusal.unprocessable("invalid", "mode is strict or skip.");
        };
    }

    // ------------------------------------------------------------------------------------------- what a file is for

    private Receipt responses(Arena arena, Spool file, Kind kind, String model, Manner manner) {
        return Refused.accepted(manner, transact(() -> responses.store(arena, upload(file, kind), model, manner)));
    }

    private Receipt votes(Arena arena, Spool file, Kind kind, boolean restore, Manner manner) {
        Terms terms = votes.terms(restore);
        String name = VoteUpload.name(upload(file, kind));
        Weighed weighed = votes.weigh(arena, name, upload(file, kind), terms, manner);
        Receipt receipt = Refused.accepted(manner, weighed.receipt());
        if (manner.dry()) {
            return receipt;
        }
        Receipt stored = transact(() -> votes.store(arena, upload(file, kind), terms, manner, weighed));
        votes.tell(arena);
        return stored;
    }

    private Upload upload(Spool file, Kind kind) {
        return new Upload(file.open(), kind.format(), kind.gzip(), config.limits());
    }

    private static Receipt transact(Supplier<Receipt> store) {
        return QuarkusTransaction.requiringNew()
                .timeout((int) LONGEST.toSeconds())
                .exceptionHandler(e -> TransactionExceptionResult.ROLLBACK)
                .call(store::get);
    }
}
