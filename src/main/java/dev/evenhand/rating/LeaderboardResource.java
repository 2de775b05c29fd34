package dev.evenhand.rating;

import dev.evenhand.problem.Refusal;
import dev.evenhand.rating.board.Comparison;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Boards over HTTP, for analysts, and for everybody where the arena's board is public. */
@Path("/arenas/{slug}")
@RunOnVirtualThread
class LeaderboardResource {
    private final Audience audience;
    private final Leaderboards leaderboards;
    private final WinRateTables winRates;
    private final Comparisons comparisons;
    private final Histories histories;

    LeaderboardResource(
            Audience audience,
            Leaderboards leaderboards,
            WinRateTables winRates,
            Comparisons comparisons,
            Histories histories) {
        this.audience = audience;
        this.leaderboards = leaderboards;
        this.winRates = winRates;
        this.comparisons = comparisons;
        this.histories = histories;
    }

    @GET
    @Path("leaderboard")
    @Operation(summary = "Read the leaderboard")
    @PermitAll
    public Leaderboard leaderboard(String slug, @BeanParam Query query) {
        return leaderboards.of(audience.view(slug, query));
    }

    @GET
    @Path("history")
    @Operation(summary = "Read how the ratings came about over time")
    @PermitAll
    public History history(
            String slug,
            @BeanParam Query query,
            @Parameter(description = "How far the moments lie apart; what suits the time where it is not given")
                    @Schema(enumeration = {"day", "week", "month"})
                    @QueryParam("every")
                    String every) {
        return histories.of(audience.viewInParts(slug, query), every);
    }

    @GET
    @Path("win-rates")
    @Operation(summary = "Read the win rates of each model against each other")
    @PermitAll
    public WinRateTable winRates(String slug, @BeanParam Query query) {
        return winRates.of(audience.view(slug, query));
    }

    @GET
    @Path("comparison")
    @Operation(summary = "Compare a candidate with a baseline")
    @PermitAll
    public Comparison comparison(
            String slug,
            @Parameter(required = true) @QueryParam("candidate") String candidate,
            @Parameter(required = true) @QueryParam("baseline") String baseline,
            @BeanParam Query query) {
        View view = audience.view(slug, query);
        if (candidate == null || baseline == null || candidate.equals(baseline)) {
            throw Refusal.unprocessable("invalid", "Name two different models: ?candidate=…&baseline=….");
        }
        return comparisons.of(view, candidate, baseline);
    }
}
