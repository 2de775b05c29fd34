package dev.evenhand.export;

import java.util.regex.Pattern;

/** The names that others gave, within Markdown: text on one line, whatever marks are in it. */
final class Markdown {
    private static final Pattern MARKS = Pattern.compile("[\\\\`*_\\[\\]<>|]");
    private static final Pattern BREAKS = Pattern.compile("\\R+");

    private Markdown() {}

    static String text(String name) {
        return MARKS.matcher(BREAKS.matcher(name).replaceAll(" ")).replaceAll("\\\\$0");
    }
}
