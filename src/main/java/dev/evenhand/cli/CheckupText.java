package dev.evenhand.cli;

import dev.evenhand.rating.board.Checkup;
import dev.evenhand.rating.board.Checkup.ByTieRule;
import dev.evenhand.rating.board.Checkup.Influential;
import dev.evenhand.rating.board.Checkup.Measure;
import dev.evenhand.rating.board.Checkup.Rated;
import dev.evenhand.rating.board.Checkup.Reliable;
import dev.evenhand.rating.board.Checkup.Residual;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Checks for a person before a terminal: what matters most first, and of long tables the beginning. */
final class CheckupText {
    /** The whole tables are in the JSON. */
    private static final int LINES = 10;

    private final Ansi ansi;

    CheckupText(CommandLine command, Output output) {
        this.ansi = output.toFile() ? Ansi.OFF : command.getColorScheme().ansi();
    }

    void write(OutputStream stream, Checkup checkup) {
        PrintWriter out = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        out.println(checkup.scope());
        if (checkup.missing() != null) {
            out.println(checkup.missing());
        } else {
            fit(out, checkup);
            single(out, checkup);
            ties(out, checkup.ties());
            raters(out, checkup);
        }
        out.println();
        checkup.warnings().forEach(warning -> out.println(ansi.string("@|yellow Warning:|@ ") + warning.message()));
        out.println(String.format(
                Locale.ROOT, "%,d votes. %s", checkup.votes(), checkup.method().sentence()));
        out.flush();
    }

    private void fit(PrintWriter out, Checkup checkup) {
        Checkup.Fitness fit = checkup.fit();
        title(out, "Does the model fit?", fit.sentence(), fit.missing());
        if (fit.p() != null) {
            out.printf(
                    Locale.ROOT,
                    "G² = %.3f, X² = %.3f, df = %d, p = %.3g, X²/df = %.2f.%n",
                    fit.g2(),
                    fit.x2(),
                    fit.degreesOfFreedom(),
                    fit.p(),
                    fit.dispersion());
        }
        List<Residual> standing =
                fit.residuals().stream().filter(Residual::standsOut).toList();
        if (!standing.isEmpty()) {
            Columns columns = new Columns("model ", "rival ", "votes", "observed", "expected", "z", "p (Holm)");
            standing.stream()
                    .limit(LINES)
                    .forEach(r -> columns.row(
                            r.model(),
                            r.rival(),
                            number("%,.0f", r.votes()),
                            percent(r.observed()),
                            percent(r.expected()),
                            number("%+.1f", r.z()),
                            number("%.2g", r.p())));
            table(out, columns);
        }
        said(out, checkup.circles().sentence(), checkup.circles().missing());
        checkup.circles().triads().stream()
                .limit(LINES)
                .forEach(triad -> out.printf(
                        "  %s beats %s beats %s beats %s, each by %s or more.%n",
                        triad.models().get(0),
                        triad.models().get(1),
                        triad.models().get(2),
                        triad.models().get(0),
                        percent(triad.weakest())));
        out.println(checkup.thin().sentence());
    }

    private void single(PrintWriter out, Checkup checkup) {
        Checkup.Fragile fragile = checkup.fragility();
        title(
                out,
                "What hangs on single raters or few votes?",
                fragile.votes().sentence(),
                fragile.votes().missing());
        said(out, fragile.raters().sentence(), fragile.raters().missing());
        said(out, checkup.influence().sentence(), checkup.influence().missing());
        if (!checkup.influence().raters().isEmpty()) {
            Columns columns = new Columns("without ", "votes", "share", "largest change ", "Elo", "ranks");
            for (Influential r :
                    checkup.influence().raters().stream().limit(LINES).toList()) {
                columns.row(
                        r.rater(),
                        number("%,d", r.votes()),
                        percent(r.share()),
                        r.missing() == null ? r.model() : r.missing(),
                        r.change() == null ? "" : number("%.1f", r.change()),
                        r.rankChange() == null ? "" : r.rankChange().toString());
            }
            table(out, columns);
        }
    }

    private void ties(PrintWriter out, Checkup.TieRules ties) {
        title(out, "Would another rule for ties change the order?", ties.sentence(), null);
        List<ByTieRule> made = ties.rules().stream()
                .filter(rule -> rule.missing() == null)
                .sorted((one, other) -> Boolean.compare(other.chosen(), one.chosen()))
                .toList();
        String[] headings = new String[made.size() + 1];
        headings[0] = "model ";
        for (int i = 0; i < made.size(); i++) {
            headings[i + 1] = made.get(i).rule();
        }
        Columns columns = new Columns(headings);
        if (!made.isEmpty()) {
            for (Rated model : made.getFirst().standings()) {
                String[] row = new String[headings.length];
                row[0] = model.model();
                for (int i = 0; i < made.size(); i++) {
                    row[i + 1] = made.get(i).standings().stream()
                            .filter(rated -> rated.model().equals(model.model()))
                            .map(rated -> String.format(Locale.ROOT, "%d. %.0f", rated.rank(), rated.rating()))
                            .findFirst()
                            .orElse("");
                }
                columns.row(row);
            }
            table(out, columns);
        }
        ties.rules().stream()
                .filter(rule -> rule.missing() != null)
                .forEach(rule -> out.printf("%s: %s%n", rule.rule(), rule.missing()));
    }

    private void raters(PrintWriter out, Checkup checkup) {
        Checkup.Agreement agreement = checkup.agreement();
        title(out, "Do raters agree?", agreement.sentence(), agreement.missing());
        for (Measure measure : agreement.measures()) {
            out.printf(
                    "  %s: %s%n",
                    measure.label(),
                    measure.value() == null
                            ? measure.missing()
                            : String.format(Locale.ROOT, "%.3f (n = %,d)", measure.value(), measure.of()));
        }
        Checkup.Reliabilities reliability = checkup.reliability();
        said(out, reliability.sentence(), reliability.crowdBt());
        List<Reliable> doubtful =
                reliability.raters().stream().filter(Reliable::doubtful).toList();
        if (!doubtful.isEmpty()) {
            Columns columns = new Columns("rater ", "decided votes", "reliability", "judgements", "accuracy");
            doubtful.stream()
                    .limit(LINES)
                    .forEach(r -> columns.row(
                            r.rater(),
                            number("%,d", r.decided()),
                            number("%.2f", r.reliability()),
                            number("%,d", r.judgements()),
                            r.accuracy() == null ? "" : number("%.2f", r.accuracy())));
            table(out, columns);
        }
    }

    private void title(PrintWriter out, String title, String sentence, String missing) {
        out.println();
        out.println(bold(title));
        said(out, sentence, missing);
    }

    private static void said(PrintWriter out, String sentence, String missing) {
        out.println(missing == null || missing.equals(sentence) ? sentence : sentence + " " + missing);
    }

    private static void table(PrintWriter out, Columns columns) {
        columns.lines().forEach(line -> out.println("  " + line));
    }

    private static String percent(double share) {
        return number("%.1f %%", 100 * share);
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private String bold(String text) {
        return ansi.enabled() ? "\u001B[1m" + text + "\u001B[0m" : text;
    }
}
