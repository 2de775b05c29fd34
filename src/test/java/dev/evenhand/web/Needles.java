package dev.evenhand.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for thousands of strings at once: of each place it asks only whether any of them begins like that, and compares
 * those that do.
 */
final class Needles {
    /** All traces are longer. */
    private static final int BEGINNING = 8;

    private static final int FILTER = 1 << 22;

    private record Needle(byte[] bytes, String finding) {}

    /** Those of one alphabet, by how they begin. */
    private static final class Box {
        final Map<Long, List<Needle>> byBeginning = new HashMap<>();
        final BitSet filter = new BitSet(FILTER);

        void add(Needle needle) {
            long beginning = beginning(needle.bytes, 0);
            byBeginning.computeIfAbsent(beginning, any -> new ArrayList<>()).add(needle);
            filter.set(slot(beginning));
        }

        void find(byte[] hay, Set<String> found) {
            long beginning = 0;
            for (int end = 0; end < hay.length; end++) {
                beginning = beginning << Byte.SIZE | hay[end] & 0xff;
                if (end + 1 >= BEGINNING && filter.get(slot(beginning))) {
                    int start = end + 1 - BEGINNING;
                    byBeginning.getOrDefault(beginning, List.of()).stream()
                            .filter(needle -> isAt(needle.bytes, hay, start))
                            .forEach(needle -> found.add(needle.finding));
                }
            }
        }

        private static boolean isAt(byte[] needle, byte[] hay, int start) {
            return start + needle.length <= hay.length
                    && Arrays.equals(needle, 0, needle.length, hay, start, start + needle.length);
        }

        private static long beginning(byte[] bytes, int from) {
            long beginning = 0;
            for (int i = from; i < from + BEGINNING; i++) {
                beginning = beginning << Byte.SIZE | bytes[i] & 0xff;
            }
            return beginning;
        }

        private static int slot(long beginning) {
            return (int) ((beginning * 0x9E3779B97F4A7C15L) >>> 42);
        }
    }

    private final Box anyCase = new Box();
    private final Box thisCase = new Box();

    Needles(Collection<Canary> canaries) {
        for (Canary canary : canaries) {
            canary.traces().forEach((way, trace) -> (Canary.keepsCase(way) ? thisCase : anyCase)
                    .add(new Needle(trace.getBytes(ISO_8859_1), canary.what() + ", " + way)));
        }
    }

    /** What of all that is in there, and how it is written. */
    Set<String> in(byte[] hay) {
        Set<String> found = new TreeSet<>();
        thisCase.find(hay, found);
        byte[] low = hay.clone();
        toLower(low);
        anyCase.find(low, found);
        return found;
    }

    /** A to Z alone: whatever the bytes are, no other one changes. */
    static void toLower(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
                bytes[i] += 'a' - 'A';
            }
        }
    }
}
