package dev.evenhand.account;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells every room who is calling. */
@ApplicationScoped
public class Callers {
    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    public Caller current() {
        return of(identity);
    }

    /** The same, where there is an identity but no request to ask. */
    public Caller of(SecurityIdentity known) {
        return Authentication.caller(known);
    }

    /** The same for what no method guards, such as a socket; refuses a page of another site with a borrowed cookie. */
    public Caller of(SecurityIdentity known, HttpServerRequest request) {
        Caller caller = of(known);
        if (!caller.isAnonymous()) {
            SameOrigin.require(request);
        }
        return caller;
    }
}
