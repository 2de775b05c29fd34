package dev.evenhand.cli;

import dev.evenhand.rating.board.Settings;
import dev.evenhand.rating.board.Settings.Anchor;
import dev.evenhand.rating.board.Settings.BothBad;
import dev.evenhand.rating.board.Settings.Control;
import dev.evenhand.rating.board.Settings.Draws;
import dev.evenhand.rating.board.Settings.Rule;
import dev.evenhand.rating.board.Settings.Ties;
import dev.evenhand.rating.fit.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** The settings of a board as they stand on the command line: the words and defaults of the HTTP interface. */
final class Choices {
    private static final int FEWEST_REPLICATES = 100;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--method",
            paramLabel = "RULE",
            defaultValue = "bradley-terry",
            converter = RuleWord.class,
            description = "How ratings come of votes: bradley-terry (the default), or for comparison elo, glicko2,"
                    + " trueskill, win-rate, arena-rank, fastchat, evalica, eqbench3.")
    private Rule rule;

    @Option(
            names = "--ties",
            paramLabel = "RULE",
            defaultValue = "half",
            converter = TiesWord.class,
            description =
                    "What a tie is worth: half (a win, the default), drop, or a chance of its own: davidson, rao-kupper.")
    private Ties ties;

    @Option(
            names = "--both-bad",
            paramLabel = "RULE",
            defaultValue = "tie",
            converter = BothBadWord.class,
            description = "What a vote for neither is worth: tie (the default) or drop.")
    private BothBad bothBad;

    @Option(
            names = "--interval",
            converter = IntervalWord.class,
            paramLabel = "KIND",
            description =
                    "Whom the interval speaks of: two-way (new raters and new prompts), rater (new raters),"
                            + " jackknife, bootstrap, iid, fisher or none. Default: two-way where raters and prompts are known, else rater, else iid.")
    private IntervalWord.Choice interval;

    @Option(
            names = "--level",
            paramLabel = "SHARE",
            defaultValue = "0.95",
            description = "Confidence of the interval, above 0.5 and below 1 (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(names = "--position", description = "Estimate the edge of the response shown first as well.")
    private boolean position;

    @Option(
            names = "--style",
            paramLabel = "TRAITS",
            defaultValue = "none",
            converter = ControlWord.class,
            description = "Which traits of the responses' look are held equal: none (the default), length, or full"
                    + " (length, headings, lists, bold). Needs the columns response_a and response_b.")
    private Control style;

    @Option(
            names = "--anchor",
            paramLabel = "MODEL=RATING",
            converter = AnchorText.class,
            description = "A model whose rating is given; at most two. Without any the mean rating is 1000.")
    private List<Anchor> anchors = new ArrayList<>();

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "Draw raters anew N times for the interval (the same as --interval bootstrap).")
    private Integer replicates;

    @Option(names = "--seed", paramLabel = "N", description = "Where the bootstrap's chance starts (default: 1).")
    private Long seed;

    Settings settings() {
        require(Settings.isLevel(level), "--level is a number between 0.5 and 1, such as 0.95.");
        require(replicates == null || replicates >= FEWEST_REPLICATES, "--bootstrap takes at least 100 replicates.");
        require(
                replicates == null || interval == null || interval.kind().equals(Optional.of(Interval.BOOTSTRAP)),
                "--bootstrap and --interval contradict each other.");
        Optional<Interval> kind = interval == null ? Optional.empty() : interval.kind();
        Draws usual = Settings.DEFAULT.draws();
        Settings settings = new Settings(
                rule,
                ties,
                bothBad,
                replicates == null ? kind : Optional.of(Interval.BOOTSTRAP),
                interval == null || interval.kind().isPresent(),
                level,
                position,
                style,
                List.copyOf(anchors),
                new Draws(replicates == null ? usual.replicates() : replicates, seed == null ? usual.seed() : seed));
        settings.contradiction().ifPresent(why -> require(false, why));
        return settings;
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), what);
        }
    }

    private static <E extends Enum<E>> E one(Class<E> type, String written, String... besides) {
        return Settings.constant(type, written)
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is none of %s.".formatted(written, Settings.words(type, besides))));
    }

    static final class IntervalWord implements ITypeConverter<IntervalWord.Choice> {
        /** What was written: a kind, or nothing for no interval at all. */
        record Choice(Optional<Interval> kind) {}

        @Override
        public Choice convert(String written) {
            return new Choice(
                    written.equals(Settings.NO_INTERVAL)
                            ? Optional.empty()
                            : Optional.of(one(Interval.class, written, Settings.NO_INTERVAL)));
        }
    }

    static final class RuleWord implements ITypeConverter<Rule> {
        @Override
        public Rule convert(String written) {
            return one(Rule.class, written);
        }
    }

    static final class TiesWord implements ITypeConverter<Ties> {
        @Override
        public Ties convert(String written) {
            return one(Ties.class, written);
        }
    }

    static final class BothBadWord implements ITypeConverter<BothBad> {
        @Override
        public BothBad convert(String written) {
            return one(BothBad.class, written);
        }
    }

    static final class ControlWord implements ITypeConverter<Control> {
        @Override
        public Control convert(String written) {
            return one(Control.class, written);
        }
    }

    static final class AnchorText implements ITypeConverter<Anchor> {
        @Override
        public Anchor convert(String written) {
            return Anchor.parse(written)
                    .orElseThrow(() -> new TypeConversionException(
                            "An anchor is a model and its rating, such as --anchor 'Heron 4=1000'."));
        }
    }
}
