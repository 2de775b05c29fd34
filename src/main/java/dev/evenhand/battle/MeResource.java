package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.account.Role;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Who I am, and how far I have come. */
@Path("/me")
@RunOnVirtualThread
class MeResource {
    /** {@code role} is {@code anonymous} where nobody is signed in; the rest is there where it means something. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Me(String role, String name, String arena, Long votes, IssueResource.Progress progress) {}

    private final Callers callers;
    private final Arenas arenas;
    private final BattleRepository battles;

    MeResource(Callers callers, Arenas arenas, BattleRepository battles) {
        this.callers = callers;
        this.arenas = arenas;
        this.battles = battles;
    }

    @GET
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
                caller.name(),
                arena.slug(),
                votes,
                new IssueResource.Progress(votes, arena.votesPerRater().orElse(null)));
    }
}
