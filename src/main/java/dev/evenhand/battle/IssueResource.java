package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.arena.Outcome;
import dev.evenhand.battle.Battles.Laid;
import dev.evenhand.problem.Refuses;
import dev.evenhand.prompt.Message;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Where a rater asks for the next battle. Nothing here names a model. */
@Path("/arenas/{slug}/battles")
@RunOnVirtualThread
class IssueResource {
    sealed interface Next permits Blind, Nothing {}

    /**
     * Before the vote: two texts, and nothing that tells whose they are.
     *
     * @param links whether the web addresses in the texts may be followed
     * @param images whether the images that the texts name are shown
     * @param guide whether the arena has instructions to read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Battle")
    record Blind(
            String id,
            int version,
            Asked prompt,
            Side left,
            Side right,
            List<Outcome> outcomes,
            List<String> criteria,
            List<String> tags,
            boolean margin,
            boolean links,
            boolean images,
            boolean guide,
            String question,
            Progress progress,
            Instant expiresAt)
            implements Next {}

    @Schema(name = "BattlePrompt")
    record Asked(List<Message> messages) {}

    record Side(String text) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Progress(long done, @Nullable Integer target) {}

    /** There is nothing left to decide for this rater. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "NothingLeft")
    record Nothing(@Schema(ref = "Null") String id, String reason) implements Next {}

    private final Arenas arenas;
    private final Battles battles;
    private final Callers callers;

    IssueResource(Arenas arenas, Battles battles, Callers callers) {
        this.arenas = arenas;
        this.battles = battles;
        this.callers = callers;
    }

    @POST
    @Operation(summary = "Draw the next battle")
    @APIResponse(
            responseCode = "201",
            description = "The battle to decide now, which may be one that was drawn before",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Blind.class)))
    @APIResponse(
            responseCode = "200",
            description = "There is nothing left for this rater",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Nothing.class)))
    @Refuses(conflict = {"arena-draft", "arena-paused", "arena-closed", "consent-needed"})
    public RestResponse<Next> issue(String slug) {
        Arena arena = arenas.called(slug);
        UUID rater = callers.current().requireRaterOf(arena.id());
        return battles.issue(arena, rater)
                .map(battle -> RestResponse.status(RestResponse.Status.CREATED, blind(arena, battle)))
                .orElseGet(() -> RestResponse.ok(new Nothing(null, "nothing-left")));
    }

    private static Next blind(Arena arena, Laid battle) {
        return new Blind(
                new BattleId(battle.id()).toString(),
                battle.version(),
                new Asked(battle.messages()),
                new Side(battle.left()),
                new Side(battle.right()),
                arena.outcomes(),
                arena.criteria(),
                arena.tags(),
                arena.asksForMargin(),
                arena.allowsLinks(),
                arena.allowsImages(),
                arena.hasInstructions(),
                arena.question(),
                new Progress(battle.done(), arena.votesPerRater().orElse(null)),
                battle.leaseUntil());
    }
}
