package dev.evenhand.battle;

import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.battle.VoteBatch.Answer.Taken;
import dev.evenhand.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
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

    /** @param identified the sides whose response tells who wrote it */
    @Schema(name = "Skip")
    record Reason(
            @NotNull
            @Pattern(
                    regexp = "cannot-judge|language|broken|offensive|reveals-identity|other",
                    message = "is cannot-judge, language, broken, offensive, reveals-identity or other")
            @Schema(enumeration = {"cannot-judge", "language", "broken", "offensive", "reveals-identity", "other"})
            String reason,

            @Min(0) int version,
            @Size(min = 1, max = 2) List<@NotNull Side> identified) {}

    private final Battles battles;
    private final Votes votes;
    private final Callers callers;
    private final Networks networks;

    BattleResource(Battles battles, Votes votes, Callers callers, Networks networks) {
        this.battles = battles;
        this.votes = votes;
        this.callers = callers;
        this.networks = networks;
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
            tooMany = {"too-fast", "too-many-from-network"})
    public RestResponse<Receipt> cast(String id, @NotNull @Valid Choice choice) {
        Caller caller = callers.current();
        Taken answer = votes.cast(BattleId.of(id), caller.requireRater(), choice, networks.of(caller));
        boolean created = answer.fresh() && answer.receipt().counted();
        return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK, answer.receipt());
    }

    @DELETE
    @Path("vote")
    @Operation(summary = "Take back the last vote or skip")
    @Refuses(
            conflict = {"already-voted", "nothing-to-undo", "arena-closed"},
            tooMany = {"too-fast", "too-many-from-network"})
    public Undone undo(
            String id,
            @Parameter(description = "The version of the battle that the rater saw")
                    @QueryParam("version")
                    @DefaultValue("0")
                    int version) {
        Caller caller = callers.current();
        return new Undone(votes.undo(BattleId.of(id), caller.requireRater(), version, networks.of(caller))
                .receipt()
                .version());
    }

    @POST
    @Path("skip")
    @Operation(summary = "Skip a battle, and say why")
    @Refuses(
            conflict = {"already-voted", "arena-closed"},
            tooMany = {"too-fast", "too-many-from-network"})
    public void skip(String id, @NotNull @Valid Reason reason) {
        Caller caller = callers.current();
        votes.skip(
                BattleId.of(id),
                caller.requireRater(),
                reason.version(),
                reason.reason(),
                reason.identified(),
                networks.of(caller));
    }

    @PUT
    @Path("lease")
    @Operation(summary = "Keep a battle while it is still being looked at")
    public void renew(String id) {
        battles.renew(BattleId.of(id), callers.current().requireRater());
    }
}
