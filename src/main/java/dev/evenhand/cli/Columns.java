package dev.evenhand.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Text in columns that stand under each other: numbers to the right, words to the left. */
final class Columns {
    private static final String GAP = "  ";

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    /** @param headings one for each column; one that ends in a blank stands on the left */
    Columns(String... headings) {
        this.right = new boolean[headings.length];
        String[] row = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = !headings[i].endsWith(" ");
            row[i] = headings[i].strip();
        }
        rows.add(row);
    }

    void row(String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, right.length));
        }
        rows.add(cells);
    }

    /** The headings first. */
    List<String> lines() {
        int[] widths = IntStream.range(0, right.length)
                .map(column ->
                        rows.stream().mapToInt(row -> width(row[column])).max().orElseThrow())
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, right.length)
                        .mapToObj(column -> padded(row[column], widths[column], right[column]))
                        .collect(joining(GAP))
                        .stripTrailing())
                .toList();
    }

    private static String padded(String cell, int width, boolean right) {
        String blanks = " ".repeat(width - width(cell));
        return right ? blanks + cell : cell + blanks;
    }

    /** In cells of a terminal: combining marks take none, and wide letters two. */
    private static int width(String text) {
        return Arrays.stream(text.codePoints().toArray()).map(Columns::width).sum();
    }

    private static int width(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> Character.isIdeographic(codePoint) || isWide(Character.UnicodeBlock.of(codePoint)) ? 2 : 1;
        };
    }

    private static boolean isWide(Character.UnicodeBlock block) {
        return block == Character.UnicodeBlock.HIRAGANA
                || block == Character.UnicodeBlock.KATAKANA
                || block == Character.UnicodeBlock.HANGUL_SYLLABLES
                || block == Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS;
    }
}
