package dev.evenhand.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenhand.export.BoardFile;
import dev.evenhand.rating.board.Board;
import dev.evenhand.rating.board.Field;
import dev.evenhand.rating.board.Settings;
import dev.evenhand.rating.board.Table;
import dev.evenhand.upload.VoteRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Computes a leaderboard from a file of votes. */
@Command(
        name = "rate",
        description = "Computes a leaderboard from a file of votes. Starts no server and no database.",
        mixinStandardHelpOptions = true,
        versionProvider = Evenhand.Version.class)
final class Rate implements Callable<Integer> {
    /** What a file can be cut by. */
    enum By {
        CATEGORY,
        LANGUAGE,
        RATER_KIND,
        PROMPT_ID,
        RATER,
        SOURCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Nothing where the vote does not say. */
        Optional<String> of(VoteRow vote) {
            return Optional.ofNullable(
                    switch (this) {
                        case CATEGORY -> vote.category();
                        case LANGUAGE -> vote.language();
                        case RATER_KIND -> vote.raterKind();
                        case PROMPT_ID -> vote.promptId();
                        case RATER -> vote.rater();
                        case SOURCE -> vote.source();
                    });
        }
    }

    /** What stands for votes that do not say what the file is cut by. */
    private static final String UNKNOWN = "(none)";

    private static final String ALL = "";

    @Mixin
    private VotesOnDisk votes;

    @Mixin
    private Choices choices;

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "One board for each value of ${COMPLETION-CANDIDATES}.")
    private By by;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, Refused {
        Settings settings = choices.settings();
        PrintWriter notes = spec.commandLine().getErr();
        Map<String, Field.Builder> fields = new LinkedHashMap<>();
        if (by == null) {
            Counting all = new Counting(settings);
            votes.readBriefly(notes, settings.hasStyle(), all);
            all.field().ifPresent(field -> fields.put(ALL, field));
        } else {
            votes.read(notes, settings.hasStyle(), vote -> fields.computeIfAbsent(
                            by.of(vote).orElse(UNKNOWN), value -> Field.under(settings))
                    .add(VotesOnDisk.said(vote)));
        }
        Map<String, Table> boards = new LinkedHashMap<>();
        fields.forEach((value, field) -> boards.put(
                value, Board.of(field.build(), settings, progress(settings)).table()));
        if (boards.isEmpty()) {
            throw new Refused("No vote of this file counts.");
        }
        write(boards);
        return 0;
    }

    /** Told to a person who waits, and to nobody else. */
    private IntConsumer progress(Settings settings) {
        PrintWriter notes = spec.commandLine().getErr();
        int all = settings.draws().replicates();
        boolean isWatched = spec.commandLine().getColorScheme().ansi().enabled();
        return done -> {
            if (isWatched && (done % 10 == 0 || done == all)) {
                notes.printf("\r%d of %d replicates%s", done, all, done == all ? "\n" : "");
                notes.flush();
            }
        };
    }

    private void write(Map<String, Table> boards) throws IOException, Refused {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        try (OutputStream out = output.open()) {
            switch (output.form()) {
                case TABLE -> new BoardText(spec.commandLine(), output).write(out, boards);
                case CSV -> BoardFile.csv(out, Optional.ofNullable(by).map(By::toString), boards, json);
                case JSON -> json.writeValue(out, by == null ? boards.get(ALL) : boards);
                case MARKDOWN -> {
                    for (Map.Entry<String, Table> board : boards.entrySet()) {
                        BoardFile.markdown(out, title(board.getKey()), board.getValue(), "");
                    }
                }
            }
        }
    }

    private String title(String value) {
        return value.equals(ALL) ? votes.name().toString() : value;
    }
}
