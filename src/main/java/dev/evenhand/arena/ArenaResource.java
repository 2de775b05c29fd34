package dev.evenhand.arena;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.account.Links;
import dev.evenhand.account.Role;
import dev.evenhand.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Arenas over HTTP. A rater's view holds only what a rater needs in order to vote. */
@Path("/arenas")
@RunOnVirtualThread
class ArenaResource {
    /** What either view of an arena is. */
    @Schema(
            name = "ArenaView",
            oneOf = {Managed.class, Shown.class})
    sealed interface View permits Managed, Shown {}

    /**
     * An arena as admins and analysts see it.
     *
     * @param changeable whether a vote can be changed or taken back for a while
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FullArena")
    record Managed(
            String slug,
            String name,
            String question,
            @Nullable String instructions,
            @Nullable String consent,
            @Nullable Integer consentVersion,
            List<Outcome> outcomes,
            boolean margin,
            List<String> criteria,
            List<String> tags,
            Access access,
            Reveal reveal,
            @Nullable Integer votesPerPair,
            @Nullable Integer votesPerRater,
            int votesPerMinute,
            Matchmaking matchmaking,
            boolean publicBoard,
            List<String> languages,
            boolean practice,
            boolean links,
            boolean images,
            boolean changeable,
            Phase phase,
            @Nullable String joinUrl,
            Instant createdAt,
            @Nullable Instant openedAt,
            @Nullable Instant closedAt,
            Counts counts)
            implements View {}

    /** How much of everything an arena holds; pairs are those that can be shown. */
    record Counts(long models, long prompts, long responses, long pairs, long votes, long skips, long raters) {
        static Counts of(Map<String, Long> counts) {
            return new Counts(
                    counts.get("models"),
                    counts.get("prompts"),
                    counts.get("responses"),
                    counts.get("pairs"),
                    counts.get("votes"),
                    counts.get("skips"),
                    counts.get("raters"));
        }
    }

    /**
     * An arena as raters and passers-by see it.
     *
     * @param changeable whether a vote can be changed or taken back for a while
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Arena")
    record Shown(
            String slug,
            String name,
            String question,
            @Nullable String instructions,
            @Nullable String consent,
            @Nullable Integer consentVersion,
            Phase phase,
            Access access,
            List<Outcome> outcomes,
            boolean margin,
            List<String> criteria,
            List<String> tags,
            List<String> languages,
            boolean practice,
            boolean links,
            boolean images,
            boolean changeable,
            @Nullable Integer votesPerRater,
            boolean publicBoard)
            implements View {}

    @Schema(name = "NewArena")
    record Draft(
            @NotNull
            // /arenas/new is the page that makes an arena.
            @Pattern(
                    regexp = "(?!new$)[a-z0-9](-?[a-z0-9])*",
                    message = "is lower-case letters and digits, with single hyphens between them, and not new")
            @Size(max = 64)
            String slug,

            @Valid @JsonUnwrapped Rules rules) {}

    @Schema(name = "ArenaChange")
    record Change(Phase phase, @Valid @JsonUnwrapped Rules rules) {}

    private final Arenas arenas;
    private final Callers callers;
    private final Links links;

    ArenaResource(Arenas arenas, Callers callers, Links links) {
        this.arenas = arenas;
        this.callers = callers;
        this.links = links;
    }

    @GET
    @Operation(summary = "List the arenas that the caller may see")
    @PermitAll
    public List<View> list() {
        Caller caller = callers.current();
        return arenas.all().stream()
                .filter(arena -> arena.isShownTo(caller))
                .map(arena -> view(caller, arena))
                .toList();
    }

    @GET
    @Path("{slug}")
    @Operation(summary = "Read one arena; admins and analysts see its limits and counts")
    @PermitAll
    public View get(String slug) {
        Caller caller = callers.current();
        return view(caller, arenas.shownTo(caller, slug));
    }

    @POST
    @ResponseStatus(201)
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(summary = "Create an arena in draft")
    @Refuses(conflict = "slug-taken")
    public View found(@NotNull @Valid Draft draft) {
        Caller caller = callers.current();
        caller.requireWholeHouse();
        return view(caller, arenas.found(draft.slug(), draft.rules()));
    }

    @PATCH
    @Path("{slug}")
    @Operation(summary = "Change the rules or the phase of an arena; what is not said stays")
    @Refuses(conflict = {"no-pairs", "phase-step"})
    public View change(String slug, @NotNull @Valid Change change) {
        Caller caller = callers.current();
        Arena arena = arenas.managedBy(caller, slug);
        return view(caller, arenas.change(arena.id, change.rules(), change.phase()));
    }

    @DELETE
    @Path("{slug}")
    @Operation(summary = "Delete an arena with everything in it")
    @Refuses(conflict = "arena-open")
    public void erase(
            String slug,
            @Parameter(description = "The arena's slug, once more") @QueryParam("confirm") String confirmation) {
        arenas.erase(arenas.managedBy(callers.current(), slug).id, confirmation);
    }

    private View view(Caller caller, Arena arena) {
        boolean changeable = arena.reveal() != Reveal.AFTER_VOTE;
        if (!caller.mayRead(arena.id)) {
            return new Shown(
                    arena.slug,
                    arena.name,
                    arena.question,
                    arena.instructions,
                    arena.consent,
                    arena.consentVersion().orElse(null),
                    arena.phase(),
                    arena.access(),
                    arena.outcomes(),
                    arena.margin,
                    arena.criteria(),
                    arena.tags(),
                    arena.languages(),
                    arena.practice,
                    arena.links,
                    arena.images,
                    changeable,
                    arena.votesPerRater,
                    arena.publicBoard);
        }
        return new Managed(
                arena.slug,
                arena.name,
                arena.question,
                arena.instructions,
                arena.consent,
                arena.consentVersion().orElse(null),
                arena.outcomes(),
                arena.margin,
                arena.criteria(),
                arena.tags(),
                arena.access(),
                arena.reveal(),
                arena.votesPerPair,
                arena.votesPerRater,
                arena.votesPerMinute,
                arena.matchmaking(),
                arena.publicBoard,
                arena.languages(),
                arena.practice,
                arena.links,
                arena.images,
                changeable,
                arena.phase(),
                caller.mayManage(arena.id) ? joinUrl(arena) : null,
                arena.createdAt,
                arena.openedAt,
                arena.closedAt,
                Counts.of(arenas.count(arena.id)));
    }

    /** The link to hand out, where there is one for everybody; its code stands where no server log sees it. */
    private String joinUrl(Arena arena) {
        String page = links.to("/arenas/" + arena.slug + "/join");
        return switch (arena.access()) {
            case INVITED -> null;
            case LINK -> page + "#" + arena.joinCode;
            case OPEN -> page;
        };
    }
}
