package dev.evenhand.account;

import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;

/** People who sign in by name: admins and analysts. */
@Path("/accounts")
@RunOnVirtualThread
class AccountResource {
    @Schema(name = "NewAccount")
    record Draft(
            @NotNull
            @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,63}", message = "is lower-case letters, digits, . _ and -")
            String username,

            @NotNull @Size(min = Passwords.SHORTEST, max = Passwords.LONGEST)
            String password,

            @NotNull Role role) {}

    record NewPassword(
            @NotNull @Size(max = Passwords.LONGEST) String current,

            @NotNull @Size(min = Passwords.SHORTEST, max = Passwords.LONGEST)
            String password) {}

    @Schema(name = "Account")
    record Person(UUID id, String username, Role role, Instant createdAt, boolean disabled) {
        static Person of(Account account) {
            return new Person(
                    account.id(), account.username(), account.role(), account.createdAt(), !account.isActive());
        }
    }

    private final Accounts accounts;
    private final Callers callers;
    private final SessionCookie cookie;

    AccountResource(Accounts accounts, Callers callers, SessionCookie cookie) {
        this.accounts = accounts;
        this.callers = callers;
        this.cookie = cookie;
    }

    @GET
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(summary = "List the admins and analysts")
    public List<Person> list() {
        callers.current().requireWholeHouse();
        return accounts.people().stream().map(Person::of).toList();
    }

    @POST
    @ResponseStatus(201)
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(summary = "Create an account for an admin or analyst")
    @Refuses(conflict = "username-taken")
    public Person add(@NotNull @Valid Draft draft) {
        callers.current().requireWholeHouse();
        if (draft.role() == Role.RATER) {
            throw Refusal.unprocessable("invalid", "Raters are invited into an arena; they have no password.");
        }
        return Person.of(accounts.addPerson(draft.username(), draft.role(), draft.password()));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(summary = "Disable an account; its sessions and tokens end")
    @Refuses(conflict = "own-account")
    public void disable(UUID id) {
        callers.current().requireWholeHouse();
        accounts.disablePerson(id, callers.current());
    }

    /** Ends every session of the caller, but for a new one in this browser. */
    @PUT
    @Path("me/password")
    @RolesAllowed({Role.ADMIN_NAME, Role.ANALYST_NAME})
    @Operation(summary = "Change one's own password; all other sessions end")
    public void changePassword(@NotNull @Valid NewPassword change, @Context RoutingContext request) {
        Caller caller = callers.current();
        if (caller.account() == null) {
            throw Refusal.forbidden("not-allowed", "A token has no password.");
        }
        Account account = accounts.changePassword(caller.account(), change.current(), change.password());
        cookie.write(request, account, accounts.startSession(account));
    }
}
