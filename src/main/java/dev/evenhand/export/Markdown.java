package dev.evenhand.export;

import dev.evenhand.arena.Arena;
import dev.evenhand.rating.Leaderboard;
import dev.evenhand.rating.board.Method;
import dev.evenhand.rating.board.Standing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A board as a table for a page or a paper, rounded, with what it was made of below it. */
final class Markdown {
    private Markdown() {}

    static void write(OutputStream stream, Arena arena, Leaderboard board) throws IOException {
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        out.printf("# %s%n%n", arena.name());
        out.println("| Rank | Model | Rating | Interval | Votes | Expected win rate |");
        out.println("|---|---|--:|---|--:|--:|");
        for (Standing standing : board.standings()) {
            out.println(line(standing));
        }
        out.println();
        board.unrated().forEach(unrated -> out.printf("- %s is not rated. %s%n", unrated.model(), unrated.reason()));
        board.warnings().forEach(warning -> out.printf("- %s%n", warning.message()));
        Method method = board.method();
        out.printf(
                Locale.ROOT,
                "%n%,d votes. Bradley–Terry, ties %s, both bad %s; interval %s at level %s%s. As of %s, snapshot `%s`.%n",
                board.votes(),
                method.ties(),
                method.bothBad(),
                method.interval(),
                method.level(),
                method.generalisesTo() == null ? "" : " for " + method.generalisesTo(),
                board.at(),
                board.snapshot());
        out.flush();
        if (out.checkError()) {
            throw new IOException("the reader went away");
        }
    }

    private static String line(Standing standing) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %s | %,d | %.1f %% |",
                standing.rankLow() == null || standing.rankLow().equals(standing.rankHigh())
                        ? standing.rank()
                        : standing.rankLow() + "–" + standing.rankHigh(),
                standing.model().replace("|", "\\|"),
                standing.rating(),
                standing.lower() == null
                        ? "none"
                        : String.format(Locale.ROOT, "%.0f to %.0f", standing.lower(), standing.upper()),
                standing.votes(),
                100 * standing.expectedWinRate());
    }
}
