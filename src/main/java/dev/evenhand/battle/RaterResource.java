package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.account.Account;
import dev.evenhand.account.Accounts;
import dev.evenhand.account.Accounts.Invited;
import dev.evenhand.account.Callers;
import dev.evenhand.account.Links;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The raters of an arena: invited, watched over, and let go again. */
@Path("/arenas/{slug}/raters")
@RunOnVirtualThread
class RaterResource {
    @Schema(name = "NewRater")
    record Draft(@Size(max = 200) String label) {}

    /** A rater who was just invited. Link and token are shown this once. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Invitation(UUID id, @Nullable String label, String joinUrl, String token) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Rater")
    record Entry(
            UUID id,
            @Nullable String label,
            @Schema(enumeration = {"invited", "anonymous"}) String kind,
            long votes,
            long skips,
            @Nullable Instant lastVoteAt,
            Instant createdAt,
            @Nullable Instant revokedAt) {}

    private final Arenas arenas;
    private final Accounts accounts;
    private final BattleRepository battles;
    private final Callers callers;
    private final Links links;

    RaterResource(Arenas arenas, Accounts accounts, BattleRepository battles, Callers callers, Links links) {
        this.arenas = arenas;
        this.accounts = accounts;
        this.battles = battles;
        this.callers = callers;
        this.links = links;
    }

    @GET
    @Operation(summary = "List the raters of an arena, with what they have done")
    public List<Entry> list(String slug) {
        Arena arena = arenas.readBy(callers.current(), slug);
        Map<UUID, BattleRepository.Activity> activity = battles.activityIn(arena.id());
        return accounts.raters(arena.id()).stream()
                .map(rater -> entry(rater, activity.getOrDefault(rater.id(), BattleRepository.Activity.NONE)))
                .toList();
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Invite a rater; link and token are shown this once")
    public Invitation invite(String slug, @Valid Draft draft) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        String label = draft == null || draft.label() == null || draft.label().isBlank()
                ? null
                : draft.label().strip();
        Invited invited = accounts.invite(arena.id(), label);
        return new Invitation(
                invited.rater().id(), label, links.to("/arenas/" + slug + "/join#" + invited.code()), invited.token());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Let a rater go; the link, the token and all sessions end")
    public void revoke(String slug, UUID id) {
        Arena arena = arenas.managedBy(callers.current(), slug);
        accounts.revoke(arena.id(), id);
    }

    private static Entry entry(Account rater, BattleRepository.Activity activity) {
        return new Entry(
                rater.id(),
                rater.label(),
                rater.invited() ? "invited" : "anonymous",
                activity.votes(),
                activity.skips(),
                activity.lastVoteAt(),
                rater.createdAt(),
                rater.disabledAt());
    }
}
