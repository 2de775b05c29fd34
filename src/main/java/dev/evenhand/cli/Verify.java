package dev.evenhand.cli;

import dev.evenhand.backup.Declined;
import dev.evenhand.backup.Verification;
import dev.evenhand.battle.Audit.Report;
import dev.evenhand.postgres.Visit;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recomputes the record from its events, and says what it found. */
@Command(
        name = "verify",
        description = "Checks that the record of each arena is whole: that no event was changed, added or taken away,"
                + " and that votes, pairs and totals are what the events say. Works while the server runs and while it"
                + " does not. Exit code 1: it is not.",
        mixinStandardHelpOptions = true,
        versionProvider = Evenhand.Version.class)
final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "ARENA", arity = "0..1", description = "The only arena to check; otherwise all are.")
    private String arena;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException, Declined {
        PrintWriter out = spec.commandLine().getOut();
        try (Visit visit = Visit.toExisting()) {
            boolean whole = Verification.of(visit.database(), Optional.ofNullable(arena), report -> print(out, report));
            out.println(whole ? "Everything is as it was recorded." : "The record is not whole.");
            return whole ? 0 : 1;
        }
    }

    static void print(PrintWriter out, Report report) {
        out.println(report.arena());
        report.held().forEach(sentence -> out.println("  ok    " + sentence));
        report.faults().forEach(sentence -> out.println("  WRONG " + sentence));
        out.printf(Locale.ROOT, "        The record ends at event %,d, %s.%n%n", report.events(), report.hash());
        out.flush();
    }
}
