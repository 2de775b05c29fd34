package dev.evenhand.account;

import io.quarkus.security.identity.SecurityIdentity;
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
}
