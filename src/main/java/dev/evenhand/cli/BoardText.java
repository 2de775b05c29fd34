package dev.evenhand.cli;

import dev.evenhand.rating.board.Estimated;
import dev.evenhand.rating.board.Method;
import dev.evenhand.rating.board.Standing;
import dev.evenhand.rating.board.Table;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Boards for a person before a terminal. */
final class BoardText {
    private final Ansi ansi;

    BoardText(CommandLine command, Output output) {
        this.ansi = output.toFile() ? Ansi.OFF : command.getColorScheme().ansi();
    }

    /** @param boards by what they are of; one alone has no title */
    void write(OutputStream stream, Map<String, Table> boards) {
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        boards.forEach((title, board) -> {
            if (!title.isEmpty()) {
                out.println(bold(title));
            }
            write(out, board);
        });
        out.flush();
    }

    private void write(PrintWriter out, Table board) {
        Method method = board.method();
        boolean several = board.components().size() > 1;
        Columns columns = new Columns(
                "rank", "model ", "rating", percent(method.level()) + " interval", "votes", "win rate", "expected");
        Integer component = null;
        for (Standing s : board.standings()) {
            if (several && !s.component().equals(component)) {
                component = s.component();
                columns.row("", "group %d".formatted(component + 1), "", "", "", "", "");
            }
            columns.row(
                    s.ranks(),
                    s.model(),
                    String.format(Locale.ROOT, method.inEloPoints() ? "%.0f" : "%.4f", s.rating()),
                    s.lower() == null ? "" : "%.0f to %.0f".formatted(s.lower(), s.upper()),
                    String.format(Locale.ROOT, "%,d", s.votes()),
                    percent(s.winRate()),
                    s.expectedWinRate() == null ? "" : percent(s.expectedWinRate()));
        }
        boolean heading = true;
        for (String line : columns.lines()) {
            out.println(heading ? bold(line) : line);
            heading = false;
        }
        board.unrated().forEach(unrated -> out.printf("%n%s is not rated. %s", unrated.model(), unrated.reason()));
        out.println(board.unrated().isEmpty() ? "" : System.lineSeparator());
        board.estimated().forEach(estimated -> out.println(estimated(estimated)));
        board.warnings().forEach(warning -> out.println(ansi.string("@|yellow Warning:|@ ") + warning.message()));
        out.println(dim(made(board)));
        out.println();
    }

    private static String made(Table board) {
        return String.format(
                Locale.ROOT,
                "%,d votes%s. %s",
                board.votes(),
                board.raters() > 0 ? " of %,d raters".formatted(board.raters()) : "",
                board.method().sentence());
    }

    private static String estimated(Estimated e) {
        String errors = e.lower() == null
                ? ""
                : String.format(Locale.ROOT, " (%.3f to %.3f, p = %.2g)", e.lower(), e.upper(), e.p());
        return String.format(
                Locale.ROOT,
                "Beside the strengths: %s %.3f logits, %.1f Elo%s.",
                e.effect(),
                e.estimate(),
                e.elo(),
                errors);
    }

    private static String percent(double share) {
        BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2);
        return (percent.stripTrailingZeros().scale() <= 0
                        ? percent.toBigInteger().toString()
                        : String.format(Locale.ROOT, "%.1f", percent))
                + " %";
    }

    /** Text of a file is never read as markup: it goes around, not through, what makes it bold. */
    private String bold(String text) {
        return ansi.enabled() ? "\u001B[1m" + text + "\u001B[0m" : text;
    }

    private String dim(String text) {
        return ansi.enabled() ? "\u001B[2m" + text + "\u001B[0m" : text;
    }
}
