package dev.evenhand.rating.fit.simulation;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Covariance;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Interval;
import dev.evenhand.rating.fit.pairing.Aim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Prints how often 95 % intervals hold what the estimate would come to with endless votes; asserts nothing.
 *
 * <p>Run its main method: {@code uniform [runs]} for pairs by chance over raters and prompts of all kinds, {@code heavy
 * [runs]} for raters of very different diligence alone, or {@code active [runs]} for pairs asked by an aim, raters one after
 * another. Two threads, seeded.
 */
final class Coverage {
    private static final int THREADS = 2;
    private static final int MODELS = 15;
    private static final double ELO_SPREAD = 120;
    private static final double LEVEL = 0.95;
    private static final int PATIENCE = 5;
    private static final List<Interval> INTERVALS = List.of(Interval.TWO_WAY, Interval.RATER, Interval.IID);

    /** How many votes each rater casts. */
    private enum Diligence {
        ALIKE_40 {
            @Override
            int[] votes(Random random) {
                return filled(300, 40);
            }
        },
        ALIKE_200 {
            @Override
            int[] votes(Random random) {
                return filled(60, 200);
            }
        },
        /** Log-normal with σ = 1.5: the busiest of 300 casts about a tenth of all votes. */
        HEAVY_TAILED {
            @Override
            int[] votes(Random random) {
                double[] drawn = new double[300];
                Arrays.setAll(drawn, rater -> Math.exp(1.5 * random.nextGaussian()));
                double total = Arrays.stream(drawn).sum();
                return Arrays.stream(drawn)
                        .mapToInt(each -> Math.max(1, (int) Math.round(12_000 * each / total)))
                        .toArray();
            }
        };

        abstract int[] votes(Random random);

        private static int[] filled(int raters, int votes) {
            int[] all = new int[raters];
            Arrays.fill(all, votes);
            return all;
        }
    }

    private record Run(Fit fit, List<Covariance> covariances, double[][] asked) {}

    private Coverage() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        System.out.printf("%d models, SD %.0f Elo, %d runs%n", MODELS, ELO_SPREAD, runs);
        System.out.println(
                "rule      raters       taste  prompt prompts | two-way rater  iid   | differences: two-way rater  iid   | half-width Elo: two-way rater iid | bias Elo | least asked");
        if (args.length > 0 && args[0].equals("active")) {
            for (Optional<Aim> aim :
                    List.of(Optional.<Aim>empty(), Optional.of(Aim.PRECISION), Optional.of(Aim.ORDER))) {
                for (double taste : new double[] {0, .6, 1}) {
                    print(aim, Diligence.ALIKE_40, new Crowd(strengths(), taste, .3, 150), runs);
                }
            }
            return;
        }
        if (args.length > 0 && args[0].equals("heavy")) {
            heavyTailed(runs);
            return;
        }
        for (double promptSd : new double[] {0, .3, .8}) {
            for (int prompts : new int[] {13, 40, 150, 1000}) {
                for (double taste : new double[] {0, .3, .6, 1}) {
                    print(Optional.empty(), Diligence.ALIKE_40, new Crowd(strengths(), taste, promptSd, prompts), runs);
                }
            }
        }
        for (double promptSd : new double[] {.3, .8}) {
            for (int prompts : new int[] {40, 1000}) {
                for (double taste : new double[] {0, .6, 1}) {
                    Crowd crowd = new Crowd(strengths(), taste, promptSd, prompts);
                    print(Optional.empty(), Diligence.ALIKE_200, crowd, runs);
                }
            }
        }
        heavyTailed(runs);
    }

    private static void heavyTailed(int runs) throws InterruptedException, ExecutionException {
        for (double promptSd : new double[] {0, .3, .8}) {
            for (int prompts : new int[] {40, 150, 1000}) {
                for (double taste : new double[] {0, .3, .6, 1}) {
                    Crowd crowd = new Crowd(strengths(), taste, promptSd, prompts);
                    print(Optional.empty(), Diligence.HEAVY_TAILED, crowd, runs);
                }
            }
        }
    }

    private static double[] strengths() {
        return Crowd.spread(MODELS, ELO_SPREAD);
    }

    private static void print(Optional<Aim> aim, Diligence diligence, Crowd crowd, int runs)
            throws InterruptedException, ExecutionException {
        List<Run> all;
        try (ForkJoinPool pool = new ForkJoinPool(THREADS)) {
            all = pool.submit(() -> IntStream.range(0, runs)
                            .parallel()
                            .mapToObj(run -> run(aim, diligence, crowd, run))
                            .toList())
                    .get();
        }
        double[][] asked = new double[MODELS][MODELS];
        for (Run run : all) {
            for (int i = 0; i < MODELS; i++) {
                for (int j = 0; j < MODELS; j++) {
                    asked[i][j] += run.asked()[i][j];
                }
            }
        }
        double[] limit = crowd.limit(asked);
        StringBuilder strengths = new StringBuilder();
        StringBuilder differences = new StringBuilder();
        StringBuilder widths = new StringBuilder();
        for (int k = 0; k < INTERVALS.size(); k++) {
            strengths.append("  %.3f".formatted(covered(all, k, limit)));
            differences.append("  %.3f".formatted(coveredDifferences(all, k, limit)));
            widths.append("  %5.1f".formatted(halfWidth(all, k)));
        }
        double[] perModel = Arrays.stream(asked)
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
        System.out.printf(
                "%-9s %-12s %5.1f  %5.1f  %6d |%s |%s |%s | %5.2f | %.2f%n",
                aim.map(Enum::name).orElse("UNIFORM"),
                diligence,
                crowd.tasteSd(),
                crowd.promptSd(),
                crowd.prompts(),
                strengths,
                differences,
                widths,
                bias(all, limit),
                Arrays.stream(perModel).min().orElseThrow()
                        / Arrays.stream(perModel).average().orElseThrow());
    }

    private static Run run(Optional<Aim> aim, Diligence diligence, Crowd crowd, int seed) {
        Random random = Random.from(new SplittableRandom(seed));
        double[][] effects = crowd.promptEffects(random);
        Asker asker = new Asker(MODELS, aim, random);
        Cells.Builder cells = Cells.among(MODELS);
        int[] votes = diligence.votes(random);
        for (int rater = 0; rater < votes.length; rater++) {
            double[] taste = crowd.taste(random);
            List<Integer> deck = new ArrayList<>();
            Map<Integer, Set<Integer>> shown = new HashMap<>();
            for (int vote = 0; vote < votes[rater]; vote++) {
                if (deck.isEmpty()) {
                    IntStream.range(0, crowd.prompts()).forEach(deck::add);
                }
                int prompt = drawn(deck, random);
                Set<Integer> seen = shown.computeIfAbsent(prompt, first -> new HashSet<>());
                if (seen.size() == MODELS * (MODELS - 1) / 2) {
                    break;
                }
                int pair = seen.isEmpty() ? asker.pair() : asker.pairBeside(seen);
                seen.add(pair);
                boolean won = crowd.prefers(taste, effects[prompt], asker.first(pair), asker.second(pair), random);
                cells.add(Cell.of(asker.first(pair), asker.second(pair), won ? Cell.WIN : Cell.LOSS)
                        .by(rater)
                        .on(prompt));
                asker.voted(pair, won, PATIENCE);
            }
        }
        Cells built = cells.build();
        Fit fit = BradleyTerry.fit(built.tally());
        List<Covariance> covariances = INTERVALS.stream()
                .map(interval -> interval.covariance(fit, built).orElseThrow())
                .toList();
        return new Run(fit, covariances, asker.asked());
    }

    /** Takes one card of a deck, of which the order does not matter. */
    private static int drawn(List<Integer> deck, Random random) {
        int at = random.nextInt(deck.size());
        int card = deck.get(at);
        deck.set(at, deck.getLast());
        deck.removeLast();
        return card;
    }

    private static double covered(List<Run> runs, int interval, double[] limit) {
        int covered = 0;
        for (Run run : runs) {
            Covariance covariance = run.covariances().get(interval);
            double quantile = covariance.quantile(LEVEL);
            for (int i = 0; i < MODELS; i++) {
                double off = Math.abs(run.fit().strength(i) - limit[i]);
                covered += off <= quantile * covariance.standardError(i) ? 1 : 0;
            }
        }
        return covered / (double) (runs.size() * MODELS);
    }

    private static double coveredDifferences(List<Run> runs, int interval, double[] limit) {
        int covered = 0;
        for (Run run : runs) {
            Covariance covariance = run.covariances().get(interval);
            double quantile = covariance.quantile(LEVEL);
            for (int i = 0; i < MODELS; i++) {
                for (int j = 0; j < i; j++) {
                    double off = Math.abs(run.fit().strength(i) - run.fit().strength(j) - limit[i] + limit[j]);
                    covered += off <= quantile * covariance.standardError(i, j) ? 1 : 0;
                }
            }
        }
        return covered / (runs.size() * MODELS * (MODELS - 1) / 2.);
    }

    private static double halfWidth(List<Run> runs, int interval) {
        double sum = 0;
        for (Run run : runs) {
            Covariance covariance = run.covariances().get(interval);
            for (int i = 0; i < MODELS; i++) {
                sum += covariance.quantile(LEVEL) * covariance.standardError(i);
            }
        }
        return dev.evenhand.rating.fit.Scale.ELO * sum / (runs.size() * MODELS);
    }

    /** The largest of the models' mean errors, in Elo points. */
    private static double bias(List<Run> runs, double[] limit) {
        double most = 0;
        for (int i = 0; i < MODELS; i++) {
            int model = i;
            double mean = runs.stream()
                    .mapToDouble(run -> run.fit().strength(model) - limit[model])
                    .average()
                    .orElseThrow();
            most = Math.max(most, Math.abs(mean));
        }
        return dev.evenhand.rating.fit.Scale.ELO * most;
    }
}
