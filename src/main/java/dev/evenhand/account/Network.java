package dev.evenhand.account;

import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a request comes from, as coarse as one customer of a provider: an IPv4 address, or the first half of an IPv6
 * address, of which everybody has as many as they like.
 *
 * <p>What a proxy says in its stead is believed only where the server is told to believe that proxy.
 */
public record Network(String name) {
    private static final int IPV6_BYTES = 16;
    private static final int PREFIX_BYTES = 8;

    public static Network of(RoutingContext request) {
        return of(request.request().remoteAddress().hostAddress());
    }

    static Network of(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            for (int i = PREFIX_BYTES; bytes.length == IPV6_BYTES && i < IPV6_BYTES; i++) {
                bytes[i] = 0;
            }
            return new Network(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (IllegalArgumentException | UnknownHostException e) {
            // A proxy may name its client in a way of its own; then that is the name.
            return new Network(address);
        }
    }
}
