package dev.evenhand.cli;

import dev.evenhand.rating.board.Comparison;
import dev.evenhand.rating.board.Comparison.Anytime;
import dev.evenhand.rating.board.Comparison.Slice;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A comparison for a person before a terminal: the sentence first. */
final class ComparisonText {
    private ComparisonText() {}

    static void write(OutputStream stream, Comparison comparison) {
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        out.println(comparison.sentence());
        out.println();
        Columns columns = new Columns("", "n", "wins", "losses", "ties", "both bad", "win rate", "interval");
        columns.row(row("all", comparison.whole()));
        comparison.slices().forEach(slice -> columns.row(row("%s %s".formatted(slice.by(), slice.value()), slice)));
        columns.lines().forEach(out::println);
        out.println();
        if (comparison.halfTies() != null) {
            out.printf(
                    "With ties and both-bad as half: %s (%s).%n",
                    rate(comparison.halfTies().winRate()),
                    interval(
                            comparison.halfTies().lower(), comparison.halfTies().upper()));
        }
        if (comparison.eloGap() != null) {
            out.printf(Locale.ROOT, "As Elo: %+.0f", comparison.eloGap());
            out.println(
                    comparison.boardGap() == null
                            ? "."
                            : String.format(Locale.ROOT, "; on the board of all models %+.0f.", comparison.boardGap()));
        }
        out.println(anytime(comparison.anytime()));
        out.flush();
    }

    private static String[] row(String name, Slice slice) {
        return new String[] {
            name,
            count(slice.n()),
            count(slice.wins()),
            count(slice.losses()),
            count(slice.ties()),
            count(slice.bothBad()),
            rate(slice.winRate()),
            interval(slice.lower(), slice.upper())
        };
    }

    private static String anytime(Anytime anytime) {
        String held = anytime.lower() == null
                ? "The votes contradict that there is one win rate at all times"
                : "Valid however often one looks: " + interval(anytime.lower(), anytime.upper());
        String decided = anytime.decidedAt() == null
                ? "not decided yet"
                : String.format(Locale.ROOT, "decided after %,d %ss", anytime.decidedAt(), anytime.fedBy());
        return "%s, %s, from %s.".formatted(held, decided, fed(anytime));
    }

    private static String fed(Anytime anytime) {
        return String.format(
                Locale.ROOT,
                anytime.fedBy().equals("rater")
                        ? "the first decided vote of each of %,d raters"
                        : "%,d decided votes of unknown raters",
                anytime.fed());
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static String rate(Double share) {
        return share == null ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String interval(Double lower, Double upper) {
        return lower == null ? "" : String.format(Locale.ROOT, "%.2f to %.2f %%", 100 * lower, 100 * upper);
    }
}
