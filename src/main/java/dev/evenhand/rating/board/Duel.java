package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Comparison.Anytime;
import dev.evenhand.rating.board.Comparison.HalfTies;
import dev.evenhand.rating.board.Comparison.Slice;
import dev.evenhand.rating.fit.Bounds;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.ConfidenceSequence;
import dev.evenhand.rating.fit.HeadToHead;
import dev.evenhand.rating.fit.Interval;
import dev.evenhand.rating.fit.Panel;
import dev.evenhand.rating.fit.Proportion;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One candidate against one baseline, from the votes on these two alone. */
public final class Duel {
    private static final int CANDIDATE = 0;
    private static final int BASELINE = 1;

    private final String candidate;
    private final String baseline;
    private final Settings settings;
    private final Interval interval;
    private final HeadToHead result;
    private final long ties;
    private final long bothBad;
    private final int raters;

    private Duel(String candidate, String baseline, List<Said> between, Settings settings, Interval wanted) {
        Field.Builder builder = Field.under(settings).model(candidate, null).model(baseline, null);
        between.forEach(builder::add);
        Field field = builder.build();
        Interval allowed = Interval.defaultFor(field.cells());
        this.candidate = candidate;
        this.baseline = baseline;
        this.settings = settings;
        this.interval = settings.interval().isPresent() || allowed.compareTo(wanted) < 0 ? wanted : allowed;
        this.result = HeadToHead.of(field.cells(), CANDIDATE, BASELINE, interval);
        this.ties = count(between, Outcome.TIE);
        this.bothBad = count(between, Outcome.BOTH_BAD);
        this.raters = field.raters();
    }

    /**
     * @param between votes on these two models and no others
     * @param wanted the board's interval; where these votes allow less, they get less
     */
    public static Duel of(String candidate, String baseline, List<Said> between, Settings settings, Interval wanted) {
        return new Duel(candidate, baseline, between, settings, wanted);
    }

    /**
     * @param decisions the decided ones of the same votes, in the order of the record
     * @param board of all models
     * @param snapshot its name, or null
     */
    public Comparison comparison(List<Decision> decisions, Board board, String snapshot, List<Slice> slices) {
        Optional<Proportion> decided = result.decided();
        Optional<Bounds> bounds = decided.map(share -> share.wilson(settings.level()));
        return new Comparison(
                candidate,
                baseline,
                sentence(),
                result.wins(),
                result.losses(),
                ties,
                bothBad,
                n(),
                "decided",
                decided.map(Proportion::rate).orElse(null),
                bounds.map(Bounds::lower).orElse(null),
                bounds.map(Bounds::upper).orElse(null),
                settings.level(),
                Settings.word(interval),
                interval.generalisesTo(),
                decided.map(Proportion::designEffect).orElse(null),
                halfTies(),
                anytime(decisions),
                orNull(decided.map(Proportion::eloGap).orElse(OptionalDouble.empty())),
                orNull(board.gap(candidate, baseline)),
                raters,
                snapshot,
                slices);
    }

    /** This duel as one slice of a larger one. */
    public Slice slice(String by, String value) {
        Optional<Proportion> decided = result.decided();
        Optional<Bounds> bounds = decided.map(share -> share.wilson(settings.level()));
        return new Slice(
                by,
                value,
                result.wins(),
                result.losses(),
                ties,
                bothBad,
                n(),
                decided.map(Proportion::rate).orElse(null),
                bounds.map(Bounds::lower).orElse(null),
                bounds.map(Bounds::upper).orElse(null));
    }

    /** The interval that these votes allow. */
    public Interval interval() {
        return interval;
    }

    private long n() {
        return result.wins() + result.losses();
    }

    private static long count(List<Said> between, Outcome outcome) {
        return between.stream()
                .filter(said -> said.outcome() == outcome)
                .mapToLong(Said::votes)
                .sum();
    }

    private String sentence() {
        if (result.decided().isEmpty()) {
            return "There is no decided comparison of %s and %s yet.".formatted(candidate, baseline);
        }
        Proportion decided = result.decided().get();
        Bounds bounds = decided.wilson(settings.level());
        return String.format(
                Locale.ROOT,
                "%s is preferred to %s in %.2f %% of %,d decided comparisons (%s %% interval %.2f to %.2f %%, for %s; %,d ties and %,d both bad left out).",
                candidate,
                baseline,
                100 * decided.rate(),
                n(),
                BigDecimal.valueOf(settings.level())
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString(),
                100 * bounds.lower(),
                100 * bounds.upper(),
                interval.generalisesTo(),
                ties,
                bothBad);
    }

    private HalfTies halfTies() {
        return result.halfTies()
                .map(share -> {
                    Bounds bounds = share.wilson(settings.level());
                    return new HalfTies(share.rate(), bounds.lower(), bounds.upper());
                })
                .orElse(null);
    }

    /**
     * Votes of one rater depend on each other, and a sequence that is valid at any time must not be fed with what depends,
     * nor may what was fed change: of each rater the first decided vote is fed, and nothing later.
     */
    private Anytime anytime(List<Decision> decisions) {
        Map<String, Integer> numbers = new HashMap<>();
        Panel panel = Panel.ofFirstVotes(settings.level());
        for (Decision decision : decisions) {
            int rater = decision.rater() == null
                    ? Cell.UNKNOWN
                    : numbers.computeIfAbsent(decision.rater(), unseen -> numbers.size());
            panel.add(rater, decision.won() ? Cell.WIN : Cell.LOSS);
        }
        ConfidenceSequence sequence = panel.sequence();
        Optional<Bounds> bounds = sequence.bounds();
        return new Anytime(
                bounds.map(Bounds::lower).orElse(null),
                bounds.map(Bounds::upper).orElse(null),
                Math.min(Math.exp(sequence.logEValue()), Double.MAX_VALUE),
                sequence.settledAt().isPresent() ? sequence.settledAt().getAsLong() : null,
                sequence.observations(),
                numbers.isEmpty() ? "vote" : "rater");
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
