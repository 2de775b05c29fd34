package dev.evenhand.rating.board;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Names numbered from zero in the order in which they come.
 *
 * <p>One array of names and one of their numbers, for a vote names a rater and a prompt, and a map of objects would have
 * the processor wait for memory four times to find each.
 */
final class Numbers {
    private static final int FIRST_PLACES = 1 << 10;

    /** Spreads hashes that differ in their lowest bits alone, as those of names that count up do: 2³² over the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    private String[] names = new String[FIRST_PLACES];
    private int[] numbers = new int[FIRST_PLACES];
    private int count;

    /** The number of this name, which gets the next one where it is new. */
    int of(String name) {
        int place = place(name);
        if (names[place] != null) {
            return numbers[place];
        }
        int number = count;
        put(place, name, number);
        count++;
        if (2 * count > names.length) {
            grow();
        }
        return number;
    }

    int size() {
        return count;
    }

    /** Each at its number. */
    List<String> names() {
        List<String> ordered = new ArrayList<>(Collections.nCopies(count, ""));
        for (int place = 0; place < names.length; place++) {
            if (names[place] != null) {
                ordered.set(numbers[place], names[place]);
            }
        }
        return ordered;
    }

    /** Where the name is, or else the free place for it. */
    private int place(String name) {
        int place = name.hashCode() * SPREAD >>> Integer.numberOfLeadingZeros(names.length - 1);
        while (names[place] != null && !names[place].equals(name)) {
            place = place + 1 & names.length - 1;
        }
        return place;
    }

    private void put(int place, String name, int number) {
        names[place] = name;
        numbers[place] = number;
    }

    private void grow() {
        String[] oldNames = names;
        int[] oldNumbers = numbers;
        names = new String[2 * oldNames.length];
        numbers = new int[names.length];
        for (int old = 0; old < oldNames.length; old++) {
            if (oldNames[old] != null) {
                put(place(oldNames[old]), oldNames[old], oldNumbers[old]);
            }
        }
    }
}
