package dev.evenhand.rating.fit.slice;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Connectivity;
import dev.evenhand.rating.fit.Covariance;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Interval;
import dev.evenhand.rating.fit.Tally;
import dev.evenhand.rating.fit.slice.BetweenVariance.Plausible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Strengths in each slice of the votes, drawn towards the whole board as far as the slice's own votes leave them open.
 *
 * <p>A model's strength in a slice is normal about its strength θ on the board, with a variance τ² that all models and
 * slices share, and its estimate y is normal about that with the slice's own variance v. For a known τ² the best guess is
 * θ + B(y − θ) with B = τ²/(τ² + v), and its variance B·v + (1 − B)²(V + τ²/K), V being that of the board's strength and
 * K the number of slices; that y is made of some of the votes behind θ cancels out of it. Over the plausible τ² ({@link
 * BetweenVariance}) the factor is the mean of B, and the variance grows by that of B times (y − θ)². With six slices, intervals of 1.96 such errors held
 * 93 % of simulated strengths: the slices' own variances are estimates too.
 *
 * <p>Within a slice strengths are measured from the mean of the models rated in it, put where the board has the same
 * models' mean. A model that a slice cannot rate stands where the board has it, with B = 0.
 *
 * @param betweenVariance the estimate of τ², in logits²: 0 where errors explain all differences between slices
 * @param slices by number, and in each the models by number
 * @see <a href="https://doi.org/10.1080/01621459.1983.10477920">Morris 1983</a>
 */
public record Slices(double betweenVariance, List<List<Sliced>> slices) {
    /** A cell that belongs to no slice. */
    public static final int NONE = -1;

    /** At which Student's t is held against the normal quantile. */
    private static final double LEVEL = 0.95;

    /**
     * One model in one slice.
     *
     * @param votes on it in the slice
     * @param raw its strength by the slice's votes alone, in logits; nothing where they cannot rate it
     * @param rawError the standard error of that
     * @param factor B: 1 if the slice speaks for itself, 0 if only the board does
     * @param strength after shrinkage
     * @param standardError after shrinkage
     */
    public record Sliced(
            long votes,
            OptionalDouble raw,
            OptionalDouble rawError,
            double factor,
            double strength,
            double standardError) {}

    /** What the votes of a slice alone say of the models that they connect. */
    private record Alone(int[] members, double[] strengths, double[] errors) {}

    /**
     * @param board the fit of all these cells
     * @param errors of the board
     * @param sliceOf the slice of each cell, or {@link #NONE}
     * @param count how many slices there are
     */
    public static Slices of(Fit board, Covariance errors, Cells cells, int[] sliceOf, int count) {
        board.requireStrengthsOnly();
        if (sliceOf.length != cells.size()) {
            throw new IllegalArgumentException(
                    "%d slices are named for %d cells".formatted(sliceOf.length, cells.size()));
        }
        List<Cells> parts = IntStream.range(0, count)
                .mapToObj(slice -> cells.only(at -> sliceOf[at] == slice))
                .toList();
        List<Optional<Alone>> alone =
                parts.stream().map(part -> alone(board, part)).toList();
        BetweenVariance between = between(board.models(), alone);
        List<Plausible> plausible = between.plausible();
        List<List<Sliced>> slices = new ArrayList<>();
        for (int slice = 0; slice < count; slice++) {
            slices.add(shrunk(board, errors, parts.get(slice), alone.get(slice), plausible, count));
        }
        return new Slices(between.estimate(), List.copyOf(slices));
    }

    private static Optional<Alone> alone(Fit board, Cells part) {
        return Connectivity.of(part.tally()).largest().flatMap(members -> alone(board, part, members));
    }

    private static Optional<Alone> alone(Fit board, Cells part, int[] members) {
        Cells connected = part.within(members);
        double[] start = Arrays.stream(members).mapToDouble(board::strength).toArray();
        Fit fit = BradleyTerry.fit(connected.tally(), start);
        double mean = Arrays.stream(start).average().orElseThrow();
        double[] strengths =
                Arrays.stream(fit.strengths()).map(strength -> strength + mean).toArray();
        Covariance independent = Interval.IID.covariance(fit, connected).orElseThrow();
        return Interval.defaultFor(connected)
                .covariance(fit, connected)
                .map(covariance -> new Alone(members, strengths, errors(covariance, independent)));
    }

    /**
     * A slice has few prompts and few raters, and by chance the scores of few clusters nearly cancel out: an error is never
     * smaller than if all votes were independent. It is as much larger as Student's t is than the normal quantile.
     */
    private static double[] errors(Covariance clustered, Covariance independent) {
        double widened = clustered.quantile(LEVEL) / independent.quantile(LEVEL);
        return IntStream.range(0, clustered.models())
                .mapToDouble(
                        model -> widened * Math.max(clustered.standardError(model), independent.standardError(model)))
                .toArray();
    }

    private static BetweenVariance between(int models, List<Optional<Alone>> slices) {
        BetweenVariance between = new BetweenVariance();
        for (int model = 0; model < models; model++) {
            List<double[]> seen = new ArrayList<>();
            for (Optional<Alone> slice : slices) {
                if (slice.isPresent()) {
                    int place = Arrays.binarySearch(slice.get().members(), model);
                    double error = place < 0 ? 0 : slice.get().errors()[place];
                    if (error > 0) {
                        seen.add(new double[] {slice.get().strengths()[place], error * error});
                    }
                }
            }
            between.add(
                    seen.stream().mapToDouble(each -> each[0]).toArray(),
                    seen.stream().mapToDouble(each -> each[1]).toArray());
        }
        return between;
    }

    private static List<Sliced> shrunk(
            Fit board, Covariance errors, Cells part, Optional<Alone> alone, List<Plausible> plausible, int slices) {
        List<Sliced> models = new ArrayList<>();
        List<Tally.Totals> totals = part.tally().totals();
        for (int model = 0; model < board.models(); model++) {
            double error = errors.standardError(model);
            Open open = new Open(board.strength(model), error * error, plausible, slices);
            int wanted = model;
            int place = alone.map(slice -> Arrays.binarySearch(slice.members(), wanted))
                    .orElse(-1);
            long votes = totals.get(model).votes();
            models.add(
                    place < 0
                            ? open.unseen(votes)
                            : open.seen(
                                    votes,
                                    alone.get().strengths()[place],
                                    alone.get().errors()[place]));
        }
        return List.copyOf(models);
    }

    /** What the board leaves open about one model in one slice. */
    private record Open(double theta, double variance, List<Plausible> plausible, int slices) {
        /** Its strength here may differ from the board's as much as any other's. */
        Sliced unseen(long votes) {
            double between = plausible.stream()
                    .mapToDouble(each -> each.probability() * each.variance())
                    .sum();
            return new Sliced(
                    votes, OptionalDouble.empty(), OptionalDouble.empty(), 0, theta, Math.sqrt(between + variance));
        }

        Sliced seen(long votes, double raw, double rawError) {
            double own = rawError * rawError;
            double factor = 0;
            double squaredFactor = 0;
            double left = 0;
            for (Plausible each : plausible) {
                double b = each.variance() == 0 ? 0 : each.variance() / (each.variance() + own);
                factor += each.probability() * b;
                squaredFactor += each.probability() * b * b;
                left += each.probability() * (b * own + (1 - b) * (1 - b) * (variance + each.variance() / slices));
            }
            double ofFactor = Math.max(0, squaredFactor - factor * factor) * (raw - theta) * (raw - theta);
            return new Sliced(
                    votes,
                    OptionalDouble.of(raw),
                    OptionalDouble.of(rawError),
                    factor,
                    theta + factor * (raw - theta),
                    Math.sqrt(left + ofFactor));
        }
    }
}
