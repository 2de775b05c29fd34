package dev.evenhand.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses an address with U+0000 in its path or query: nothing is called so, and neither PostgreSQL nor a file system
 * has a place for it.
 */
@ApplicationScoped
class FitAddress {
    private static final String NUL = "%00";
    private static final EarlyRefusal REFUSAL = new EarlyRefusal(
            400, "Bad Request", "nul", "The address has a NUL character (U+0000). Nothing is called so.");

    void add(@Observes Router router) {
        router.route().order(Headers.THEREAFTER).handler(FitAddress::check);
    }

    private static void check(RoutingContext request) {
        if (request.request().uri().contains(NUL)) {
            REFUSAL.answer(request);
        } else {
            request.next();
        }
    }
}
