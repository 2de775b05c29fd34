package dev.evenhand.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Something that nobody must find, and the ways in which it could have been written down all the same.
 *
 * <p>It has at least 122 random bits, and every way keeps most of them: whatever is found was not found by chance. That
 * goes for the decimal numbers of an id as well: its halves have about 19 digits each.
 *
 * @param what what it is a name or an id of
 * @param spellings what is the same for whoever knows it
 */
record Canary(String what, List<byte[]> spellings) {
    private static final int BASE64_BITS = 6;

    /** A name that is nowhere else in the world. */
    static Canary name(String what, RandomGenerator chance) {
        byte[] bits = new byte[16];
        chance.nextBytes(bits);
        return new Canary(what, List.of(("CNRY-" + HexFormat.of().formatHex(bits)).getBytes(UTF_8)));
    }

    /** An id of the database, as text, as its 16 bytes and as decimal numbers. */
    static Canary id(String what, UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return new Canary(
                what,
                List.of(
                        id.toString().getBytes(UTF_8),
                        bytes,
                        new BigInteger(1, bytes).toString().getBytes(UTF_8),
                        decimal(id.getMostSignificantBits()),
                        decimal(id.getLeastSignificantBits())));
    }

    private static byte[] decimal(long half) {
        return Long.toUnsignedString(half).getBytes(UTF_8);
    }

    /** The name itself. */
    String text() {
        return new String(spellings.getFirst(), UTF_8);
    }

    /** Way of writing → what stands there then; a character for each byte, in lower case where case does not matter. */
    Map<String, String> traces() {
        Map<String, String> traces = new LinkedHashMap<>();
        for (int i = 0; i < spellings.size(); i++) {
            for (Map.Entry<String, String> trace : traces(spellings.get(i)).entrySet()) {
                traces.put(i == 0 ? trace.getKey() : trace.getKey() + " of spelling " + i, trace.getValue());
            }
        }
        return traces;
    }

    /** Whether a way of writing loses its meaning where its case is changed. */
    static boolean keepsCase(String way) {
        return way.startsWith("base64");
    }

    private static Map<String, String> traces(byte[] bytes) {
        Map<String, String> traces = new LinkedHashMap<>();
        traces.put("itself", lower(bytes));
        traces.put("UTF-16, small end first", lower(spread(bytes, false)));
        traces.put("UTF-16, big end first", lower(spread(bytes, true)));
        traces.put("reversed", lower(reversed(bytes)));
        traces.put("escaped for an address", escaped(bytes, "%%%02x"));
        traces.put("escaped for HTML", escaped(bytes, "&#%d;"));
        traces.put("escaped for HTML in hex", escaped(bytes, "&#x%x;"));
        traces.put("escaped for JSON", escaped(bytes, "\\u%04x"));
        for (int offset = 0; offset < 3; offset++) {
            String inside = base64(bytes, offset);
            traces.put("base64 from byte " + offset, inside);
            traces.put(
                    "base64 for an address from byte " + offset,
                    inside.replace('+', '-').replace('/', '_'));
        }
        traces.put("hex", HexFormat.of().formatHex(bytes));
        for (String digest : List.of("MD5", "SHA-1", "SHA-256")) {
            traces.put(digest, HexFormat.of().formatHex(digest(digest, bytes)));
        }
        return traces;
    }

    private static String lower(byte[] bytes) {
        byte[] low = bytes.clone();
        Needles.toLower(low);
        return new String(low, ISO_8859_1);
    }

    private static byte[] spread(byte[] bytes, boolean bigEnd) {
        byte[] wide = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            wide[2 * i + (bigEnd ? 1 : 0)] = bytes[i];
        }
        return wide;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[bytes.length - 1 - i] = bytes[i];
        }
        return reversed;
    }

    /** Every character, also those that need it not: where only some are escaped, enough is left to be found as itself. */
    private static String escaped(byte[] bytes, String form) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes) {
            escaped.append(form.formatted(b & 0xff));
        }
        return escaped.toString();
    }

    /** The characters that are the same whatever stands before and after, where it begins at this byte of a group of three. */
    private static String base64(byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        int first = Math.ceilDiv(offset * Byte.SIZE, BASE64_BITS);
        int end = shifted.length * Byte.SIZE / BASE64_BITS;
        return Base64.getEncoder().encodeToString(shifted).substring(first, end);
    }

    private static byte[] digest(String name, byte[] bytes) {
        try {
            return MessageDigest.getInstance(name).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
