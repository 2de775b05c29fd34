package dev.evenhand.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.problem.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Keys for programs. */
@Path("/tokens")
@RunOnVirtualThread
@RolesAllowed(Role.ADMIN_NAME)
class TokenResource {
    @Schema(name = "NewToken")
    record Draft(
            @NotBlank @Size(max = 128) String name, @NotNull Role role, String arena, Instant expiresAt) {}

    /** A token without its secret, which nobody can read again. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Token")
    record Entry(
            UUID id,
            String name,
            Role role,
            @Nullable String arena,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    @Schema(name = "IssuedToken")
    record Made(UUID id, String name, Role role, String token) {}

    private final Tokens tokens;
    private final Callers callers;
    private final ArenaNames arenas;

    TokenResource(Tokens tokens, Callers callers, ArenaNames arenas) {
        this.tokens = tokens;
        this.callers = callers;
        this.arenas = arenas;
    }

    @GET
    @Operation(summary = "List the tokens, without their secrets")
    public List<Entry> list() {
        callers.current().requireWholeHouse();
        return tokens.all().stream().map(this::entry).toList();
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Create a token; its secret is shown this once")
    public Made make(@NotNull @Valid Draft draft) {
        callers.current().requireWholeHouse();
        if (draft.role() == Role.RATER) {
            throw Refusal.unprocessable(
                    "invalid", "A rater's token comes with the rater: POST /api/arenas/{slug}/raters.");
        }
        if (draft.name().equals(FirstAdmin.ADMIN_TOKEN)) {
            throw Refusal.unprocessable("invalid", "That name is kept for the token of the environment.");
        }
        UUID arena = draft.arena() == null ? null : arenas.idOf(draft.arena());
        Tokens.Made made = tokens.make(draft.name(), draft.role(), arena, draft.expiresAt());
        return new Made(made.token().id, made.token().name, draft.role(), made.secret());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke a token")
    public void revoke(UUID id) {
        callers.current().requireWholeHouse();
        tokens.revoke(id);
    }

    private Entry entry(Token token) {
        return new Entry(
                token.id,
                token.name,
                Role.of(token.role),
                token.arena == null ? null : arenas.slugOf(token.arena),
                token.createdAt,
                token.expiresAt,
                token.lastUsedAt);
    }
}
