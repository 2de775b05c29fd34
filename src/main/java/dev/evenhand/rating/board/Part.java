package dev.evenhand.rating.board;

import dev.evenhand.rating.fit.Covariance;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Scale;
import dev.evenhand.rating.fit.Tally;
import dev.evenhand.rating.fit.Warning;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The fit of models that are connected, each with its number on the board.
 *
 * @param covariance of the board's interval; nothing where there is to be none, or the votes do not allow it
 * @param warnings what the engine says of these votes
 */
record Part(
        int[] members,
        Fit fit,
        Optional<Covariance> covariance,
        Scale scale,
        List<Tally.Totals> totals,
        List<Warning> warnings) {

    /** Where a model stands in this fit; nothing for a model of another part. */
    OptionalInt place(int model) {
        return IntStream.range(0, members.length)
                .filter(place -> members[place] == model)
                .findFirst();
    }

    double rating(int place) {
        return scale.rating(fit, place);
    }
}
