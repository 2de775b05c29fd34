package dev.evenhand.upload;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps a spreadsheet from running a cell as a formula, and gives the text back when our own file returns.
 *
 * <p>A cell that a spreadsheet could take for a formula gets an apostrophe before it; so does a cell that looks as if
 * it had got one already. Hence {@code undo(guard(x))} is {@code x} for every text. Nobody else's apostrophes are
 * touched: the mark of our own file is its first line, which is exactly the columns of the votes export, in its
 * order, with more columns only after them.
 */
public final class FormulaGuard {
    /** Excel also takes the full-width forms, and looks past leading spaces. */
    private static final Pattern FORMULA = Pattern.compile("'*(?:[\\t\\r]|\\s*[=+\\-@＝＋－＠])");

    /** The columns of the votes export, in the order in which it writes them. */
    public static final List<String> VOTE_COLUMNS = List.of(
            "vote_id",
            "arena",
            "prompt_id",
            "model_a",
            "model_b",
            "winner",
            "shown_first",
            "margin",
            "criteria",
            "tags",
            "comment",
            "rater",
            "rater_kind",
            "shown_at",
            "voted_at",
            "duration_ms",
            "category",
            "language",
            "probability",
            "counted",
            "exclusion",
            "source");

    private FormulaGuard() {}

    /** The text as a cell that no spreadsheet runs. */
    public static String guard(String text) {
        return FORMULA.matcher(text).lookingAt() ? "'" + text : text;
    }

    /** The text of which {@link #guard} made the cell. */
    public static String undo(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }

    static boolean isOurExport(List<String> header) {
        return header.size() >= VOTE_COLUMNS.size()
                && header.subList(0, VOTE_COLUMNS.size()).equals(VOTE_COLUMNS);
    }
}
