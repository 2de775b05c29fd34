package dev.evenhand.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.rating.board.Comparison;
import dev.evenhand.rating.board.Comparison.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The door for comparisons that go into files. */
public final class ComparisonFile {
    private static final List<String> COLUMNS = List.of(
            "candidate",
            "baseline",
            "by",
            "value",
            "wins",
            "losses",
            "ties",
            "both_bad",
            "n",
            "win_rate",
            "lower",
            "upper");

    private ComparisonFile() {}

    /** All votes in the first row, whose {@code by} and {@code value} are empty; then a row for each slice. */
    public static void csv(OutputStream out, Comparison comparison, ObjectMapper json) throws IOException {
        try (Rows rows = Rows.csv(out, COLUMNS, json)) {
            row(rows, comparison, comparison.whole());
            comparison.slices().forEach(slice -> row(rows, comparison, slice));
        }
    }

    private static void row(Rows rows, Comparison comparison, Slice slice) {
        rows.row(
                comparison.candidate(),
                comparison.baseline(),
                slice.by(),
                slice.value(),
                slice.wins(),
                slice.losses(),
                slice.ties(),
                slice.bothBad(),
                slice.n(),
                slice.winRate(),
                slice.lower(),
                slice.upper());
    }

    /** The sentence, and a table of the slices. */
    public static void markdown(OutputStream stream, Comparison comparison) throws IOException {
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        out.printf("%s%n", Markdown.text(comparison.sentence()));
        if (!comparison.slices().isEmpty()) {
            out.printf("%n| Slice | Decided | Win rate | Interval |%n|---|--:|--:|---|%n");
        }
        comparison.slices().forEach(slice -> out.println(line(slice)));
        out.flush();
        if (out.checkError()) {
            throw new IOException("the reader went away");
        }
    }

    private static String line(Slice slice) {
        String rates = slice.winRate() == null
                ? "none | none"
                : String.format(
                        Locale.ROOT,
                        "%.1f %% | %.1f to %.1f %%",
                        100 * slice.winRate(),
                        100 * slice.lower(),
                        100 * slice.upper());
        return String.format(
                Locale.ROOT, "| %s: %s | %,d | %s |", slice.by(), Markdown.text(slice.value()), slice.n(), rates);
    }
}
