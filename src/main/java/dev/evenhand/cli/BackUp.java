package dev.evenhand.cli;

import dev.evenhand.backup.Backup;
import dev.evenhand.backup.Declined;
import dev.evenhand.postgres.Visit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes an installation into a file. */
@Command(
        name = "backup",
        description =
                "Takes everything into one file, as it stands at one moment, while the server runs or while it does"
                        + " not. Keep the file as safe as the database: it holds all texts, votes and raters.",
        mixinStandardHelpOptions = true,
        versionProvider = Evenhand.Version.class)
final class BackUp implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file to write, such as evenhand-2026-01-31.zip.")
    private Path file;

    @Option(names = "--force", description = "Replace the file if it is there already.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException, Declined {
        PrintWriter notes = spec.commandLine().getErr();
        try (Visit visit = Visit.toExisting()) {
            Backup.write(visit.database(), file, force, notes::println);
        }
        spec.commandLine().getOut().printf(Locale.ROOT, "%s: %,d bytes, on disk.%n", file, Files.size(file));
        return 0;
    }
}
