package dev.evenhand.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.rating.board.Standing;
import dev.evenhand.rating.board.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The door for boards that go into files: as CSV to compute with, or as Markdown for a page or a paper. */
public final class BoardFile {
    private static final List<String> COLUMNS = List.of(
            "rank",
            "rank_low",
            "rank_high",
            "model",
            "rating",
            "se",
            "lower",
            "upper",
            "votes",
            "wins",
            "losses",
            "ties",
            "both_bad",
            "win_rate",
            "expected_win_rate");

    private BoardFile() {}

    /** Numbers unrounded. A column {@code component} follows where there are several boards. */
    public static void csv(OutputStream out, Table board, ObjectMapper json) throws IOException {
        csv(out, Optional.empty(), Map.of("", board), json);
    }

    /** @param by what the boards are told apart by: a first column with their keys; nothing where there is one */
    public static void csv(OutputStream out, Optional<String> by, Map<String, Table> boards, ObjectMapper json)
            throws IOException {
        boolean several =
                boards.values().stream().anyMatch(board -> board.components().size() > 1);
        List<String> columns = new ArrayList<>();
        by.ifPresent(columns::add);
        columns.addAll(COLUMNS);
        if (several) {
            columns.add("component");
        }
        try (Rows rows = Rows.csv(out, columns, json)) {
            boards.forEach((key, board) -> {
                for (Standing standing : board.standings()) {
                    List<Object> row = new ArrayList<>();
                    by.ifPresent(column -> row.add(key));
                    row.addAll(cells(standing));
                    if (several) {
                        row.add(standing.component());
                    }
                    rows.row(row.toArray());
                }
            });
        }
    }

    private static List<Object> cells(Standing s) {
        return Arrays.asList(
                s.rank(),
                s.rankLow(),
                s.rankHigh(),
                s.model(),
                s.rating(),
                s.se(),
                s.lower(),
                s.upper(),
                s.votes(),
                s.wins(),
                s.losses(),
                s.ties(),
                s.bothBad(),
                s.winRate(),
                s.expectedWinRate());
    }

    /** Rounded, with what it was made of below it; {@code source} says of which votes. */
    public static void markdown(OutputStream stream, String title, Table board, String source) throws IOException {
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        out.printf("# %s%n%n", Markdown.text(title));
        out.println("| Rank | Model | Rating | Interval | Votes | Expected win rate |");
        out.println("|---|---|--:|---|--:|--:|");
        board.standings()
                .forEach(standing -> out.println(line(standing, board.method().inEloPoints())));
        out.println();
        board.unrated()
                .forEach(unrated -> out.printf(
                        "- %s is not rated. %s%n", Markdown.text(unrated.model()), Markdown.text(unrated.reason())));
        board.warnings().forEach(warning -> out.printf("- %s%n", Markdown.text(warning.message())));
        out.printf(
                Locale.ROOT,
                "%n%,d votes. %s %s%n",
                board.votes(),
                board.method().sentence(),
                source);
        out.flush();
        if (out.checkError()) {
            throw new IOException("the reader went away");
        }
    }

    private static String line(Standing standing, boolean inEloPoints) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %,d | %s |",
                standing.ranks(),
                Markdown.text(standing.model()),
                String.format(Locale.ROOT, inEloPoints ? "%.0f" : "%.4f", standing.rating()),
                standing.lower() == null
                        ? "none"
                        : String.format(Locale.ROOT, "%.0f to %.0f", standing.lower(), standing.upper()),
                standing.votes(),
                standing.expectedWinRate() == null
                        ? ""
                        : String.format(Locale.ROOT, "%.1f %%", 100 * standing.expectedWinRate()));
    }
}
