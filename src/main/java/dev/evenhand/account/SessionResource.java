package dev.evenhand.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and the very first time. */
@Path("/")
@RunOnVirtualThread
class SessionResource {
    record Credentials(
            @NotNull String username,
            @NotNull @Size(max = Passwords.LONGEST) String password) {}

    record Setup(
            @NotNull String code,

            @NotNull @Size(min = Passwords.SHORTEST, max = Passwords.LONGEST)
            String password) {}

    record SetupState(boolean needed) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SignedIn")
    record Person(Role role, @Nullable String name) {
        static Person of(Account account) {
            return new Person(account.role(), account.username());
        }
    }

    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Proxies proxies;

    SessionResource(Accounts accounts, Sessions sessions, SessionCookie cookie, Proxies proxies) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookie = cookie;
        this.proxies = proxies;
    }

    @POST
    @Path("session")
    @Operation(summary = "Sign in by name and password; the answer sets the session cookie")
    @PermitAll
    @Refuses(tooMany = "too-many-attempts")
    public Person signIn(@NotNull @Valid Credentials credentials, @Context RoutingContext request) {
        Account account = accounts.signIn(credentials.username(), credentials.password(), proxies.networkOf(request));
        return welcome(account, request);
    }

    @DELETE
    @Path("session")
    @Operation(summary = "Sign out; the session ends on the server too")
    @PermitAll
    public void signOut(@Context RoutingContext request) {
        cookie.read(request).ifPresent(sessions::end);
        cookie.expire(request);
    }

    @GET
    @Path("setup")
    @Operation(summary = "Say whether the first admin is still to be created")
    @PermitAll
    public SetupState setup() {
        return new SetupState(accounts.needsAdmin());
    }

    @POST
    @Path("setup")
    @Operation(summary = "Create the first admin, with the code of the link that the first start prints")
    @PermitAll
    @Refuses(gone = "link-expired")
    public Person setUp(@NotNull @Valid Setup setup, @Context RoutingContext request) {
        return welcome(accounts.acceptAdmin(setup.code(), setup.password()), request);
    }

    private Person welcome(Account account, RoutingContext request) {
        // A session that was there before is not carried over into the new one.
        cookie.read(request).ifPresent(sessions::end);
        cookie.write(request, account, sessions.start(account));
        return Person.of(account);
    }
}
