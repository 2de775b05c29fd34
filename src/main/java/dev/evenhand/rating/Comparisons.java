package dev.evenhand.rating;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.Cell;
import dev.evenhand.battle.Filter;
import dev.evenhand.battle.Votes;
import dev.evenhand.battle.Votes.Decision;
import dev.evenhand.problem.Refusal;
import dev.evenhand.rating.Comparison.Anytime;
import dev.evenhand.rating.Comparison.HalfTies;
import dev.evenhand.rating.Comparison.Slice;
import dev.evenhand.rating.fit.BetaMixture;
import dev.evenhand.rating.fit.Bounds;
import dev.evenhand.rating.fit.ConfidenceSequence;
import dev.evenhand.rating.fit.EmpiricalBernstein;
import dev.evenhand.rating.fit.HeadToHead;
import dev.evenhand.rating.fit.Interval;
import dev.evenhand.rating.fit.Proportion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** The door to comparisons: one candidate against one baseline, from the votes on these two alone. */
@ApplicationScoped
public class Comparisons {
    private static final int CANDIDATE = 0;
    private static final int BASELINE = 1;

    private final Leaderboards leaderboards;
    private final Models models;
    private final Votes votes;

    Comparisons(Leaderboards leaderboards, Models models, Votes votes) {
        this.leaderboards = leaderboards;
        this.models = models;
        this.votes = votes;
    }

    Comparison of(Arena arena, String candidateName, String baselineName, Settings settings) {
        UUID candidate = named(arena, candidateName);
        UUID baseline = named(arena, baselineName);
        Rating board = leaderboards.rate(arena.id(), settings);
        Filter between = settings.filter().between(candidate, baseline);
        Duel duel = duel(arena, between, settings, board.interval());
        Optional<Proportion> decided = duel.result().decided();
        Optional<Bounds> bounds = decided.map(share -> share.wilson(settings.level()));
        return new Comparison(
                candidateName,
                baselineName,
                sentence(candidateName, baselineName, duel, settings),
                duel.result().wins(),
                duel.result().losses(),
                duel.ties(),
                duel.bothBad(),
                duel.n(),
                "decided",
                decided.map(Proportion::rate).orElse(null),
                bounds.map(Bounds::lower).orElse(null),
                bounds.map(Bounds::upper).orElse(null),
                settings.level(),
                Rating.word(duel.interval()),
                duel.interval().generalisesTo(),
                decided.map(Proportion::designEffect).orElse(null),
                halfTies(duel, settings),
                anytime(votes.decisions(arena.id(), between, candidate), settings.level()),
                orNull(decided.map(Proportion::eloGap).orElse(OptionalDouble.empty())),
                orNull(board.gap(candidate, baseline)),
                duel.raters(),
                board.leaderboard().snapshot(),
                slices(arena, between, settings, duel.interval()));
    }

    // --------------------------------------------------------------------------------------------------- the numbers

    /** The votes on two models, weighed. */
    private record Duel(HeadToHead result, Interval interval, long ties, long bothBad, int raters) {
        long n() {
            return result.wins() + result.losses();
        }
    }

    /** @param wanted the board's interval; where these votes allow less, they get less */
    private Duel duel(Arena arena, Filter between, Settings settings, Interval wanted) {
        List<Cell> said = votes.cells(arena.id(), between);
        Field field = Field.of(List.of(between.one(), between.other()), said, settings);
        Interval allowed = Interval.defaultFor(field.cells());
        Interval interval = settings.interval().isPresent() || allowed.compareTo(wanted) < 0 ? wanted : allowed;
        return new Duel(
                HeadToHead.of(field.cells(), CANDIDATE, BASELINE, interval),
                interval,
                count(said, "tie"),
                count(said, "both_bad"),
                field.raters());
    }

    private static long count(List<Cell> said, String outcome) {
        return said.stream()
                .filter(cell -> cell.outcome().equals(outcome))
                .mapToLong(Cell::votes)
                .sum();
    }

    private static HalfTies halfTies(Duel duel, Settings settings) {
        return duel.result()
                .halfTies()
                .map(share -> {
                    Bounds bounds = share.wilson(settings.level());
                    return new HalfTies(share.rate(), bounds.lower(), bounds.upper());
                })
                .orElse(null);
    }

    /**
     * Votes of one rater depend on each other, and a sequence that is valid at any time must not be fed with what
     * depends: where raters repeat, each of them is one observation.
     */
    private static Anytime anytime(List<Decision> decisions, double level) {
        boolean anyRepeats = decisions.stream()
                        .map(Decision::rater)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                < decisions.stream()
                        .filter(decision -> decision.rater() != null)
                        .count();
        ConfidenceSequence sequence = anyRepeats ? new EmpiricalBernstein(level) : new BetaMixture(level);
        observations(decisions, anyRepeats).forEach(sequence::add);
        Optional<Bounds> bounds = sequence.bounds();
        return new Anytime(
                bounds.map(Bounds::lower).orElse(null),
                bounds.map(Bounds::upper).orElse(null),
                Math.min(Math.exp(sequence.logEValue()), Double.MAX_VALUE),
                sequence.settledAt().isPresent() ? sequence.settledAt().getAsLong() : null,
                anyRepeats ? "rater" : "vote");
    }

    private static List<Double> observations(List<Decision> decisions, boolean byRater) {
        if (!byRater) {
            return decisions.stream()
                    .map(decision -> decision.won() ? 1.0 : 0.0)
                    .toList();
        }
        Map<Object, List<Decision>> raters = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            // Somebody unknown is somebody else each time.
            Object rater = decision.rater() != null ? decision.rater() : new Object();
            raters.computeIfAbsent(rater, unseen -> new ArrayList<>()).add(decision);
        }
        return raters.values().stream()
                .map(own ->
                        own.stream().mapToDouble(d -> d.won() ? 1 : 0).average().orElseThrow())
                .toList();
    }

    private List<Slice> slices(Arena arena, Filter between, Settings settings, Interval interval) {
        List<Slice> slices = new ArrayList<>();
        for (Votes.Slice by : Votes.Slice.values()) {
            for (String value : votes.slices(arena.id(), by, between.one(), between.other())) {
                Filter part =
                        switch (by) {
                            case CATEGORY -> between.inCategory(value);
                            case LANGUAGE -> between.inLanguage(value);
                        };
                slices.add(slice(by, value, duel(arena, part, settings, interval), settings));
            }
        }
        return slices;
    }

    private static Slice slice(Votes.Slice by, String value, Duel duel, Settings settings) {
        Optional<Proportion> decided = duel.result().decided();
        Optional<Bounds> bounds = decided.map(share -> share.wilson(settings.level()));
        return new Slice(
                by.name().toLowerCase(Locale.ROOT),
                value,
                duel.result().wins(),
                duel.result().losses(),
                duel.ties(),
                duel.bothBad(),
                duel.n(),
                decided.map(Proportion::rate).orElse(null),
                bounds.map(Bounds::lower).orElse(null),
                bounds.map(Bounds::upper).orElse(null));
    }

    // -------------------------------------------------------------------------------------------------- the sentence

    private static String sentence(String candidate, String baseline, Duel duel, Settings settings) {
        if (duel.result().decided().isEmpty()) {
            return "There is no decided comparison of %s and %s yet.".formatted(candidate, baseline);
        }
        Proportion decided = duel.result().decided().get();
        Bounds bounds = decided.wilson(settings.level());
        return String.format(
                Locale.ROOT,
                "%s is preferred to %s in %.2f %% of %,d decided comparisons (%s %% interval %.2f to %.2f %%, for %s; %,d ties and %,d both bad left out).",
                candidate,
                baseline,
                100 * decided.rate(),
                duel.n(),
                percent(settings.level()),
                100 * bounds.lower(),
                100 * bounds.upper(),
                duel.interval().generalisesTo(),
                duel.ties(),
                duel.bothBad());
    }

    private static String percent(double level) {
        return java.math.BigDecimal.valueOf(level)
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    private UUID named(Arena arena, String name) {
        return models.of(arena.id()).stream()
                .filter(model -> model.name().equals(name))
                .map(Model::id)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("model-unknown", "There is no model called %s.".formatted(name)));
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
