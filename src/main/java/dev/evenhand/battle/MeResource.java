package dev.evenhand.battle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.account.Accounts;
import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.account.Role;
import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Arenas;
import dev.evenhand.arena.Consents;
import dev.evenhand.arena.Outcome;
import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who I am, and how far I have come. */
@Path("/me")
@RunOnVirtualThread
class MeResource {
    /**
     * {@code role} is {@code anonymous} where nobody is signed in; the rest is there where it means something.
     *
     * @param agreedTo the version of the arena's consent text that the rater agreed to last
     * @param languages which of the arena's languages the rater reads, where that was said
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Me(
            @Schema(enumeration = {"anonymous", "admin", "analyst", "rater"})
            String role,

            @Nullable String name,
            @Nullable String arena,
            @Nullable Long votes,
            IssueResource.@Nullable Progress progress,
            @Nullable Last last,
            @Nullable Integer agreedTo,
            @Nullable List<String> languages) {}

    /** Which of the arena's languages a rater reads. */
    @Schema(name = "LanguagesRead")
    record Languages(@NotNull @Size(min = 1, max = 40) List<@NotNull String> languages) {}

    /**
     * What the rater decided last and may still take back, so that a page that was loaded anew can offer it.
     *
     * @param outcome what was said; nothing where the battle was skipped
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LastDecision")
    record Last(String battle, int version, @Nullable Outcome outcome, Instant changeableUntil) {}

    private final Callers callers;
    private final Arenas arenas;
    private final BattleRepository battles;
    private final Sittings sittings;
    private final Consents consents;
    private final Accounts accounts;

    MeResource(
            Callers callers,
            Arenas arenas,
            BattleRepository battles,
            Sittings sittings,
            Consents consents,
            Accounts accounts) {
        this.callers = callers;
        this.arenas = arenas;
        this.battles = battles;
        this.sittings = sittings;
        this.consents = consents;
        this.accounts = accounts;
    }

    @GET
    @Operation(summary = "Say who is calling, and how far a rater has come")
    @PermitAll
    public Me me() {
        Caller caller = callers.current();
        if (caller.isAnonymous()) {
            return new Me("anonymous", null, null, null, null, null, null, null);
        }
        if (!caller.is(Role.RATER)) {
            String arena = caller.arena() == null ? null : arenas.slugOf(caller.arena());
            return new Me(caller.role().word(), caller.name(), arena, null, null, null, null, null);
        }
        Arena arena = arenas.withId(caller.arena());
        long votes = battles.votedBy(caller.account());
        return new Me(
                caller.role().word(),
                null,
                arena.slug(),
                votes,
                new IssueResource.Progress(votes, arena.votesPerRater().orElse(null)),
                sittings.last(arena, caller.account()).orElse(null),
                consents.latest(caller.account()).orElse(null),
                accounts.languagesOf(caller.account()).orElse(null));
    }

    @PUT
    @Path("languages")
    @Operation(summary = "Say which of the arena's languages the rater reads: prompts come in these from now on")
    @Refuses(unprocessable = "language-unknown")
    public Me read(@NotNull @Valid Languages read) {
        Caller caller = callers.current();
        UUID rater = caller.requireRater();
        Arena arena = arenas.withId(caller.arena());
        if (!arena.languages().containsAll(read.languages())) {
            throw Refusal.unprocessable(
                    "language-unknown",
                    "This arena has %s."
                            .formatted(
                                    arena.languages().isEmpty()
                                            ? "no languages to choose from"
                                            : "the languages " + String.join(", ", arena.languages())));
        }
        accounts.noteLanguages(rater, read.languages().stream().distinct().toList());
        return me();
    }

    @GET
    @Path("record")
    @Operation(
            summary = "Sum up a rater's own votes: how many, how fast, once the arena is closed how like others',"
                    + " and what the rater agreed to")
    public Sittings.Own record() {
        Caller caller = callers.current();
        UUID rater = caller.requireRater();
        return sittings.own(arenas.withId(caller.arena()), rater, consents.by(rater));
    }
}
