package dev.evenhand.cli;

import dev.evenhand.backup.Declined;
import dev.evenhand.backup.Restoration;
import dev.evenhand.postgres.Visit;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts an installation back from a file. */
@Command(
        name = "restore",
        description =
                "Puts a backup into an empty database, or in the place of what is there. The file is checked to its"
                        + " last byte before anything is written, and the record before it takes its place. Stop the server"
                        + " first.",
        mixinStandardHelpOptions = true,
        versionProvider = Evenhand.Version.class)
final class Restore implements Callable<Integer> {
    private static final String WORD = "replace";

    @Parameters(paramLabel = "FILE", description = "A file that backup wrote, with this program or an earlier one.")
    private Path file;

    @Option(names = "--replace", description = "Put it in the place of what is there, which goes for good.")
    private boolean replace;

    @Option(names = "--yes", description = "With --replace: do not ask.")
    private boolean yes;

    @Option(
            names = "--despite-faults",
            description =
                    "Put the record back even where verify finds it is not whole, as it was when it was backed up.")
    private boolean despiteFaults;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException, Declined, Refused {
        if (replace && !yes) {
            requireWord();
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter notes = spec.commandLine().getErr();
        try (Visit visit = Visit.alone()) {
            Restoration.run(
                    file,
                    visit.durable(),
                    new Restoration.Terms(replace, despiteFaults, notes::println, report -> Verify.print(out, report)));
        }
        out.println("Everything is back. Whoever was signed in signs in again.");
        return 0;
    }

    private void requireWord() throws Refused {
        Console console = System.console();
        String answer = console == null
                ? null
                : console.readLine("What is in the database now goes for good. Type %s to go on: ", WORD);
        if (!WORD.equals(answer)) {
            throw new Refused("Nothing was changed. To replace what is there without being asked, give --yes as well.");
        }
    }
}
