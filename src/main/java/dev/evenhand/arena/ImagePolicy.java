package dev.evenhand.arena;

import dev.evenhand.account.Caller;
import dev.evenhand.account.Callers;
import dev.evenhand.web.Headers;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Lets the page on which raters vote load the images that its texts name, where the arena allows that. A page has its
 * policy from the moment it is loaded; all others load nothing foreign.
 */
@ApplicationScoped
class ImagePolicy {
    private static final Logger LOG = Logger.getLogger(ImagePolicy.class);

    /** No page waits longer for a database that does not answer: without the images it is whole. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ArenaRepository arenas;
    private final Callers callers;

    ImagePolicy(ArenaRepository arenas, Callers callers) {
        this.arenas = arenas;
        this.callers = callers;
    }

    void add(@Observes Router router) {
        router.route("/arenas/:slug/vote")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::choose);
    }

    private void choose(RoutingContext request) {
        String slug = request.pathParam("slug");
        Context context = request.vertx().getOrCreateContext();
        QuarkusHttpUser.getSecurityIdentity(request, null)
                // An arena is looked for in the database, which is not for the thread that moves bytes.
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(identity -> allowsImages(identity, slug))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                // The framework has answered already, with 401.
                .onFailure(AuthenticationFailedException.class)
                .recoverWithUni(Uni.createFrom().nothing())
                .emitOn(task -> context.runOnContext(nothing -> task.run()))
                .subscribe()
                .with(allowed -> goOn(request, allowed), failure -> {
                    LOG.warnf("Whether an arena allows images is not known, so they are text: %s", failure);
                    goOn(request, false);
                });
    }

    /** To whom an arena is not shown, its rules are not either. */
    @ActivateRequestContext
    boolean allowsImages(SecurityIdentity identity, String slug) {
        Caller caller = callers.of(identity);
        return caller.isAnonymous()
                ? arenas.showsImagesToEverybody(slug)
                : arenas.called(slug)
                        .filter(arena -> arena.isShownTo(caller) && arena.images)
                        .isPresent();
    }

    private static void goOn(RoutingContext request, boolean allowed) {
        if (allowed) {
            Headers.allowImages(request);
        }
        request.next();
    }
}
