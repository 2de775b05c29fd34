package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.account.Role;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who I am, and how far I have come. */
@Path("/me")
@RunOnVirtualThread
class MeResource {
    /** {@code role} is {@code anonymous} where nobody is signed in; the rest is there where it means something. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Me(
            @Schema(enumeration = {"anonymous", "admin", "analyst", "rater"})
            String role,

            @Nullable String name,
            @Nullable String arena,
            @Nullable Long votes,
            IssueResource.@Nullable Progress progress) {}

    private final Callers callers;
    private final Arenas arenas;
    private final BattleRepository battles;

    MeResource(Callers callers, Arenas arenas, BattleRepository battles) {
        this.callers = callers;
        this.arenas = arenas;
        this.battles = battles;
    }

    @GET
    @Operation(summary = "Say who is calling, and how far a rater has come")
    @PermitAll
    public Me me() {
        Caller caller = callers.current();
        if (caller.isAnonymous()) {
            return new Me("anonymous", null, null, null, null);
        }
        if (!caller.is(Role.RATER)) {
            String arena = caller.arena() == null ? null : arenas.slugOf(caller.arena());
            return new Me(caller.role().word(), caller.name(), arena, null, null);
        }
        Arena arena = arenas.withId(caller.arena());
        long votes = battles.votedBy(caller.account());
        return new Me(
                caller.role().word(),
                null,
                arena.slug(),
                votes,
                new IssueResource.Progress(votes, arena.votesPerRater().orElse(null)));
    }
}
