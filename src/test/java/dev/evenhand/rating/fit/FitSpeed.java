package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;

/** Prints how long each step takes on many invented votes; asserts nothing. Run its main method. */
final class FitSpeed {
    private static final int MODELS = 150;
    private static final int RATERS = 163_201;
    private static final int PROMPTS = 1_000;
    private static final int VOTES = 2_000_000;
    private static final double TIES = 0.2;
    private static final int RUNS = 21;

    private FitSpeed() {}

    public static void main(String[] args) {
        Cells cells = timed("build", FitSpeed::votes);
        Tally tally = timed("tally", cells::tally);
        Fit fit = timed("fit", () -> BradleyTerry.fit(tally));
        for (Interval interval : java.util.EnumSet.complementOf(java.util.EnumSet.of(Interval.BOOTSTRAP))) {
            timed(interval.name(), () -> interval.covariance(fit, cells).orElseThrow());
        }
        Covariance covariance = Covariance.independent(fit);
        timed("ranks", () -> Ranks.of(fit, covariance, RankRule.HOLM, .95).all());
        timed("head to head", () -> HeadToHead.of(cells, 0, 1, Interval.TWO_WAY));
        Specification all = Specification.BRADLEY_TERRY.with(TieModel.DAVIDSON).withPosition();
        timed("Davidson", () -> all.fit(cells));
        Fit styled = timed(
                "style", () -> Specification.BRADLEY_TERRY.with(Style.FULL).fit(cells));
        for (Interval interval : Interval.values()) {
            timed("style " + interval, () -> interval.covariance(styled, cells).orElseThrow());
        }
        System.out.printf("%d pairs, %d Newton steps%n", tally.pairs().size(), fit.steps());
    }

    private static Cells votes() {
        Random random = new Random(1);
        double[] strengths = random.doubles(MODELS, -1, 1).toArray();
        Cells.Builder cells = Cells.among(MODELS);
        for (int vote = 0; vote < VOTES; vote++) {
            int model = random.nextInt(MODELS);
            int rival = (model + 1 + random.nextInt(MODELS - 1)) % MODELS;
            boolean won = random.nextDouble() < Logistic.sigma(strengths[model] - strengths[rival]);
            double score = random.nextDouble() < TIES ? Cell.TIE : won ? Cell.WIN : Cell.LOSS;
            Cell.Shown shown = random.nextBoolean() ? Cell.Shown.MODEL_FIRST : Cell.Shown.RIVAL_FIRST;
            cells.add(
                    Cell.of(model, rival, score)
                            .by(random.nextInt(RATERS))
                            .on(random.nextInt(PROMPTS))
                            .showing(shown),
                    styled(random),
                    styled(random));
        }
        return cells.build();
    }

    private static StyleFeatures styled(Random random) {
        return new StyleFeatures(0, 1 + random.nextInt(900), random.nextInt(5), random.nextInt(12), random.nextInt(8));
    }

    private static <T> T timed(String what, Supplier<T> work) {
        double[] milliseconds = new double[RUNS];
        T result = null;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            result = work.get();
            milliseconds[run] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        System.out.printf("%-16s %8.1f ms%n", what, milliseconds[RUNS / 2]);
        return result;
    }
}
