package dev.evenhand.web;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The headers of every answer: nothing foreign is loaded or run, nothing of the API is kept by a cache, and every
 * answer of one kind carries the same set of them.
 */
@ApplicationScoped
public class Headers {
    private static final int BEFORE_EVERYTHING = Integer.MIN_VALUE / 2;

    /** The place of what refuses early: its answers carry these headers too. */
    static final int THEREAFTER = BEFORE_EVERYTHING + 1;

    private static final String POLICY = policy("img-src 'self'");
    private static final String POLICY_WITH_IMAGES = policy("img-src 'self' https:");
    private static final String IMAGES = "images";

    /** Lets the page that answers this request load images from any host: images alone, and over TLS. */
    public static void allowImages(RoutingContext request) {
        request.put(IMAGES, true);
    }

    void add(@Observes Router router) {
        router.route().order(BEFORE_EVERYTHING).handler(this::add);
    }

    private void add(RoutingContext request) {
        // At the end, so that what a file handler sets does not stand beside it.
        request.addHeadersEndHandler(end -> set(request));
        request.next();
    }

    private static void set(RoutingContext request) {
        MultiMap headers = request.response().headers();
        String path = request.normalizedPath();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        if (!path.startsWith("/q/")) {
            boolean images = request.get(IMAGES) != null;
            headers.set("Content-Security-Policy", images ? POLICY_WITH_IMAGES : POLICY);
        }
        if (path.startsWith("/api/")) {
            headers.set("Cache-Control", "no-store");
            headers.remove("ETag");
            headers.remove("Last-Modified");
        } else if (path.startsWith("/assets/")) {
            // Their names hold a hash of what they hold.
            headers.set("Cache-Control", "public, max-age=31536000, immutable");
        } else {
            // A page that was kept would hide a new release, or have the policy of another time.
            headers.set("Cache-Control", "no-cache");
            headers.remove("ETag");
            headers.remove("Last-Modified");
        }
    }

    private static String policy(String images) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                images,
                "font-src 'self'",
                "connect-src 'self'",
                "manifest-src 'self'",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
                "object-src 'none'");
    }
}
