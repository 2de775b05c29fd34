package dev.evenhand.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenhand.export.ComparisonFile;
import dev.evenhand.rating.board.Board;
import dev.evenhand.rating.board.Comparison;
import dev.evenhand.rating.board.Comparison.Slice;
import dev.evenhand.rating.board.Decision;
import dev.evenhand.rating.board.Duel;
import dev.evenhand.rating.board.Field;
import dev.evenhand.rating.board.Outcome;
import dev.evenhand.rating.board.Said;
import dev.evenhand.rating.board.Settings;
import dev.evenhand.upload.VoteRow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares one candidate with one baseline, from a file of votes. */
@Command(
        name = "compare",
        description = "Compares a candidate with a baseline, from a file of votes.",
        mixinStandardHelpOptions = true,
        versionProvider = Evenhand.Version.class)
final class Compare implements Callable<Integer> {
    @Mixin
    private VotesOnDisk votes;

    @Option(names = "--candidate", paramLabel = "MODEL", required = true, description = "The model in question.")
    private String candidate;

    @Option(names = "--baseline", paramLabel = "MODEL", required = true, description = "What it is compared with.")
    private String baseline;

    @Mixin
    private Choices choices;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    /** The votes on these two models, and what all votes make of the whole field. */
    private final List<Said> between = new ArrayList<>();

    private final List<Decision> decisions = new ArrayList<>();
    private final Map<String, Map<String, List<Said>>> parts = new TreeMap<>();
    private final Set<String> models = new HashSet<>();

    @Override
    public Integer call() throws IOException, Refused {
        Settings settings = choices.settings();
        Field.Builder field = Field.under(settings);
        votes.read(spec.commandLine().getErr(), settings.hasStyle(), vote -> {
            Said said = VotesOnDisk.said(vote);
            field.add(said);
            take(vote, said);
        });
        require(candidate);
        require(baseline);
        if (candidate.equals(baseline)) {
            throw new Refused("Name two different models.");
        }
        Board board = Board.of(field.build(), settings);
        Duel duel = Duel.of(candidate, baseline, between, settings, board.interval());
        write(duel.comparison(decisions, board, null, slices(settings, duel)));
        return 0;
    }

    private void require(String model) throws Refused {
        if (!models.contains(model)) {
            throw new Refused("No vote names %s. The models of this file: %s."
                    .formatted(model, String.join(", ", models.stream().sorted().toList())));
        }
    }

    private void take(VoteRow vote, Said said) {
        models.add(said.model());
        models.add(said.rival());
        boolean forwards = said.model().equals(candidate) && said.rival().equals(baseline);
        boolean backwards = said.model().equals(baseline) && said.rival().equals(candidate);
        if (!forwards && !backwards) {
            return;
        }
        between.add(said);
        if (said.outcome() == Outcome.WIN || said.outcome() == Outcome.LOSS) {
            decisions.add(new Decision(said.rater(), forwards == (said.outcome() == Outcome.WIN)));
        }
        part("category", vote.category(), said);
        part("language", vote.language(), said);
    }

    private void part(String by, String value, Said said) {
        if (value != null) {
            parts.computeIfAbsent(by, unseen -> new TreeMap<>())
                    .computeIfAbsent(value, unseen -> new ArrayList<>())
                    .add(said);
        }
    }

    private List<Slice> slices(Settings settings, Duel whole) {
        List<Slice> slices = new ArrayList<>();
        parts.forEach((by, values) -> values.forEach((value, said) -> slices.add(
                Duel.of(candidate, baseline, said, settings, whole.interval()).slice(by, value))));
        return slices;
    }

    private void write(Comparison comparison) throws IOException, Refused {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        try (OutputStream out = output.open()) {
            switch (output.form()) {
                case TABLE -> ComparisonText.write(out, comparison);
                case CSV -> ComparisonFile.csv(out, comparison, json);
                case JSON -> json.writeValue(out, comparison);
                case MARKDOWN -> ComparisonFile.markdown(out, comparison);
            }
        }
    }
}
