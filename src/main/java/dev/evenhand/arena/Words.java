package dev.evenhand.arena;

import java.util.Locale;

/** Turns a word of the database or of JSON into its constant. */
final class Words {
    private Words() {}

    static <E extends Enum<E>> E of(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
