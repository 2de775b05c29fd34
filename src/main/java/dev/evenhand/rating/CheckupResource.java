package dev.evenhand.rating;

import dev.evenhand.account.Callers;
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
    private final Audience audience;
    private final Checkups checkups;
    private final Callers callers;

    CheckupResource(Audience audience, Checkups checkups, Callers callers) {
        this.audience = audience;
        this.checkups = checkups;
        this.callers = callers;
    }

    @GET
    @Path("diagnostics")
    @Operation(summary = "Check whether the leaderboard fits its votes, and what hangs on single raters or few votes")
    @PermitAll
    public Diagnosis diagnostics(String slug, @BeanParam Query query) {
        View view = audience.viewInParts(slug, query);
        return checkups.of(view, callers.current().mayRead(view.arena().id()));
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
        return checkups.slices(audience.viewInParts(slug, query), by);
    }
}
