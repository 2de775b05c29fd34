package dev.evenhand.rating.board;

import dev.evenhand.rating.fit.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that decides what a board says of the same votes.
 *
 * @param ties what a tie is worth
 * @param bothBad what a vote for neither is worth
 * @param interval the interval asked for; nothing for the best that the votes allow
 * @param withInterval whether there is to be an interval at all
 * @param level the confidence of intervals, such as 0.95
 * @param anchor a model whose rating is given, instead of a mean of 1000
 */
public record Settings(
        Ties ties,
        BothBad bothBad,
        Optional<Interval> interval,
        boolean withInterval,
        double level,
        Optional<Anchor> anchor) {

    public static final Settings DEFAULT =
            new Settings(Ties.HALF, BothBad.TIE, Optional.empty(), true, 0.95, Optional.empty());

    /** What a tie is worth. */
    public enum Ties {
        /** Half a win to either side. */
        HALF,
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

    /** A model whose rating is given. */
    public record Anchor(String model, double rating) {}

    /** Whether a vote for neither is worth as much as a tie. */
    public boolean bothBadIsTie() {
        return bothBad == BothBad.TIE && ties == Ties.HALF;
    }

    /** A constant as it is written in addresses, on the command line and in answers: {@code TWO_WAY} is two-way. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
