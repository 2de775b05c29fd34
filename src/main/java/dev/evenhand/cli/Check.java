package dev.evenhand.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenhand.rating.board.Checkup;
import dev.evenhand.rating.board.Said;
import dev.evenhand.rating.board.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks a leaderboard, from a file of votes. */
@Command(
        name = "check",
        description = "Checks whether a leaderboard fits its votes, and what hangs on single raters or few votes.",
        mixinStandardHelpOptions = true,
        versionProvider = Evenhand.Version.class)
final class Check implements Callable<Integer> {
    private static final int WIDTH = 60;

    @Mixin
    private VotesOnDisk votes;

    @Mixin
    private Choices choices;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, Refused {
        if (output.form() != Output.Form.TABLE && output.form() != Output.Form.JSON) {
            throw new ParameterException(spec.commandLine(), "Checks are written as --format table or json.");
        }
        Settings settings = choices.settings();
        Checkup.requireOffered(settings);
        Set<String> models = new LinkedHashSet<>();
        List<Said> said = new ArrayList<>();
        votes.read(spec.commandLine().getErr(), false, vote -> {
            Said one = VotesOnDisk.said(vote);
            models.add(one.model());
            models.add(one.rival());
            said.add(one);
        });
        if (said.isEmpty()) {
            throw new Refused("No vote of this file counts.");
        }
        write(Checkup.of(models, said, settings, progress()));
        return 0;
    }

    /** Told to a person who waits, and to nobody else. */
    private Consumer<String> progress() {
        PrintWriter notes = spec.commandLine().getErr();
        boolean isWatched = spec.commandLine().getColorScheme().ansi().enabled();
        return step -> {
            if (isWatched) {
                notes.print("\r" + (step + " …" + " ".repeat(WIDTH)).substring(0, WIDTH));
                notes.flush();
            }
        };
    }

    private void write(Checkup checkup) throws IOException, Refused {
        if (spec.commandLine().getColorScheme().ansi().enabled()) {
            spec.commandLine().getErr().print("\r" + " ".repeat(WIDTH) + "\r");
            spec.commandLine().getErr().flush();
        }
        try (OutputStream out = output.open()) {
            switch (output.form()) {
                case JSON ->
                    new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValue(out, checkup);
                case TABLE, CSV, MARKDOWN -> new CheckupText(spec.commandLine(), output).write(out, checkup);
            }
        }
    }
}
