package dev.evenhand.upload;

/**
 * Which keys were seen with which content, as fingerprints: 24 bytes an entry, so that a million rows fit in memory.
 *
 * <p>A table with open addressing; keys are halves of SHA-256 and need no further hashing.
 */
final class Seen {
    /** How a key and its content stand to what was seen. */
    enum Before {
        NEVER,
        SAME,
        OTHER
    }

    private static final int SLOT = 3;
    private static final int FIRST_SLOTS = 1 << 10;

    private long[] table = new long[SLOT * FIRST_SLOTS];
    private int size;

    Before look(Fingerprint key, Fingerprint content) {
        int slot = slot(table, key.high(), key.low());
        if (isFree(table, slot)) {
            return Before.NEVER;
        }
        return table[slot + 2] == content.high() ? Before.SAME : Before.OTHER;
    }

    /** The first content of a key stays. */
    void keep(Fingerprint key, Fingerprint content) {
        int slot = slot(table, key.high(), key.low());
        if (!isFree(table, slot)) {
            return;
        }
        put(table, slot, key.high(), key.low(), content.high());
        size++;
        // Beyond three quarters the chains grow long.
        if (4L * size * SLOT > 3L * table.length) {
            grow();
        }
    }

    private void grow() {
        long[] larger = new long[2 * table.length];
        for (int slot = 0; slot < table.length; slot += SLOT) {
            if (!isFree(table, slot)) {
                put(larger, slot(larger, table[slot], table[slot + 1]), table[slot], table[slot + 1], table[slot + 2]);
            }
        }
        table = larger;
    }

    private static int slot(long[] table, long high, long low) {
        int slots = table.length / SLOT;
        int index = (int) (low & (slots - 1));
        while (!isFree(table, SLOT * index) && (table[SLOT * index] != high || table[SLOT * index + 1] != low)) {
            index = (index + 1) & (slots - 1);
        }
        return SLOT * index;
    }

    /** A key of two zeros will not come up: it is one of 2^128. */
    private static boolean isFree(long[] table, int slot) {
        return table[slot] == 0 && table[slot + 1] == 0;
    }

    private static void put(long[] table, int slot, long high, long low, long content) {
        table[slot] = high;
        table[slot + 1] = low;
        table[slot + 2] = content;
    }
}
