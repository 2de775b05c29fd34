package dev.evenhand.arena;

import dev.evenhand.account.Account;
import dev.evenhand.account.Accounts;
import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.account.Network;
import dev.evenhand.account.Proxies;
import dev.evenhand.account.Role;
import dev.evenhand.account.SessionCookie;
import dev.evenhand.problem.Refusal;
import dev.evenhand.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a link turns into a rater's session. The code travels in a body, never in an address. */
@Path("/arenas/{slug}/join")
@RunOnVirtualThread
class JoinResource {
    record Join(@Size(max = 200) String code) {}

    @Schema(name = "JoinedRater")
    record Rater(Role role, String arena) {}

    private final Arenas arenas;
    private final Accounts accounts;
    private final Callers callers;
    private final SessionCookie cookie;
    private final Proxies proxies;

    JoinResource(Arenas arenas, Accounts accounts, Callers callers, SessionCookie cookie, Proxies proxies) {
        this.arenas = arenas;
        this.accounts = accounts;
        this.callers = callers;
        this.cookie = cookie;
        this.proxies = proxies;
    }

    @POST
    @Operation(
            summary = "Become a rater of an arena, by an invitation, by the arena's link, or freely where it is open")
    @PermitAll
    @Refuses(conflict = "arena-closed", tooMany = "too-many-newcomers")
    public Rater join(String slug, @Valid Join join, @Context RoutingContext request) {
        // Whoever has no way in is not told whether there is something to get into.
        Arena arena = arenas.find(slug).orElseThrow(() -> refused(codeOf(join)));
        Optional<String> code = codeOf(join);
        Optional<Account> invited = code.flatMap(c -> accounts.invited(arena.id, c));
        Caller caller = callers.current();
        if (invited.isEmpty() && isRaterHere(caller, arena)) {
            return new Rater(Role.RATER, arena.slug);
        }
        Account rater = invited.orElseGet(() -> newcomer(arena, code, proxies.networkOf(request)));
        String session = accounts.startSession(rater);
        // Whoever was signed in here before is not left signed in behind the rater.
        cookie.read(request).ifPresent(accounts::endSession);
        cookie.write(request, rater, session);
        return new Rater(Role.RATER, arena.slug);
    }

    private static Optional<String> codeOf(Join join) {
        return Optional.ofNullable(join).map(Join::code).filter(code -> !code.isBlank());
    }

    private static Refusal refused(Optional<String> code) {
        return code.isEmpty()
                ? Refusal.forbidden("invitation-needed", "This arena is for invited raters. Open your own link.")
                : Refusal.forbidden(
                        "invitation-unknown", "This link is not good any more. Ask whoever sent it for a new one.");
    }

    private static boolean isRaterHere(Caller caller, Arena arena) {
        return caller.is(Role.RATER) && caller.reaches(arena.id);
    }

    private Account newcomer(Arena arena, Optional<String> code, Network network) {
        boolean admitted =
                switch (arena.access()) {
                    case OPEN -> true;
                    case LINK -> code.filter(c -> isJoinCode(arena, c)).isPresent();
                    case INVITED -> false;
                };
        if (!admitted) {
            throw refused(code);
        }
        if (arena.phase() == Phase.CLOSED) {
            throw Refusal.conflict("arena-closed", "This arena has closed. Thank you for coming.");
        }
        return accounts.admit(arena.id, network);
    }

    private static boolean isJoinCode(Arena arena, String code) {
        return MessageDigest.isEqual(
                arena.joinCode.getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
    }
}
