package dev.evenhand.account;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Knows where a request comes from, by what proxies say that are trusted.
 *
 * <p>A proxy adds whom it was asked by to the end of what it was told. So the last who is no trusted proxy is where the
 * request comes from: everything before may be made up. (The framework believes the first.)
 */
@ApplicationScoped
public class Proxies {
    private static final String HEADER = "X-Forwarded-For";

    /** Addresses that begin alike. */
    private record Block(byte[] beginning, int bits) {
        boolean holds(InetAddress address) {
            byte[] bytes = address.getAddress();
            return bytes.length == beginning.length && Arrays.equals(Network.beginning(bytes, bits), beginning);
        }
    }

    private final boolean forwarding;
    private final boolean standard;
    private final boolean believing;
    private final List<String> trusted;
    private final List<Block> blocks;
    private final List<String> hosts;

    Proxies(
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean forwarding,
            @ConfigProperty(name = "quarkus.http.proxy.allow-forwarded", defaultValue = "false") boolean standard,
            @ConfigProperty(name = "quarkus.http.proxy.allow-x-forwarded") Optional<Boolean> usual,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> trusted) {
        this.forwarding = forwarding;
        this.standard = standard;
        this.believing = forwarding && usual.orElse(true);
        this.trusted = trusted.orElse(List.of()).stream().map(String::strip).toList();
        this.blocks =
                this.trusted.stream().flatMap(name -> block(name).stream()).toList();
        this.hosts = this.trusted.stream()
                .filter(name -> block(name).isEmpty() && !hasPort(name))
                .toList();
    }

    /** A server that would believe anybody does not start. */
    void check(@Observes StartupEvent start) {
        if (!forwarding) {
            return;
        }
        if (trusted.isEmpty()) {
            throw new IllegalStateException("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING is on, so anybody could say"
                    + " where they come from, and limits would hold nobody. Set QUARKUS_HTTP_PROXY_TRUSTED_PROXIES to"
                    + " the address of your proxy, such as 127.0.0.1 or 10.0.0.0/8, or switch forwarding off.");
        }
        if (standard) {
            throw new IllegalStateException("QUARKUS_HTTP_PROXY_ALLOW_FORWARDED is on, but where clients come from is"
                    + " read in X-Forwarded-For alone. Let your proxy send that, set"
                    + " QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED=true, and leave the other out.");
        }
        List<String> unclear = trusted.stream()
                .filter(name -> block(name).isEmpty() && hasPort(name))
                .toList();
        if (!unclear.isEmpty()) {
            throw new IllegalStateException(
                    "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES takes addresses, such as 127.0.0.1 or fd00::/8, and names of"
                            + " hosts, without ports. This is neither: " + String.join(", ", unclear));
        }
    }

    /** Where a request comes from. */
    public Network networkOf(RoutingContext request) {
        HttpServerRequest asked = request.request();
        String from = asked.connection().remoteAddress().hostAddress();
        if (!believing) {
            return Network.of(from);
        }
        List<String> said = asked.headers().getAll(HEADER).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(Proxies::withoutPort)
                .toList();
        for (int i = said.size() - 1; i >= 0 && isTrusted(from); i--) {
            from = said.get(i);
        }
        return Network.of(from);
    }

    private boolean isTrusted(String name) {
        return address(name)
                .filter(address -> blocks.stream().anyMatch(block -> block.holds(address))
                        || hosts.stream().anyMatch(host -> isAt(host, address)))
                .isPresent();
    }

    private static boolean isAt(String host, InetAddress address) {
        try {
            return List.of(InetAddress.getAllByName(host)).contains(address);
        } catch (UnknownHostException nowhere) {
            // Where nobody knows the host, nobody is it.
            return false;
        }
    }

    private static Optional<Block> block(String name) {
        int slash = name.lastIndexOf('/');
        Optional<InetAddress> address = address(slash < 0 ? name : name.substring(0, slash));
        return address.flatMap(found -> {
            int all = Byte.SIZE * found.getAddress().length;
            return bits(slash < 0 ? String.valueOf(all) : name.substring(slash + 1), all)
                    .map(bits -> new Block(Network.beginning(found.getAddress(), bits), bits));
        });
    }

    private static Optional<Integer> bits(String text, int most) {
        return text.matches("\\d{1,3}") && Integer.parseInt(text) <= most
                ? Optional.of(Integer.valueOf(text))
                : Optional.empty();
    }

    private static Optional<InetAddress> address(String name) {
        try {
            return Optional.of(InetAddress.ofLiteral(withoutBrackets(name)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean hasPort(String name) {
        return name.contains(":") || name.contains("/");
    }

    /** Some proxies say which port their client has, too. */
    private static String withoutPort(String name) {
        String stripped = name.strip();
        return withoutBrackets(stripped.replaceFirst("^(\\[.*\\]|[^:]*):\\d*$", "$1"));
    }

    private static String withoutBrackets(String name) {
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }
}
