package dev.evenhand.rating.board;

import dev.evenhand.rating.fit.Bootstrap;
import dev.evenhand.rating.fit.Interval;
import dev.evenhand.rating.fit.Specification;
import dev.evenhand.rating.fit.Style;
import dev.evenhand.rating.fit.TieModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that decides what a board says of the same votes.
 *
 * @param rule how ratings come of votes
 * @param ties what a tie is worth
 * @param bothBad what a vote for neither is worth
 * @param interval the interval asked for; nothing for the best that the votes allow
 * @param withInterval whether there is to be an interval at all
 * @param level the confidence of intervals, such as 0.95
 * @param position whether the edge of the response shown first is estimated
 * @param style which traits of the responses' look are held equal
 * @param anchors models whose ratings are given, at most two, instead of a mean of 1000
 * @param draws how a bootstrap draws
 */
public record Settings(
        Rule rule,
        Ties ties,
        BothBad bothBad,
        Optional<Interval> interval,
        boolean withInterval,
        double level,
        boolean position,
        Control style,
        List<Anchor> anchors,
        Draws draws) {

    public static final Settings DEFAULT = new Settings(
            Rule.BRADLEY_TERRY,
            Ties.HALF,
            BothBad.TIE,
            Optional.empty(),
            true,
            0.95,
            false,
            Control.NONE,
            List.of(),
            new Draws(Bootstrap.REPLICATES, Bootstrap.SEED));

    /** How it is written that there is to be no interval. */
    public static final String NO_INTERVAL = "none";

    /** The most models that can be given a rating: more than two would contradict the votes. */
    public static final int MOST_ANCHORS = 2;

    /** How ratings come of votes. All but the first are offered for comparison, under their names and without an interval. */
    public enum Rule {
        BRADLEY_TERRY,
        ELO,
        GLICKO2,
        TRUESKILL,
        WIN_RATE,
        ARENA_RANK,
        FASTCHAT,
        EVALICA,
        EQBENCH3
    }

    /** What a tie is worth. */
    public enum Ties {
        /** Half a win to either side. */
        HALF,
        /** A chance of its own, greatest between equals. */
        DAVIDSON,
        /** A difference too small to be seen. */
        RAO_KUPPER,
        /** Nothing: ties are left out. */
        DROP
    }

    /** What it is worth to say that both are bad. */
    public enum BothBad {
        /** The same as a tie. */
        TIE,
        /** Nothing: such votes are left out. */
        DROP
    }

    /** Which traits of two responses' look a board holds equal, so that they earn no rating. */
    public enum Control {
        NONE(Style.NONE),
        /** How long they are. */
        LENGTH(Style.LENGTH),
        /** Length, headings, lists and bold type. */
        FULL(Style.FULL);

        private final Style style;

        Control(Style style) {
            this.style = style;
        }
    }

    /** A model whose rating is given. */
    public record Anchor(String model, double rating) {
        /** From {@code MODEL=RATING}; nothing where it is not that. */
        public static Optional<Anchor> parse(String written) {
            int equals = written.lastIndexOf('=');
            try {
                double rating = Double.parseDouble(written.substring(equals + 1));
                return equals > 0 && Double.isFinite(rating)
                        ? Optional.of(new Anchor(written.substring(0, equals), rating))
                        : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /** How many replicates a bootstrap draws, and from which seed. */
    public record Draws(int replicates, long seed) {}

    /** The same settings with ties worth something else. */
    public Settings with(Ties ties) {
        return new Settings(rule, ties, bothBad, interval, withInterval, level, position, style, anchors, draws);
    }

    /** Whether a vote for neither is worth as much as a tie. */
    public boolean bothBadIsTie() {
        return bothBad == BothBad.TIE && ties != Ties.DROP;
    }

    /** Whether the look of responses is held equal, for which their texts must be known. */
    public boolean hasStyle() {
        return style != Control.NONE;
    }

    /** Whether an interval can have this confidence. */
    public static boolean isLevel(double level) {
        return level > 0.5 && level < 1;
    }

    /**
     * Why no board can be made by these settings, whatever the votes are.
     *
     * <p>The rules of others take ties as half or not at all, and their ratings as they come.
     */
    public Optional<String> contradiction() {
        boolean tieModel = ties == Ties.DAVIDSON || ties == Ties.RAO_KUPPER;
        if (anchors.size() > MOST_ANCHORS) {
            return Optional.of("At most two models can be given a rating.");
        }
        if (rule == Rule.EQBENCH3 && !tieModel && !position && !hasStyle()) {
            return anchors.size() == MOST_ANCHORS
                    ? Optional.empty()
                    : Optional.of("method=eqbench3 has no scale of its own: give two models their ratings as anchors.");
        }
        return rule != Rule.BRADLEY_TERRY && (tieModel || position || hasStyle() || !anchors.isEmpty())
                ? Optional.of("method=%s has no tie model, no position term, no style control and no anchors."
                        .formatted(word(rule)))
                : Optional.empty();
    }

    Specification specification() {
        TieModel law =
                switch (ties) {
                    case HALF, DROP -> TieModel.HALF;
                    case DAVIDSON -> TieModel.DAVIDSON;
                    case RAO_KUPPER -> TieModel.RAO_KUPPER;
                };
        Specification specification = Specification.BRADLEY_TERRY.with(law).with(style.style);
        return position ? specification.withPosition() : specification;
    }

    /** A constant as it is written in addresses, on the command line and in answers: {@code TWO_WAY} is two-way. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant that is written so; nothing where there is none. */
    public static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(word))
                .findFirst();
    }

    /** All of them as they are written, for a sentence, and what may be chosen besides. */
    public static String words(Class<? extends Enum<?>> type, String... besides) {
        return Stream.concat(Arrays.stream(type.getEnumConstants()).map(Settings::word), Arrays.stream(besides))
                .collect(Collectors.joining(", "));
    }
}
