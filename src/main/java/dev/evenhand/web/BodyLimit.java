package dev.evenhand.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that is announced as too long, in the form of every other refusal.
 *
 * <p>The framework does so too, but later, and without a word.
 */
@ApplicationScoped
class BodyLimit {
    private static final int TOO_LARGE = 413;

    private final long limit;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    void add(@Observes Router router) {
        router.route("/api/*").order(Headers.THEREAFTER).handler(this::check);
    }

    private void check(RoutingContext request) {
        if (announced(request) <= limit) {
            request.next();
            return;
        }
        request.response()
                .putHeader("Connection", "close")
                .endHandler(end -> request.request().connection().close());
        new EarlyRefusal(
                        TOO_LARGE,
                        "Request Entity Too Large",
                        "limit-body",
                        "The body has more than %d bytes. Split it.".formatted(limit))
                .answer(request);
    }

    private static long announced(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            // What is no length is refused by the server itself.
            return 0;
        }
    }
}
