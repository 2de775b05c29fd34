package dev.evenhand.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that is announced as too long, in the form of every other refusal.
 *
 * <p>The framework does so too, but later, and without a word. What is longer than nobody announced, the framework
 * stops where the limit is.
 */
@ApplicationScoped
class BodyLimit {
    private static final int TOO_LARGE = 413;

    /** Far more than any body that is not a file has: its texts are limited, and it is kept in memory whole. */
    private static final long SMALL = 1 << 20;

    private static final Pattern FILES = Pattern.compile("/api/arenas/[^/]+/(responses|votes)/?");

    private final long large;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize large) {
        this.large = large.asLongValue();
    }

    void add(@Observes Router router) {
        router.route("/api/*").order(Headers.THEREAFTER).handler(this::check);
        // After the framework, which has one limit for all.
        router.route("/api/*")
                .order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1)
                .handler(this::limit);
    }

    private void check(RoutingContext request) {
        long limit = limitOf(request);
        if (announced(request) <= limit) {
            request.next();
            return;
        }
        EarlyRefusal refusal = new EarlyRefusal(
                TOO_LARGE,
                "Request Entity Too Large",
                "limit-body",
                "The body has more than %d bytes. Split it.".formatted(limit));
        if (announced(request) > large) {
            refusal.answerLast(request);
            return;
        }
        refusal.answer(request);
        // Whoever is still sending would not see the answer if the connection ended now: the rest goes by.
        request.request().resume();
    }

    private void limit(RoutingContext request) {
        request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limitOf(request));
        request.next();
    }

    private long limitOf(RoutingContext request) {
        return FILES.matcher(request.normalizedPath()).matches() ? large : Math.min(SMALL, large);
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
