package dev.evenhand.battle;

import dev.evenhand.account.Caller;
import dev.evenhand.account.InstallationKey;
import dev.evenhand.account.Proxies;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** Where a rater votes from, as something that can be recognised and not read. */
@ApplicationScoped
class Networks {
    private final RoutingContext request;
    private final InstallationKey key;
    private final Proxies proxies;

    Networks(RoutingContext request, InstallationKey key, Proxies proxies) {
        this.request = request;
        this.key = key;
        this.proxies = proxies;
    }

    /** The same for all votes from one network in one arena, 32 bytes. */
    byte[] of(Caller rater) {
        String where =
                "vote %s %s".formatted(rater.arena(), proxies.networkOf(request).block());
        return key.sign(where.getBytes(StandardCharsets.UTF_8));
    }
}
