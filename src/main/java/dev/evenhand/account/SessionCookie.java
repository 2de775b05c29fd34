package dev.evenhand.account;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The cookie that holds a session's secret: out of reach of scripts and of other sites.
 *
 * <p>Under https its name has the prefix that browsers accept only from the very host that set it. A rater's cookie
 * outlives the browser; anybody else's does not.
 */
@ApplicationScoped
public class SessionCookie {
    private static final String NAME = "evenhand-session";
    private static final String NAME_UNDER_TLS = "__Host-" + NAME;

    private final AccountConfig config;

    SessionCookie(AccountConfig config) {
        this.config = config;
    }

    /** The secret that this request brings. */
    public Optional<String> read(RoutingContext request) {
        return Optional.ofNullable(request.request().getCookie(name(request))).map(Cookie::getValue);
    }

    public void write(RoutingContext request, Account account, String secret) {
        Cookie cookie = cookie(request, secret);
        if (account.role() == Role.RATER) {
            cookie.setMaxAge(config.raterSessionIdle().toSeconds());
        }
        request.response().addCookie(cookie);
    }

    void expire(RoutingContext request) {
        request.response().addCookie(cookie(request, "").setMaxAge(0));
    }

    private static Cookie cookie(RoutingContext request, String value) {
        return Cookie.cookie(name(request), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(request.request().isSSL());
    }

    private static String name(RoutingContext request) {
        return request.request().isSSL() ? NAME_UNDER_TLS : NAME;
    }
}
