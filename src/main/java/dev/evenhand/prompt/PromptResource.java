package dev.evenhand.prompt;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Refuses;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What an arena holds, for admins and analysts: no rater's request ends here. */
@Path("/arenas/{slug}")
@RunOnVirtualThread
class PromptResource {
    @Schema(name = "PromptPage")
    record Listing(long total, List<Asked> prompts) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Prompt")
    record Asked(
            String id,
            @Nullable String category,
            @Nullable String language,
            List<Message> messages,
            List<Answer> responses) {}

    @Schema(name = "Response")
    record Answer(String model, String text) {}

    record Discarded(long responses) {}

    private final Arenas arenas;
    private final Prompts prompts;
    private final Callers callers;

    PromptResource(Arenas arenas, Prompts prompts, Callers callers) {
        this.arenas = arenas;
        this.prompts = prompts;
        this.callers = callers;
    }

    @GET
    @Path("prompts")
    @Operation(summary = "List prompts with their responses, a page at a time")
    public Listing list(
            String slug,
            @Parameter(description = "Words of the prompt or of its id") @QueryParam("q") @DefaultValue("")
                    String words,
            @QueryParam("offset") @DefaultValue("0") @Min(0) int offset,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        Arena arena = arenas.readBy(callers.current(), slug);
        PanacheQuery<Prompt> matching = prompts.matching(arena.id(), words);
        return new Listing(
                matching.count(),
                matching.range(offset, offset + limit - 1).list().stream()
                        .map(this::asked)
                        .toList());
    }

    @DELETE
    @Path("responses")
    @Operation(summary = "Delete the responses of a model or to a prompt, while the arena is in draft")
    @Refuses(conflict = "arena-opened")
    public Discarded discard(String slug, @QueryParam("model") String model, @QueryParam("prompt_id") String prompt) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        if (model == null && prompt == null) {
            throw Refusal.unprocessable("invalid", "Say which responses: ?model= or ?prompt_id=.");
        }
        return new Discarded(prompts.discard(arena, model, prompt));
    }

    private Asked asked(Prompt prompt) {
        return new Asked(
                prompt.key(),
                prompt.category(),
                prompt.language(),
                prompt.messages(),
                prompts.responsesTo(prompt).stream()
                        .map(response -> new Answer(response.model().name(), response.text()))
                        .toList());
    }
}
