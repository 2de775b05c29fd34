package dev.evenhand.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

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
    record Person(Role role, String name) {
        static Person of(Account account) {
            return new Person(account.role(), account.username());
        }
    }

    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionCookie cookie;

    SessionResource(Accounts accounts, Sessions sessions, SessionCookie cookie) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @POST
    @Path("session")
    public Person signIn(@NotNull @Valid Credentials credentials, RoutingContext request) {
        Account account = accounts.signIn(
                credentials.username(),
                credentials.password(),
                request.request().remoteAddress().hostAddress());
        return welcome(account, request);
    }

    @DELETE
    @Path("session")
    public void signOut(RoutingContext request) {
        cookie.read(request).ifPresent(sessions::end);
        cookie.expire(request);
    }

    @GET
    @Path("setup")
    public SetupState setup() {
        return new SetupState(accounts.needsAdmin());
    }

    @POST
    @Path("setup")
    public Person setUp(@NotNull @Valid Setup setup, RoutingContext request) {
        return welcome(accounts.acceptAdmin(setup.code(), setup.password()), request);
    }

    private Person welcome(Account account, RoutingContext request) {
        // A session that was there before is not carried over into the new one.
        cookie.read(request).ifPresent(sessions::end);
        cookie.write(request, account, sessions.start(account));
        return Person.of(account);
    }
}
