package dev.evenhand.account;

import dev.evenhand.problem.Refusal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;

/**
 * Refuses to change anything for a page of another site that borrows somebody's cookie.
 *
 * <p>Programs send a bearer token, which no page can borrow, and are not concerned. Any other authorization, such as
 * a proxy's, says nothing about who wrote the request.
 */
@Provider
class SameOrigin implements ContainerRequestFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final RoutingContext request;

    SameOrigin(RoutingContext request) {
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (!SAFE.contains(context.getMethod())) {
            require(request.request());
        }
    }

    /** Refuses what a page of another site sent; a program that is no browser does not say, and is none. */
    static void require(HttpServerRequest request) {
        if (Authentication.bearer(request.getHeader("Authorization")).isPresent()) {
            return;
        }
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        boolean foreignOrigin = origin != null && !isOurs(origin, request);
        boolean foreignSite = origin == null && site != null && !site.equals("same-origin") && !site.equals("none");
        if (foreignOrigin || foreignSite) {
            throw Refusal.forbidden("cross-origin", "This request came from a page of another site.");
        }
    }

    private static boolean isOurs(String origin, HttpServerRequest request) {
        try {
            return request.authority() != null
                    && request.authority()
                            .toString()
                            .equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            // "null" and anything that is not an origin at all
            return false;
        }
    }
}
