package dev.evenhand.rating;

import dev.evenhand.account.Callers;
import dev.evenhand.arena.Arenas;
import dev.evenhand.problem.Refusal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.OpenConnections;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** Lets those watch a board who may read it, and so many of them that votes do not suffer. */
@ApplicationScoped
class LiveGate implements HttpUpgradeCheck {
    /** Each costs some memory, and a message whenever a board is made. */
    private static final int WATCHERS = 2000;

    private static final int UNAVAILABLE = 503;

    private final Arenas arenas;
    private final Callers callers;
    private final OpenConnections connections;

    LiveGate(Arenas arenas, Callers callers, OpenConnections connections) {
        this.arenas = arenas;
        this.callers = callers;
        this.connections = connections;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext request) {
        String slug = request.pathParam("slug");
        // An arena is looked for in the database, which is not for the thread that moves bytes.
        return request.securityIdentity()
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(identity -> look(identity, request.httpRequest(), slug))
                // The framework has answered already, with 401; a second answer would only be an error in the log.
                .onFailure(AuthenticationFailedException.class)
                .recoverWithUni(Uni.createFrom().nothing());
    }

    @ActivateRequestContext
    CheckResult look(SecurityIdentity identity, HttpServerRequest request, String slug) {
        try {
            arenas.boardFor(callers.of(identity, request), slug);
        } catch (Refusal refusal) {
            return CheckResult.rejectUpgradeSync(refusal.status());
        }
        return connections.stream().count() < WATCHERS
                ? CheckResult.permitUpgradeSync()
                : CheckResult.rejectUpgradeSync(UNAVAILABLE);
    }
}
