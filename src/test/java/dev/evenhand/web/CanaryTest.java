package dev.evenhand.web;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each way in which a name could leak is taken once, and noticed. */
class CanaryTest {
    private static final Canary NAME = Canary.name("a model", new Random(1));
    private static final Canary OTHER = Canary.name("another", new Random(2));
    private static final UUID UNIQUE = UUID.fromString("c56a4180-65aa-42ec-a945-5fd21dec0538");
    private static final Canary ID = Canary.id("an id", UNIQUE);

    private final Needles needles = new Needles(List.of(NAME, OTHER, ID));

    @Test
    void aNameIsFoundHoweverItIsWritten() throws Exception {
        String name = NAME.text();
        Map<String, byte[]> leaks = Map.ofEntries(
                Map.entry("itself", name.getBytes(UTF_8)),
                Map.entry("UTF-16, small end first", name.getBytes(UTF_16LE)),
                Map.entry("UTF-16, big end first", name.getBytes(UTF_16BE)),
                Map.entry(
                        "reversed", new StringBuilder(name).reverse().toString().getBytes(UTF_8)),
                Map.entry("escaped for an address", each(name, "%%%02X")),
                Map.entry("escaped for HTML", each(name, "&#%d;")),
                Map.entry("escaped for HTML in hex", each(name, "&#x%X;")),
                Map.entry("escaped for JSON", each(name, "\\u%04X")),
                Map.entry("base64 from byte 0", base64("abc" + name + "d")),
                Map.entry("base64 from byte 1", base64("a" + name + "bc")),
                Map.entry("base64 from byte 2", base64("ab" + name)),
                Map.entry(
                        "hex",
                        HexFormat.of()
                                .withUpperCase()
                                .formatHex(name.getBytes(UTF_8))
                                .getBytes(UTF_8)),
                Map.entry("MD5", digest("MD5", name)),
                Map.entry("SHA-1", digest("SHA-1", name)),
                Map.entry("SHA-256", digest("SHA-256", name)));

        for (Map.Entry<String, byte[]> leak : leaks.entrySet()) {
            Set<String> found = needles.in(among("some page ", leak.getValue(), " and more"));
            assertTrue(found.contains("a model, " + leak.getKey()), leak.getKey() + " in " + found);
            assertTrue(found.stream().noneMatch(finding -> finding.startsWith("another")), found.toString());
        }
        Set<String> tried = leaks.keySet();
        assertEquals(
                NAME.traces().keySet().stream()
                        .filter(way -> !way.startsWith("base64 for an address"))
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(tried));
    }

    @Test
    void caseDoesNotHideAName() {
        assertEquals(
                Set.of("a model, itself"),
                needles.in(NAME.text().toLowerCase(Locale.ROOT).getBytes(UTF_8)));
        assertEquals(
                Set.of("a model, itself"),
                needles.in(NAME.text().toUpperCase(Locale.ROOT).getBytes(UTF_8)));
    }

    @Test
    void anIdIsFoundAsTextAsHexAsBase64AndAsANumber() {
        String hex = UNIQUE.toString().replace("-", "");
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertEquals(
                Set.of("an id, itself"),
                needles.in(UNIQUE.toString().toUpperCase(Locale.ROOT).getBytes(UTF_8)));
        assertEquals(Set.of("an id, hex of spelling 1"), needles.in(hex.getBytes(UTF_8)));
        assertEquals(
                Set.of("an id, base64 for an address from byte 0 of spelling 1"),
                needles.in(Base64.getUrlEncoder().withoutPadding().encode(bytes)));
        assertEquals(
                Set.of("an id, itself of spelling 2"), needles.in(("id=" + new BigInteger(hex, 16)).getBytes(UTF_8)));
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        byte[] noise = new byte[1_000_000];
        new Random(3).nextBytes(noise);

        assertEquals(Set.of(), needles.in(noise));
        assertEquals(Set.of(), needles.in("CNRY-CNRY-c56a4180-65aa-42ec-a945-5fd21dec0539".getBytes(UTF_8)));
    }

    private static byte[] each(String name, String form) {
        return name.chars()
                .mapToObj(form::formatted)
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }

    private static byte[] base64(String text) {
        return Base64.getEncoder().encode(text.getBytes(UTF_8));
    }

    private static byte[] digest(String name, String text) throws Exception {
        byte[] digest = MessageDigest.getInstance(name).digest(text.getBytes(UTF_8));
        return HexFormat.of().formatHex(digest).getBytes(UTF_8);
    }

    private static byte[] among(String before, byte[] leak, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(UTF_8));
        all.writeBytes(leak);
        all.writeBytes(after.getBytes(UTF_8));
        return all.toByteArray();
    }
}
