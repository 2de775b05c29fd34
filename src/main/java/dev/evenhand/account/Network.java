package dev.evenhand.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a request comes from, never finer than what anybody has as many of as they like.
 *
 * @param line one line: an IPv4 address, or a /64 of IPv6. By it passwords are counted, so that nobody waits for what a
 *     neighbour did
 * @param block what a provider hands out together: a /24 of IPv4, or a /56 of IPv6. By it votes and newcomers are
 *     counted, so that whoever has many lines has no more of them for it
 */
public record Network(String line, String block) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV4_LINE = 32;
    private static final int IPV4_BLOCK = 24;
    private static final int IPV6_LINE = 64;
    private static final int IPV6_BLOCK = 56;

    static Network of(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            boolean old = bytes.length == IPV4_BYTES;
            return new Network(
                    InetAddress.getByAddress(beginning(bytes, old ? IPV4_LINE : IPV6_LINE))
                            .getHostAddress(),
                    InetAddress.getByAddress(beginning(bytes, old ? IPV4_BLOCK : IPV6_BLOCK))
                            .getHostAddress());
        } catch (IllegalArgumentException | UnknownHostException e) {
            // A proxy may name its client in a way of its own; then that is the name.
            return new Network(address, address);
        }
    }

    /** An address with nothing but zeros after so many bits. */
    static byte[] beginning(byte[] address, int bits) {
        byte[] beginning = Arrays.copyOf(address, address.length);
        for (int i = 0; i < beginning.length; i++) {
            int kept = Math.clamp(bits - Byte.SIZE * i, 0, Byte.SIZE);
            beginning[i] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        return beginning;
    }
}
