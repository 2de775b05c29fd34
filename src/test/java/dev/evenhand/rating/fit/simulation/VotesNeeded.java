package dev.evenhand.rating.fit.simulation;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Connectivity;
import dev.evenhand.rating.fit.Scale;
import dev.evenhand.rating.fit.pairing.Aim;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Prints how many votes each way of pairing needs beside pure chance, on independent votes; asserts nothing.
 *
 * <p>Run its main method: {@code precision [runs]} for half-widths beside those of the A-optimal design for the true
 * strengths, {@code order [runs]} for the number of pairs in the wrong order. Two threads, seeded.
 */
final class VotesNeeded {
    private static final int THREADS = 2;
    private static final int CHECKPOINTS = 40;
    /** Each checkpoint lies this much before the next, so that a curve can be read off between two of them. */
    private static final double STEP = 0.93;

    private static final double Z = 1.959963984540054;
    private static final int FIRST = 5;
    private static final int DESIGN_STEPS = 150;
    private static final double REFRESH = 0.01;

    private enum Measure {
        MEAN_HALF_WIDTH,
        WORST_HALF_WIDTH,
        WRONG_ORDERS,
        FIRST_FIVE_WRONG,
        LEAST_ASKED
    }

    private VotesNeeded() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        if (args.length > 0 && args[0].equals("order")) {
            System.out.println(
                    "models SD | wrong orders by chance at the budget | share of its votes that ORDER needs, at 1/8, 1/4, 1/2 and all of the budget | least asked");
            for (double elo : new double[] {80, 115, 150}) {
                order(10, elo, 4_000, 4 * runs);
            }
            for (double elo : new double[] {80, 115}) {
                order(30, elo, 30_000, runs);
            }
            return;
        }
        System.out.println(
                "models SD | half-width by chance, mean and worst | votes of PRECISION for the same mean, worst; of the floor for the mean, worst | PRECISION over floor | first five settled: chance, PRECISION | least asked");
        for (int models : new int[] {10, 30, 100}) {
            for (double elo : new double[] {100, 200, 300}) {
                precision(models, elo, 200 * models, models == 100 ? Math.max(4, runs / 10) : runs);
            }
        }
    }

    private static void precision(int models, double elo, int budget, int runs)
            throws InterruptedException, ExecutionException {
        double[] strengths = Crowd.spread(models, elo);
        int[] checkpoints = checkpoints(budget);
        double[][][] byChance = runs(strengths, Optional.empty(), checkpoints, runs);
        double[][] chance = means(byChance);
        double[][][] each = runs(strengths, Optional.of(Aim.PRECISION), checkpoints, runs);
        double[][] active = means(each);
        double mean = chance[Measure.MEAN_HALF_WIDTH.ordinal()][CHECKPOINTS - 1];
        double worst = chance[Measure.WORST_HALF_WIDTH.ordinal()][CHECKPOINTS - 1];
        double[][] design = bestDesign(strengths);
        double[] best = halfWidths(strengths, design, budget);
        double floorMean = squared(Arrays.stream(best).average().orElseThrow() / mean);
        double floorWorst = squared(Arrays.stream(best).max().orElseThrow() / worst);
        double meanShare = needed(active[Measure.MEAN_HALF_WIDTH.ordinal()], mean, checkpoints) / budget;
        double worstShare = needed(active[Measure.WORST_HALF_WIDTH.ordinal()], worst, checkpoints) / budget;
        System.out.printf(
                "%3d %3.0f | %5.1f %5.1f | %.3f %.3f  %.3f %.3f | %+.1f %% | %6.0f %6.0f | %.2f%n",
                models,
                elo,
                mean,
                worst,
                meanShare,
                worstShare,
                floorMean,
                floorWorst,
                100 * (meanShare / floorMean - 1),
                settled(byChance, checkpoints),
                settled(each, checkpoints),
                active[Measure.LEAST_ASKED.ordinal()][CHECKPOINTS - 1]);
    }

    private static void order(int models, double elo, int budget, int runs)
            throws InterruptedException, ExecutionException {
        double[] strengths = Crowd.spread(models, elo);
        int[] checkpoints = checkpoints(budget);
        double[] chance = means(runs(strengths, Optional.empty(), checkpoints, runs))[Measure.WRONG_ORDERS.ordinal()];
        double[][] active = means(runs(strengths, Optional.of(Aim.ORDER), checkpoints, runs));
        StringBuilder shares = new StringBuilder();
        for (int k : new int[] {CHECKPOINTS - 30, CHECKPOINTS - 20, CHECKPOINTS - 11, CHECKPOINTS - 1}) {
            shares.append(" N=%d (%.2f wrong): %.2f "
                    .formatted(
                            checkpoints[k],
                            chance[k],
                            needed(active[Measure.WRONG_ORDERS.ordinal()], chance[k], checkpoints) / checkpoints[k]));
        }
        System.out.printf(
                "%3d %3.0f | %s | %.2f%n", models, elo, shares, active[Measure.LEAST_ASKED.ordinal()][CHECKPOINTS - 1]);
    }

    private static int[] checkpoints(int budget) {
        return IntStream.range(0, CHECKPOINTS)
                .map(k -> (int) Math.round(budget * Math.pow(STEP, CHECKPOINTS - 1 - k)))
                .toArray();
    }

    private static double[][][] runs(double[] strengths, Optional<Aim> aim, int[] checkpoints, int runs)
            throws InterruptedException, ExecutionException {
        try (ForkJoinPool pool = new ForkJoinPool(THREADS)) {
            return pool.submit(() -> IntStream.range(0, runs)
                            .parallel()
                            .mapToObj(run -> run(strengths, aim, checkpoints, run))
                            .toArray(double[][][]::new))
                    .get();
        }
    }

    /** Every measure at every checkpoint. */
    private static double[][] run(double[] strengths, Optional<Aim> aim, int[] checkpoints, int seed) {
        Random random = Random.from(new SplittableRandom(seed));
        int models = strengths.length;
        Asker asker = new Asker(models, aim, random);
        double[][] measured = new double[Measure.values().length][checkpoints.length];
        for (int k = 0; k < checkpoints.length; k++) {
            while (asker.votes() < checkpoints[k]) {
                int pair = asker.pair();
                double d = strengths[asker.first(pair)] - strengths[asker.second(pair)];
                boolean won = random.nextDouble() < 1 / (1 + Math.exp(-d));
                asker.voted(pair, won, (int) Math.max(models / 2, REFRESH * asker.votes()));
            }
            double[] halfWidths = halfWidths(strengths, asker.asked(), 1);
            measured[Measure.MEAN_HALF_WIDTH.ordinal()][k] =
                    Arrays.stream(halfWidths).average().orElseThrow();
            measured[Measure.WORST_HALF_WIDTH.ordinal()][k] =
                    Arrays.stream(halfWidths).max().orElseThrow();
            double[] estimate = estimate(asker.cells());
            measured[Measure.WRONG_ORDERS.ordinal()][k] = wrongOrders(strengths, estimate);
            measured[Measure.FIRST_FIVE_WRONG.ordinal()][k] = firstFiveWrong(estimate) ? 1 : 0;
            double[] each = Arrays.stream(asker.asked())
                    .mapToDouble(row -> Arrays.stream(row).sum())
                    .toArray();
            measured[Measure.LEAST_ASKED.ordinal()][k] =
                    Arrays.stream(each).min().orElseThrow()
                            / Arrays.stream(each).average().orElseThrow();
        }
        return measured;
    }

    /** Where no finite estimate exists yet, one with a tie of a hundredth of a vote between neighbours. */
    private static double[] estimate(Cells cells) {
        if (Connectivity.of(cells.tally()).whole()) {
            return BradleyTerry.fit(cells.tally()).strengths();
        }
        Cells.Builder tied = Cells.among(cells.models());
        cells.tally().pairs().forEach(pair -> {
            if (pair.wins() > 0) {
                tied.add(Cell.of(pair.model(), pair.rival(), Cell.WIN).times((int) pair.wins()));
            }
            if (pair.losses() > 0) {
                tied.add(Cell.of(pair.model(), pair.rival(), Cell.LOSS).times((int) pair.losses()));
            }
        });
        for (int i = 0; i < cells.models(); i++) {
            tied.add(Cell.of(i, (i + 1) % cells.models(), Cell.TIE).weighing(.01));
        }
        return BradleyTerry.fit(tied.build().tally()).strengths();
    }

    private static double wrongOrders(double[] strengths, double[] estimate) {
        int wrong = 0;
        for (int i = 0; i < strengths.length; i++) {
            for (int j = 0; j < i; j++) {
                wrong += (strengths[i] - strengths[j]) * (estimate[i] - estimate[j]) < 0 ? 1 : 0;
            }
        }
        return wrong;
    }

    /** The true strengths ascend. */
    private static boolean firstFiveWrong(double[] estimate) {
        int best = estimate.length - FIRST;
        double worstInside =
                Arrays.stream(estimate, best, estimate.length).min().orElseThrow();
        double bestOutside = Arrays.stream(estimate, 0, best).max().orElseThrow();
        return worstInside < bestOutside;
    }

    /** The median over runs of the votes from which on the first five are the true five; infinite if later. */
    private static double settled(double[][][] runs, int[] checkpoints) {
        double[] settled = Arrays.stream(runs)
                .mapToDouble(run -> {
                    double[] wrong = run[Measure.FIRST_FIVE_WRONG.ordinal()];
                    int k = CHECKPOINTS;
                    while (k > 0 && wrong[k - 1] == 0) {
                        k--;
                    }
                    return k == CHECKPOINTS ? Double.POSITIVE_INFINITY : checkpoints[k];
                })
                .sorted()
                .toArray();
        return settled[settled.length / 2];
    }

    private static double[][] means(double[][][] runs) {
        double[][] means = new double[Measure.values().length][CHECKPOINTS];
        for (double[][] run : runs) {
            for (int m = 0; m < means.length; m++) {
                for (int k = 0; k < CHECKPOINTS; k++) {
                    means[m][k] += run[m][k] / runs.length;
                }
            }
        }
        return means;
    }

    /** After how many votes a falling curve reaches the target; not a number if never. */
    private static double needed(double[] curve, double target, int[] checkpoints) {
        for (int k = 1; k < curve.length; k++) {
            if (curve[k] <= target && curve[k - 1] > target) {
                double part = (curve[k - 1] - target) / (curve[k - 1] - curve[k]);
                return checkpoints[k - 1] + part * (checkpoints[k] - checkpoints[k - 1]);
            }
        }
        return Double.NaN;
    }

    /** In Elo points, from the information that votes in these numbers carry at the true strengths. */
    private static double[] halfWidths(double[] strengths, double[][] asked, double times) {
        double[][] covariance = Designs.covariance(strengths, asked);
        double[] widths = new double[strengths.length];
        Arrays.setAll(widths, i -> Scale.ELO * Z * Math.sqrt(covariance[i][i] / times));
        return widths;
    }

    private static double[][] bestDesign(double[] strengths) {
        return Designs.best(strengths, DESIGN_STEPS);
    }

    private static double squared(double x) {
        return x * x;
    }
}
