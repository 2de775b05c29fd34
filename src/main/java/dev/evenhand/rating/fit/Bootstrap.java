package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * The estimates of many fits to raters drawn anew: intervals are percentiles of what they say, and need not reach as far to
 * either side.
 *
 * <p>Each rater enters a replicate with all of his or her votes, a number of times that is Poisson with mean one; a vote
 * whose rater is unknown is a rater of its own. A replicate whose models do not stand on one scale has no fit: it is drawn
 * again, and counted, because what is then described are raters who do connect the models. What a prior believes is drawn
 * anew as well: it is a part of the evidence.
 *
 * <p>The same seed gives the same replicates on any number of processors.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176344552">Efron 1979</a>
 * @see <a href="https://doi.org/10.1162/rest.90.3.414">Cameron, Gelbach and Miller 2008, for clusters</a>
 */
public final class Bootstrap extends Covariance {
    /** As many as the ends of a 95 % interval need to stand still (Efron and Tibshirani 1993, section 14.2). */
    public static final int REPLICATES = 1_000;

    public static final long SEED = 1;

    private final double[][] parameters;
    private final long redrawn;

    private Bootstrap(Fit fit, double[][] parameters, long redrawn) {
        super(fit, covariance(parameters), List.of(), Double.POSITIVE_INFINITY);
        this.parameters = parameters;
        this.redrawn = redrawn;
    }

    /**
     * @param progress told after each replicate how many are done, one call at a time
     * @return nothing where there are fewer than two raters, or where more draws than not leave models unconnected
     * @throws IllegalArgumentException where the prior cannot be drawn anew
     */
    public static Optional<Bootstrap> of(Fit fit, Cells cells, int replicates, long seed, IntConsumer progress) {
        if (replicates < 2) {
            throw new IllegalArgumentException("%d replicates have no spread".formatted(replicates));
        }
        Resampling resampling = new Resampling(fit, Clusters.byRater(cells));
        if (resampling.raters() < 2) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom[] own = new SplittableRandom[replicates];
        Arrays.setAll(own, replicate -> random.split());
        Tracker tracker = new Tracker(progress);
        List<Resampling.Replicate> drawn = IntStream.range(0, replicates)
                .parallel()
                .mapToObj(replicate -> tracker.done(resampling.replicate(own[replicate])))
                .toList();
        long redrawn = drawn.stream().mapToLong(Resampling.Replicate::redrawn).sum();
        boolean connected =
                drawn.stream().allMatch(replicate -> replicate.parameters().isPresent());
        if (!connected || redrawn > replicates) {
            return Optional.empty();
        }
        double[][] parameters = drawn.stream()
                .map(replicate -> replicate.parameters().orElseThrow())
                .toArray(double[][]::new);
        return Optional.of(new Bootstrap(fit, parameters, redrawn));
    }

    public int replicates() {
        return parameters.length;
    }

    /** How many draws were thrown away because they did not leave all models on one scale. */
    public long redrawn() {
        return redrawn;
    }

    /** Between the percentiles of the replicates, between which it interpolates. */
    @Override
    Bounds interval(Fit fit, Quantity quantity, double level) {
        requireLevel(level);
        double[] values =
                Arrays.stream(parameters).mapToDouble(quantity::at).sorted().toArray();
        return Bounds.ofMiddle(values, level);
    }

    private static DMatrixRMaj covariance(double[][] parameters) {
        int size = parameters[0].length;
        double[] mean = new double[size];
        for (double[] replicate : parameters) {
            for (int i = 0; i < size; i++) {
                mean[i] += replicate[i] / parameters.length;
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(size, size);
        for (double[] replicate : parameters) {
            for (int i = 0; i < size; i++) {
                double here = (replicate[i] - mean[i]) / (parameters.length - 1);
                for (int j = 0; j < size; j++) {
                    covariance.data[i * size + j] += here * (replicate[j] - mean[j]);
                }
            }
        }
        return covariance;
    }

    /** Counts what is done and passes it on. */
    private static final class Tracker {
        private final IntConsumer progress;
        private int done;

        Tracker(IntConsumer progress) {
            this.progress = Objects.requireNonNull(progress);
        }

        synchronized Resampling.Replicate done(Resampling.Replicate replicate) {
            progress.accept(++done);
            return replicate;
        }
    }
}
