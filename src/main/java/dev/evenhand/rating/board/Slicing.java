package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Sliced.InSlice;
import dev.evenhand.rating.board.Sliced.Placed;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Covariance;
import dev.evenhand.rating.fit.Scale;
import dev.evenhand.rating.fit.slice.Slices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Makes a {@link Sliced}. */
final class Slicing {
    /** Of more parts those with the most votes: a hundred are more than anybody reads, and each is fitted. */
    private static final int MOST_SLICES = 100;

    private final String by;
    private final Settings settings;
    private final Map<String, Integer> numbers;
    private final Map<String, Long> counts = new HashMap<>();
    private final Field field;
    /** The slice of each cell of the field. */
    private final int[] sliceOf;

    private final Board board;

    Slicing(String by, Collection<String> models, Collection<Placed> votes, Settings settings) {
        Checked.requireStrengthsOnly(settings);
        this.by = by;
        this.settings = settings;
        votes.stream()
                .filter(vote -> vote.slice() != null)
                .forEach(vote -> counts.merge(vote.slice(), vote.said().votes(), Long::sum));
        this.numbers = numbers(counts);
        Field.Builder builder = Field.under(settings);
        models.forEach(model -> builder.model(model, null));
        List<Integer> slices = new ArrayList<>();
        for (Placed vote : votes) {
            builder.add(vote.said());
            while (slices.size() < builder.size()) {
                slices.add(vote.slice() == null ? Slices.NONE : numbers.getOrDefault(vote.slice(), Slices.NONE));
            }
        }
        this.field = builder.build();
        this.sliceOf = slices.stream().mapToInt(Integer::intValue).toArray();
        this.board = Board.of(field, settings);
    }

    /** Those with the most votes, in the order of their names. */
    private static Map<String, Integer> numbers(Map<String, Long> counts) {
        Map<String, Integer> numbers = new HashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_SLICES)
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(value -> numbers.put(value, numbers.size()));
        return numbers;
    }

    Sliced sliced() {
        Optional<Part> largest = board.largest();
        if (largest.isEmpty()) {
            return without(List.of(), "No model is on the board yet.", Checked.NOTHING);
        }
        Checked checked = new Checked(field, largest.get());
        String scope = checked.scope(board);
        if (numbers.size() < 2) {
            return without(
                    checked.names(),
                    scope,
                    numbers.isEmpty()
                            ? "No vote says what it would be told apart by here."
                            : "All votes that say it belong to one part, “%s”: there is nothing to compare."
                                    .formatted(numbers.keySet().iterator().next()));
        }
        Optional<Covariance> errors = largest.get().covariance();
        if (errors.isEmpty()) {
            return without(
                    checked.names(),
                    scope,
                    settings.withInterval()
                            ? "The board has no interval, so nobody can tell how far its parts may differ from it by chance. Choose another, such as interval=iid."
                            : "Parts are weighed by their errors: choose an interval other than none.");
        }
        return sliced(checked, scope, errors.get());
    }

    private Sliced sliced(Checked checked, String scope, Covariance errors) {
        boolean[] member = new boolean[field.models().size()];
        Arrays.stream(checked.part().members()).forEach(model -> member[model] = true);
        int[] slices = IntStream.range(0, sliceOf.length)
                .filter(at -> {
                    Cell cell = field.cells().cell(at);
                    return member[cell.model()] && member[cell.rival()];
                })
                .map(at -> sliceOf[at])
                .toArray();
        Slices found = Slices.of(checked.fit(), errors, checked.cells(), slices, numbers.size());
        String[] values = new String[numbers.size()];
        numbers.forEach((value, number) -> values[number] = value);
        List<Integer> order = Examination.byStrength(checked.fit());
        double points = points(checked);
        List<Sliced.Part> parts = new ArrayList<>();
        for (int slice = 0; slice < values.length; slice++) {
            List<Slices.Sliced> models = found.slices().get(slice);
            parts.add(new Sliced.Part(
                    values[slice],
                    counts.get(values[slice]),
                    order.stream()
                            .map(model -> inSlice(checked, model, models.get(model), points))
                            .toList()));
        }
        double between = found.betweenVariance();
        double betweenPoints = points * Math.sqrt(between);
        return new Sliced(
                by,
                board.table().method(),
                field.votes(),
                without(),
                checked.names(),
                scope,
                sentence(betweenPoints),
                null,
                between,
                betweenPoints,
                parts);
    }

    /** How many points of the board's scale a logit is worth: Elo's, unless two anchors stretch it. */
    private static double points(Checked checked) {
        double[] strengths = checked.fit().strengths();
        return switch (checked.scale()) {
            case Scale.Centred _, Scale.Anchored _ -> Scale.ELO;
            case Scale.TwiceAnchored(int high, double highRating, int low, double lowRating) ->
                (highRating - lowRating) / (strengths[high] - strengths[low]);
        };
    }

    private InSlice inSlice(Checked checked, int model, Slices.Sliced sliced, double points) {
        double onBoard = checked.scale().rating(checked.fit(), model);
        double theta = checked.fit().strength(model);
        double rating = onBoard + points * (sliced.strength() - theta);
        double se = points * sliced.standardError();
        double reach = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - settings.level()) / 2) * se;
        boolean alone = sliced.raw().isPresent();
        return new InSlice(
                checked.name(model),
                sliced.votes(),
                alone ? onBoard + points * (sliced.raw().getAsDouble() - theta) : null,
                alone ? points * sliced.rawError().getAsDouble() : null,
                alone
                        ? null
                        : sliced.votes() == 0
                                ? "It has no votes here."
                                : "Its votes here do not connect it both ways to the most others.",
                onBoard,
                rating,
                se,
                rating - reach,
                rating + reach,
                sliced.factor());
    }

    private static String sentence(double points) {
        return points == 0
                ? "Chance explains all differences between the parts: each is best guessed by the whole board."
                : "Between the parts a model’s rating varies by about %.0f points (standard deviation) beyond chance."
                        .formatted(points);
    }

    private long without() {
        return field.votes() - numbers.keySet().stream().mapToLong(counts::get).sum();
    }

    private Sliced without(List<String> models, String scope, String missing) {
        return new Sliced(
                by,
                board.table().method(),
                field.votes(),
                without(),
                models,
                scope,
                "There are no parts to compare.",
                missing,
                null,
                null,
                List.of());
    }
}
