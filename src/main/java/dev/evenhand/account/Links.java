package dev.evenhand.account;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Makes links that work elsewhere: on the host by which the server was asked, or which a trusted proxy names. */
@ApplicationScoped
public class Links {
    private final RoutingContext request;

    Links(RoutingContext request) {
        this.request = request;
    }

    /** The whole address of a page on this server. */
    public String to(String page) {
        return URI.create(request.request().absoluteURI()).resolve("/") + page.substring(1);
    }
}
