package dev.evenhand.account;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who sends a request: by a bearer token, or by the session in a cookie.
 *
 * <p>A token that is not good is refused. A cookie that is no longer good is nobody's: public pages stay open to it.
 */
@ApplicationScoped
class Authentication implements HttpAuthenticationMechanism {
    private static final String BEARER = "Bearer ";
    private static final String COOKIE_TYPE = "cookie";
    private static final String BEARER_TYPE = "bearer";
    private static final String CALLER = "caller";

    private final SessionCookie cookie;

    Authentication(SessionCookie cookie) {
        this.cookie = cookie;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        Optional<String> token = bearer(request.request().getHeader("Authorization"));
        if (token.isPresent()) {
            return identify(providers, token.get(), BEARER_TYPE);
        }
        return cookie.read(request)
                .map(secret -> identify(providers, secret, COOKIE_TYPE))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    /** The token in an Authorization header, if that is what the header holds; the header may be null. */
    static Optional<String> bearer(String header) {
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static Uni<SecurityIdentity> identify(IdentityProviderManager providers, String secret, String type) {
        return providers.authenticate(new TokenAuthenticationRequest(new TokenCredential(secret, type)));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    /** The caller of a request whose identity has been established. */
    static Caller caller(SecurityIdentity identity) {
        return Objects.requireNonNullElse(identity.getAttribute(CALLER), Caller.ANONYMOUS);
    }

    @ApplicationScoped
    static class Provider implements IdentityProvider<TokenAuthenticationRequest> {
        private final Sessions sessions;
        private final Tokens tokens;

        Provider(Sessions sessions, Tokens tokens) {
            this.sessions = sessions;
            this.tokens = tokens;
        }

        @Override
        public Class<TokenAuthenticationRequest> getRequestType() {
            return TokenAuthenticationRequest.class;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(
                TokenAuthenticationRequest request, AuthenticationRequestContext context) {
            return context.runBlocking(() -> identify(request.getToken()));
        }

        SecurityIdentity identify(TokenCredential credential) {
            boolean fromCookie = credential.getType().equals(COOKIE_TYPE);
            Optional<Caller> caller =
                    fromCookie ? sessions.callerOf(credential.getToken()) : tokens.callerOf(credential.getToken());
            if (caller.isEmpty() && !fromCookie) {
                throw new AuthenticationFailedException("unknown token");
            }
            return caller.map(Provider::identity)
                    .orElseGet(() ->
                            QuarkusSecurityIdentity.builder().setAnonymous(true).build());
        }

        private static SecurityIdentity identity(Caller caller) {
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(String.valueOf(caller.name())))
                    .addRole(caller.role().word())
                    .addAttribute(CALLER, caller)
                    .build();
        }
    }
}
