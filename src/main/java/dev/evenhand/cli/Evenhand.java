package dev.evenhand.cli;

import dev.evenhand.backup.Declined;
import dev.evenhand.rating.board.Unfit;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All commands. Exit code 0: done; 1: the file was refused, with the line; 2: the command was not understood. */
@Command(
        name = "evenhand",
        description = "Blind pairwise evaluation. Without a command, the server starts.",
        subcommands = {Rate.class, Compare.class, Check.class, Verify.class, BackUp.class, Restore.class},
        mixinStandardHelpOptions = true,
        versionProvider = Evenhand.Version.class)
final class Evenhand implements Runnable {
    private static final int WIDTH = 110;

    @Spec
    private CommandSpec spec;

    private Evenhand() {}

    static int run(String... arguments) {
        return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Evenhand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(WIDTH)
                .setExecutionExceptionHandler(Evenhand::refused)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** What a person can mend is told without a stack trace; anything else is a defect and shows where. */
    private static int refused(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        String message =
                switch (e) {
                    case Refused refused -> refused.getMessage();
                    case Unfit unfit -> unfit.getMessage();
                    case Declined declined -> declined.getMessage();
                    case SQLException said -> "The database says: " + said.getMessage();
                    // The subclasses carry a path alone.
                    case IOException failed when failed.getClass() == IOException.class -> failed.getMessage();
                    case IOException failed ->
                        "%s: %s".formatted(failed.getClass().getSimpleName(), failed.getMessage());
                    default -> throw e;
                };
        command.getErr().println(command.getColorScheme().errorText(message));
        return CommandLine.ExitCode.SOFTWARE;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties properties = new Properties();
            try (InputStream in = Evenhand.class.getResourceAsStream("/version.properties")) {
                properties.load(in);
            }
            return new String[] {"Evenhand " + properties.getProperty("version")};
        }
    }
}
