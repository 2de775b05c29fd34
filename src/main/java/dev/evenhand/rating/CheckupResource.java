package dev.evenhand.rating;

import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What stands behind a board over HTTP, for whoever may see the board. Raters are named to those only who may read votes. */
@Path("/arenas/{slug}")
@RunOnVirtualThread
class CheckupResource {
    private final Arenas arenas;
    private final Checkups checkups;
    private final Callers callers;

    CheckupResource(Arenas arenas, Checkups checkups, Callers callers) {
        this.arenas = arenas;
        this.checkups = checkups;
        this.callers = callers;
    }

    @GET
    @Path("diagnostics")
    @Operation(summary = "Check whether the leaderboard fits its votes, and what hangs on single raters or few votes")
    @PermitAll
    public Diagnosis diagnostics(String slug, @BeanParam Query query) {
        Caller caller = callers.current();
        Arena arena = arenas.boardFor(caller, slug);
        return checkups.of(arena, query, caller.mayRead(arena.id()));
    }

    @GET
    @Path("slices")
    @Operation(summary = "Read the leaderboard by category, language, kind of rater or month")
    @PermitAll
    public SliceTable slices(
            String slug,
            @Parameter(description = "By what votes are told apart")
                    @Schema(enumeration = {"category", "language", "raterKind", "month"})
                    @QueryParam("by")
                    @DefaultValue("category")
                    String by,
            @BeanParam Query query) {
        return checkups.slices(arenas.boardFor(callers.current(), slug), query, by);
    }
}
