package dev.evenhand.upload;

import java.util.Arrays;

/**
 * Short texts that a file says again and again, numbered from zero: the names of its models, raters and prompts.
 *
 * <p>A text is found in three small tables and never made: looking at texts that lie anywhere in memory takes longer than
 * reading them. When the tables are full, texts that are new have no number.
 */
final class Words {
    static final int UNKNOWN = -1;

    private static final int FEWEST_PLACES = 1 << 10;

    /** Half of them are used, for half a million texts in some thirty megabytes. */
    private static final int MOST_PLACES = 1 << 20;

    /** Spreads hashes that differ in their lowest bits alone, as those of names that count up do: 2³² over the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    /** Of each place the hash of its text above, and below it where its characters start; 0 where there is none. */
    private long[] keys = new long[FEWEST_PLACES];

    private int[] numbers = new int[FEWEST_PLACES];
    /** The characters of all texts, of each its length first, from 1 on. */
    private byte[] characters = new byte[FEWEST_PLACES];

    private int used = 1;
    private int count;

    int size() {
        return count;
    }

    /** @param hash of these {@code length} characters from {@code from} on, fewer than 128 and all ASCII */
    int number(char[] buffer, int from, int length, int hash) {
        int place = first(hash, keys.length);
        while (keys[place] != 0) {
            if (isAt(place, buffer, from, length, hash)) {
                return numbers[place];
            }
            place = next(place, keys.length);
        }
        if (2 * count == MOST_PLACES) {
            return UNKNOWN;
        }
        keep(place, buffer, from, length, hash);
        return count - 1;
    }

    private static int first(int hash, int places) {
        return hash * SPREAD >>> Integer.numberOfLeadingZeros(places - 1);
    }

    private static int next(int place, int places) {
        return place + 1 & places - 1;
    }

    private boolean isAt(int place, char[] buffer, int from, int length, int hash) {
        int start = (int) keys[place];
        if ((int) (keys[place] >>> Integer.SIZE) != hash || characters[start] != length) {
            return false;
        }
        int i = 0;
        while (i < length && characters[start + 1 + i] == buffer[from + i]) {
            i++;
        }
        return i == length;
    }

    private void keep(int place, char[] buffer, int from, int length, int hash) {
        int end = used + 1 + length;
        if (end > characters.length) {
            characters = Arrays.copyOf(characters, 2 * end);
        }
        characters[used] = (byte) length;
        for (int i = 0; i < length; i++) {
            characters[used + 1 + i] = (byte) buffer[from + i];
        }
        keys[place] = (long) hash << Integer.SIZE | used;
        numbers[place] = count;
        used = end;
        count++;
        if (2 * count > keys.length) {
            grow();
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[keys.length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldKeys[old] != 0) {
                int place = first((int) (oldKeys[old] >>> Integer.SIZE), keys.length);
                while (keys[place] != 0) {
                    place = next(place, keys.length);
                }
                keys[place] = oldKeys[old];
                numbers[place] = oldNumbers[old];
            }
        }
    }
}
