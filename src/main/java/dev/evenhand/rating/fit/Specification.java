package dev.evenhand.rating.fit;

import dev.evenhand.rating.fit.NoMaximum.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a fit assumes of votes: how ties arise, whether the response shown first has an edge, which traits of style move a
 * vote, and what is believed of strengths beforehand.
 *
 * <p>Without any of these it is the {@link BradleyTerry} model. A vote of which the place or the style is unknown counts all
 * the same, as if they did not matter.
 *
 * @param position whether a vote depends on which response was shown first: logit P(a wins) = θ_a − θ_b + h where that
 *     is a
 */
public record Specification(TieModel ties, boolean position, Style style, Prior prior) {
    public static final Specification BRADLEY_TERRY = new Specification(TieModel.HALF, false, Style.NONE, Prior.none());

    public Specification with(TieModel ties) {
        return new Specification(ties, position, style, prior);
    }

    public Specification withPosition() {
        return new Specification(ties, true, style, prior);
    }

    public Specification with(Style style) {
        return new Specification(ties, position, style, prior);
    }

    public Specification with(Prior prior) {
        return new Specification(ties, position, style, prior);
    }

    /**
     * Why these votes have no fit, if they have none.
     *
     * @throws IllegalArgumentException where a tie model meets a soft outcome
     */
    public Optional<Reason> obstacle(Cells cells) {
        return obstacle(cells, Rows.merged(cells));
    }

    /**
     * Maximum likelihood, penalised where that was declared, to the last digits.
     *
     * @throws NoMaximum where {@link #obstacle} tells why
     * @throws NotConverged where double precision does not suffice
     * @throws IllegalArgumentException where a tie model meets a soft outcome, and where there are no models
     */
    public Fit fit(Cells cells) {
        if (equals(BRADLEY_TERRY)) {
            return BradleyTerry.fit(cells.tally());
        }
        Rows merged = Rows.merged(cells);
        obstacle(cells, merged).ifPresent(reason -> {
            throw new NoMaximum(reason);
        });

        TieModel law = merged.tied() ? ties : TieModel.HALF;
        Terms plain = new Terms(cells.models(), law, position, List.of(), new double[0]);
        RowLikelihood unstyled = new RowLikelihood(merged, plain, prior, style.penalty());
        Newton.Minimum minimum = Newton.minimise(unstyled, unstyled.start());
        Rows each = Rows.each(cells);
        Map<Boolean, List<Style.Feature>> differ =
                style.features().stream().collect(Collectors.partitioningBy(feature -> each.spread(feature) > 0));
        if (differ.get(true).isEmpty()) {
            return unstyled.fit(minimum, cells.tally(), ties, differ.get(false));
        }

        double[] units = differ.get(true).stream().mapToDouble(each::spread).toArray();
        Terms all = new Terms(cells.models(), law, position, differ.get(true), units);
        RowLikelihood styled = new RowLikelihood(each, all, prior, style.penalty());
        double[] start = minimum.point().parameters();
        minimum = Newton.minimise(styled, Arrays.copyOf(start, start.length + units.length));
        return styled.fit(minimum, cells.tally(), ties, differ.get(false));
    }

    private Optional<Reason> obstacle(Cells cells, Rows rows) {
        if (cells.models() == 0) {
            throw new IllegalArgumentException("no models, no fit");
        }
        if (ties != TieModel.HALF) {
            requireOutright(rows);
        }
        return Existence.obstacle(rows, ties, position, prior.bounds());
    }

    private static void requireOutright(Rows rows) {
        for (double score : rows.score()) {
            if (score != Cell.WIN && score != Cell.LOSS && score != Cell.TIE) {
                throw new IllegalArgumentException(
                        "A tie model takes wins, losses and ties; %s of a win is none of them. Count ties as half instead."
                                .formatted(score));
            }
        }
    }
}
