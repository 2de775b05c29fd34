package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.arena.Outcome;
import dev.evenhand.battle.VoteBatch.Answer;
import dev.evenhand.problem.Refusal;
import dev.evenhand.prompt.Message;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/** The voting booth over HTTP. Until the vote is in, nothing here names a model. */
@Path("/")
@RunOnVirtualThread
class BattleResource {
    sealed interface Next permits Blind, Nothing {}

    /** Before the vote: two texts, and nothing that tells whose they are. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Blind(
            String id,
            int version,
            Asked prompt,
            Side left,
            Side right,
            List<Outcome> outcomes,
            List<String> criteria,
            List<String> tags,
            boolean margin,
            String question,
            Progress progress,
            Instant expiresAt)
            implements Next {}

    record Asked(List<Message> messages) {}

    record Side(String text) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Progress(long done, Integer target) {}

    /** There is nothing left to decide for this rater. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Nothing(@Schema(nullable = true) String id, String reason) implements Next {}

    record Undone(int version) {}

    record Reason(
            @NotNull
            @Pattern(
                    regexp = "cannot-judge|language|broken|offensive|reveals-identity|other",
                    message = "is cannot-judge, language, broken, offensive, reveals-identity or other")
            String reason,

            @Min(0) int version) {}

    private final Arenas arenas;
    private final Battles battles;
    private final BattleRepository record;
    private final Votes votes;
    private final Callers callers;

    BattleResource(Arenas arenas, Battles battles, BattleRepository record, Votes votes, Callers callers) {
        this.arenas = arenas;
        this.battles = battles;
        this.record = record;
        this.votes = votes;
        this.callers = callers;
    }

    @POST
    @Path("arenas/{slug}/battles")
    @Transactional
    public RestResponse<Next> issue(String slug) {
        Arena arena = arenas.called(slug);
        UUID rater = raterOf(arena);
        return battles.issue(arena, rater)
                .map(battle -> RestResponse.status(RestResponse.Status.CREATED, blind(arena, battle)))
                .orElseGet(() -> RestResponse.ok(new Nothing(null, "nothing-left")));
    }

    @PUT
    @Path("battles/{id}/vote")
    public RestResponse<Receipt> cast(String id, @NotNull @Valid Choice choice) {
        Answer answer = votes.cast(BattleId.of(id), callers.current().requireRater(), choice);
        boolean created = answer.fresh() && answer.receipt().counted();
        return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK, answer.receipt());
    }

    @DELETE
    @Path("battles/{id}/vote")
    public Undone undo(String id, @QueryParam("version") @DefaultValue("0") int version) {
        return new Undone(votes.undo(BattleId.of(id), callers.current().requireRater(), version)
                .receipt()
                .version());
    }

    @POST
    @Path("battles/{id}/skip")
    public void skip(String id, @NotNull @Valid Reason reason) {
        votes.skip(BattleId.of(id), callers.current().requireRater(), reason.version(), reason.reason());
    }

    @PUT
    @Path("battles/{id}/lease")
    public void renew(String id) {
        battles.renew(BattleId.of(id), callers.current().requireRater());
    }

    /** The rater who calls, of this very arena: to raters of others it does not exist. */
    private UUID raterOf(Arena arena) {
        Caller caller = callers.current();
        UUID rater = caller.requireRater();
        if (!caller.reaches(arena.id())) {
            throw Refusal.forbidden("invitation-needed", "You are a rater of another arena. Open this one's link.");
        }
        return rater;
    }

    private Next blind(Arena arena, Battle battle) {
        return new Blind(
                new BattleId(battle.id).toString(),
                battle.version,
                new Asked(battle.prompt.messages()),
                new Side(battle.left.text()),
                new Side(battle.right.text()),
                arena.outcomes(),
                arena.criteria(),
                arena.tags(),
                arena.asksForMargin(),
                arena.question(),
                new Progress(record.votedBy(battle.rater), arena.votesPerRater().orElse(null)),
                battle.leaseUntil);
    }
}
