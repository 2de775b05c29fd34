package dev.evenhand.battle;

import dev.evenhand.account.Callers;
import dev.evenhand.battle.VoteBatch.Answer.Taken;
import dev.evenhand.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** What a rater does with a battle. Nothing here names a model, but a receipt where the arena reveals. */
@Path("/battles/{id}")
@RunOnVirtualThread
class BattleResource {
    record Undone(int version) {}

    @Schema(name = "Skip")
    record Reason(
            @NotNull
            @Pattern(
                    regexp = "cannot-judge|language|broken|offensive|reveals-identity|other",
                    message = "is cannot-judge, language, broken, offensive, reveals-identity or other")
            @Schema(enumeration = {"cannot-judge", "language", "broken", "offensive", "reveals-identity", "other"})
            String reason,

            @Min(0) int version) {}

    private final Battles battles;
    private final Votes votes;
    private final Callers callers;

    BattleResource(Battles battles, Votes votes, Callers callers) {
        this.battles = battles;
        this.votes = votes;
        this.callers = callers;
    }

    @PUT
    @Path("vote")
    @Operation(summary = "Vote on a battle, or change the vote while that is possible")
    @APIResponse(
            responseCode = "201",
            description = "A new vote is on disk, and counts",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Receipt.class)))
    @APIResponse(
            responseCode = "200",
            description = "The same vote as before, or one that came too late to count",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Receipt.class)))
    @Refuses(
            conflict = {"already-voted", "arena-closed", "identical"},
            tooMany = "too-fast")
    public RestResponse<Receipt> cast(String id, @NotNull @Valid Choice choice) {
        Taken answer = votes.cast(BattleId.of(id), callers.current().requireRater(), choice);
        boolean created = answer.fresh() && answer.receipt().counted();
        return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK, answer.receipt());
    }

    @DELETE
    @Path("vote")
    @Operation(summary = "Take back the last vote or skip")
    @Refuses(
            conflict = {"already-voted", "nothing-to-undo", "arena-closed"},
            tooMany = "too-fast")
    public Undone undo(
            String id,
            @Parameter(description = "The version of the battle that the rater saw")
                    @QueryParam("version")
                    @DefaultValue("0")
                    int version) {
        return new Undone(votes.undo(BattleId.of(id), callers.current().requireRater(), version)
                .receipt()
                .version());
    }

    @POST
    @Path("skip")
    @Operation(summary = "Skip a battle, and say why")
    @Refuses(
            conflict = {"already-voted", "arena-closed"},
            tooMany = "too-fast")
    public void skip(String id, @NotNull @Valid Reason reason) {
        votes.skip(BattleId.of(id), callers.current().requireRater(), reason.version(), reason.reason());
    }

    @PUT
    @Path("lease")
    @Operation(summary = "Keep a battle while it is still being looked at")
    public void renew(String id) {
        battles.renew(BattleId.of(id), callers.current().requireRater());
    }
}
