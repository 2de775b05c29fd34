package dev.evenhand.battle;

import dev.evenhand.account.Callers;
import dev.evenhand.battle.VoteBatch.Answer;
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
import org.jboss.resteasy.reactive.RestResponse;

/** What a rater does with a battle. Nothing here names a model, but a receipt where the arena reveals. */
@Path("/battles/{id}")
@RunOnVirtualThread
class BattleResource {
    record Undone(int version) {}

    record Reason(
            @NotNull
            @Pattern(
                    regexp = "cannot-judge|language|broken|offensive|reveals-identity|other",
                    message = "is cannot-judge, language, broken, offensive, reveals-identity or other")
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
    public RestResponse<Receipt> cast(String id, @NotNull @Valid Choice choice) {
        Answer answer = votes.cast(BattleId.of(id), callers.current().requireRater(), choice);
        boolean created = answer.fresh() && answer.receipt().counted();
        return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK, answer.receipt());
    }

    @DELETE
    @Path("vote")
    public Undone undo(String id, @QueryParam("version") @DefaultValue("0") int version) {
        return new Undone(votes.undo(BattleId.of(id), callers.current().requireRater(), version)
                .receipt()
                .version());
    }

    @POST
    @Path("skip")
    public void skip(String id, @NotNull @Valid Reason reason) {
        votes.skip(BattleId.of(id), callers.current().requireRater(), reason.version(), reason.reason());
    }

    @PUT
    @Path("lease")
    public void renew(String id) {
        battles.renew(BattleId.of(id), callers.current().requireRater());
    }
}
