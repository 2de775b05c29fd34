package dev.evenhand.rating.fit;

import java.util.regex.Pattern;

/**
 * What can be counted of a response's look, from its Markdown.
 *
 * <p>Headers, list items and bold spans are those that FastChat counts, outside of fenced code. Length is of the whole
 * text, code included: that is what a rater has to read.
 *
 * @param characters Unicode code points
 * @param tokens a rough count that needs no vocabulary and is fair to writing without spaces: one for each word of
 *     letters and digits; one for each character of a script that puts no spaces between words, such as Chinese, Japanese
 *     or Thai; one for each sign that is neither
 * @param headers of levels 1 to 6, with a number sign
 * @param lists items of ordered and unordered lists
 * @param bold spans between double asterisks or double underscores
 * @see <a href="https://github.com/lm-sys/FastChat/tree/main/fastchat/serve/monitor">FastChat, add_markdown_info.py</a>
 */
public record StyleFeatures(int characters, int tokens, int headers, int lists, int bold) {
    private static final Pattern CODE = Pattern.compile("```[^`]*+```");

    /** As in Python, lines end with a line feed only and spaces are Unicode's. */
    private static final int LINES = Pattern.MULTILINE | Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;

    private static final Pattern HEADER = Pattern.compile("^#{1,6}\\s", LINES);

    /** Spaces before an item are those of its own line, so that many empty lines cost no more than their length. */
    private static final Pattern ITEM = Pattern.compile("^[^\\S\\n]*+(?:\\d++\\.|[-*+])\\s", LINES);

    private static final Pattern ASTERISKS = Pattern.compile("\\*\\*[^*\\n]++\\*\\*");
    private static final Pattern UNDERSCORES = Pattern.compile("__[^_\\n]++__");

    public StyleFeatures {
        if (characters < 0 || tokens < 0 || headers < 0 || lists < 0 || bold < 0) {
            throw new IllegalArgumentException("no count is below zero");
        }
    }

    public static StyleFeatures of(String markdown) {
        String prose = CODE.matcher(markdown).replaceAll("");
        return new StyleFeatures(
                markdown.codePointCount(0, markdown.length()),
                tokens(markdown),
                count(HEADER, prose),
                count(ITEM, prose),
                count(ASTERISKS, prose) + count(UNDERSCORES, prose));
    }

    private static int count(Pattern pattern, String text) {
        return Math.toIntExact(pattern.matcher(text).results().count());
    }

    private static int tokens(String text) {
        int tokens = 0;
        boolean inWord = false;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (isMark(character)) {
                continue;
            }
            boolean spelled = Character.isLetterOrDigit(character) && !standsAlone(character);
            if (!Character.isWhitespace(character) && !(spelled && inWord)) {
                tokens++;
            }
            inWord = spelled;
        }
        return tokens;
    }

    /** An accent, a vowel sign or a joiner belongs to the character before it. */
    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean standsAlone(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> false;
        };
    }
}
