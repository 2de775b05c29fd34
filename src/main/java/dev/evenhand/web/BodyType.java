package dev.evenhand.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;

/** Refuses a Content-Type that is none: the framework would fall over it. */
@ApplicationScoped
class BodyType {
    private static final EarlyRefusal REFUSAL =
            new EarlyRefusal(415, "Unsupported Media Type", "format", "The Content-Type is not one, such as text/csv.");

    void add(@Observes Router router) {
        router.route("/api/*").order(Headers.THEREAFTER).handler(BodyType::check);
    }

    private static void check(RoutingContext request) {
        String type = request.request().getHeader("Content-Type");
        if (type == null || isOne(type)) {
            request.next();
        } else {
            REFUSAL.answerLast(request);
        }
    }

    private static boolean isOne(String type) {
        try {
            // As the framework reads it.
            MediaType read = MediaType.valueOf(type);
            return !read.getType().isBlank() && !read.getSubtype().isBlank();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
