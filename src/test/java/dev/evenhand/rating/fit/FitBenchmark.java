package dev.evenhand.rating.fit;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long each step takes from votes to ratings with their errors.
 *
 * <p>{@code ./mvnw -Pbench test} runs all of it at the size at which other engines are compared; {@code ./mvnw -Pbench test
 * -Dbench='FitBenchmark.(count|fit|byRater) -p votes=10000,100000,1000000,10000000 -p models=10,100,1000'} shows how the cost
 * grows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FitBenchmark {
    /** As in a public arena: most raters cast about a dozen. */
    private static final int VOTES_OF_A_RATER = 12;

    private static final int PROMPTS = 1_000;
    private static final double TIES = 0.2;
    private static final int REPLICATES = 100;

    private static final Specification DAVIDSON =
            Specification.BRADLEY_TERRY.with(TieModel.DAVIDSON).withPosition();

    @Param("2000000")
    int votes;

    @Param("150")
    int models;

    private Cells cells;
    private Tally tally;
    private Fit fit;
    private Covariance covariance;
    private Fit davidson;

    @Setup(Level.Trial)
    public void invent() {
        Random random = new Random(1);
        double[] strengths = random.doubles(models, -1, 1).toArray();
        Cells.Builder invented = Cells.among(models);
        for (int vote = 0; vote < votes; vote++) {
            int model = random.nextInt(models);
            int rival = (model + 1 + random.nextInt(models - 1)) % models;
            boolean won = random.nextDouble() < Logistic.sigma(strengths[model] - strengths[rival]);
            double score = random.nextDouble() < TIES ? Cell.TIE : won ? Cell.WIN : Cell.LOSS;
            invented.add(Cell.of(model, rival, score)
                    .by(random.nextInt(votes / VOTES_OF_A_RATER))
                    .on(random.nextInt(PROMPTS))
                    .showing(random.nextBoolean() ? Cell.Shown.MODEL_FIRST : Cell.Shown.RIVAL_FIRST));
        }
        cells = invented.build();
        tally = cells.tally();
        fit = BradleyTerry.fit(tally);
        covariance = Covariance.independent(fit);
        davidson = DAVIDSON.fit(cells);
    }

    @Benchmark
    public Tally count() {
        return cells.tally();
    }

    @Benchmark
    public Fit fit() {
        return BradleyTerry.fit(tally);
    }

    @Benchmark
    public Covariance independent() {
        return Interval.IID.covariance(fit, cells).orElseThrow();
    }

    @Benchmark
    public Covariance byRater() {
        return Interval.RATER.covariance(fit, cells).orElseThrow();
    }

    @Benchmark
    public Covariance twoWay() {
        return Interval.TWO_WAY.covariance(fit, cells).orElseThrow();
    }

    @Benchmark
    public Covariance jackknife() {
        return Interval.JACKKNIFE.covariance(fit, cells).orElseThrow();
    }

    @Benchmark
    public Covariance bootstrap() {
        return Bootstrap.of(fit, cells, REPLICATES, Bootstrap.SEED, done -> {}).orElseThrow();
    }

    @Benchmark
    public Fit fitTiesAndPosition() {
        return DAVIDSON.fit(cells);
    }

    @Benchmark
    public Covariance twoWayWithTiesAndPosition() {
        return Interval.TWO_WAY.covariance(davidson, cells).orElseThrow();
    }

    @Benchmark
    public Covariance jackknifeWithTiesAndPosition() {
        return Interval.JACKKNIFE.covariance(davidson, cells).orElseThrow();
    }

    @Benchmark
    public Covariance bootstrapWithTiesAndPosition() {
        return Bootstrap.of(davidson, cells, REPLICATES, Bootstrap.SEED, done -> {})
                .orElseThrow();
    }

    @Benchmark
    public Ranks ranksByHolm() {
        return Ranks.of(fit, covariance, RankRule.HOLM, .95);
    }

    @Benchmark
    public Ranks ranksByLargestDifference() {
        return Ranks.of(fit, covariance, RankRule.MAX_Z, .95);
    }

    @Benchmark
    public HeadToHead headToHead() {
        return HeadToHead.of(cells, 0, 1, Interval.TWO_WAY);
    }
}
