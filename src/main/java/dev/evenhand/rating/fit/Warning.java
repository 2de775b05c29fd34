package dev.evenhand.rating.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What whoever reads ratings and intervals ought to know of the votes behind them.
 *
 * @param figures those of the sentence by name, for whoever words it anew; none where it says more than they and its
 *     code do
 */
public record Warning(Code code, String sentence, Map<String, Number> figures) {
    /** Below this many clusters the variance between them is itself rough (Cameron and Miller 2015, section VI). */
    static final int FEW = 50;

    /** From this share on one rater moves the fit towards himself, and the sandwich no longer sees how far. */
    static final double LARGE_SHARE = 0.05;

    /** An observed win rate of fewer votes than this is off by 16 points and more. */
    static final int SPARSE = 10;

    /** In kebab case wherever it is shown. */
    public enum Code {
        NO_INTERVAL,
        FEW_RATERS,
        FEW_PROMPTS,
        DOMINANT_RATER,
        SPARSE_PAIRS,
        REDRAWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Of models that stand on one scale.
     *
     * @param cells the votes that were fitted
     * @param covariance what came of the interval, which may be nothing
     */
    public static List<Warning> of(Cells cells, Interval interval, Optional<Covariance> covariance) {
        List<Warning> warnings = new ArrayList<>();
        if (covariance.isEmpty()) {
            warnings.add(new Warning(Code.NO_INTERVAL, whyThereIsNone(cells, interval), Map.of()));
        }
        clusters(cells, interval, covariance, warnings);
        warnings.addAll(of(cells));
        covariance.ifPresent(errors -> {
            if (errors instanceof Bootstrap bootstrap && bootstrap.redrawn() > 0) {
                warnings.add(new Warning(
                        Code.REDRAWN,
                        "%s of raters left models unconnected and were drawn again (%d were kept): the interval speaks of raters who do connect them."
                                .formatted(counted(bootstrap.redrawn(), "draw"), bootstrap.replicates()),
                        Map.of("draws", bootstrap.redrawn(), "kept", bootstrap.replicates())));
            }
        });
        return List.copyOf(warnings);
    }

    /** What can be said without an interval. */
    public static List<Warning> of(Cells cells) {
        return Stream.of(dominant(cells), sparse(cells.tally()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String whyThereIsNone(Cells cells, Interval interval) {
        boolean few = Clusters.byRater(cells).count() < 2;
        return switch (interval) {
            case TWO_WAY -> "There are fewer than two raters or prompts: nothing can be said of others.";
            case RATER -> fewerThanTwoRaters();
            case JACKKNIFE -> few ? fewerThanTwoRaters() : keystones(Keystones.of(cells));
            case BOOTSTRAP ->
                few
                        ? fewerThanTwoRaters()
                        : "Most draws of raters leave models unconnected: too much hangs on too few.";
            case IID, FISHER -> throw new IllegalArgumentException(interval + " always has an answer");
        };
    }

    private static String fewerThanTwoRaters() {
        return "There are fewer than two raters: nothing can be said of others.";
    }

    private static String keystones(Keystones keystones) {
        if (!keystones.any()) {
            return "Without any one of some raters these votes would have no fit: nobody can be left out.";
        }
        return "Without any one of %s the models would not stand on one scale: nobody can be left out."
                .formatted(counted(keystones.raters().size() + keystones.votes(), "rater"));
    }

    private static void clusters(
            Cells cells, Interval interval, Optional<Covariance> covariance, List<Warning> warnings) {
        boolean byRater = interval != Interval.IID && interval != Interval.FISHER;
        long raters = byRater ? Clusters.byRater(cells).count() : cells.knownRaters();
        if (byRater ? raters < FEW : raters == 1) {
            warnings.add(few(Code.FEW_RATERS, raters, "rater", covariance));
        }
        if (interval == Interval.TWO_WAY) {
            long prompts = Clusters.byPrompt(cells).count();
            if (prompts < FEW) {
                warnings.add(few(Code.FEW_PROMPTS, prompts, "prompt", covariance));
            }
        }
    }

    private static Warning few(Code code, long count, String what, Optional<Covariance> covariance) {
        String start =
                "%s %s little about %ss in general".formatted(counted(count, what), count == 1 ? "says" : "say", what);
        Optional<Double> freedom = covariance.filter(errors -> count > 1).map(Covariance::degreesOfFreedom);
        if (freedom.isEmpty()) {
            return new Warning(code, start + ".", Map.of("count", count));
        }
        double degrees = freedom.get();
        return Double.isInfinite(degrees)
                ? new Warning(code, start + ", and percentiles of so few are too narrow.", Map.of())
                : new Warning(
                        code,
                        "%s: the interval uses t with %s degrees of freedom.".formatted(start, written(degrees)),
                        Map.of("count", count, "degreesOfFreedom", degrees));
    }

    private static String written(double degreesOfFreedom) {
        return String.format(
                Locale.ROOT, degreesOfFreedom == Math.rint(degreesOfFreedom) ? "%.0f" : "%.1f", degreesOfFreedom);
    }

    private static Optional<Warning> dominant(Cells cells) {
        long[] votes = new long[Arrays.stream(cells.rater).max().orElse(Cell.UNKNOWN) + 1];
        for (int cell = 0; cell < cells.size(); cell++) {
            if (cells.rater[cell] != Cell.UNKNOWN) {
                votes[cells.rater[cell]] += cells.count[cell];
            }
        }
        double share = (double) Arrays.stream(votes).max().orElse(0) / cells.votes();
        return share > LARGE_SHARE
                ? Optional.of(new Warning(
                        Code.DOMINANT_RATER,
                        String.format(
                                Locale.ROOT,
                                "One rater cast %.1f %% of the votes; the jackknife shows what hangs on that.",
                                100 * share),
                        Map.of("share", share)))
                : Optional.empty();
    }

    private static Optional<Warning> sparse(Tally tally) {
        int models = tally.models();
        long all = models * (models - 1L) / 2;
        long enough =
                tally.pairs().stream().filter(pair -> pair.votes() >= SPARSE).count();
        return enough < all
                ? Optional.of(new Warning(
                        Code.SPARSE_PAIRS,
                        "%d of %s have fewer than %d votes: what they say of each other comes from the votes on others."
                                .formatted(all - enough, counted(all, "pair"), SPARSE),
                        Map.of("pairs", all - enough, "all", all, "votes", SPARSE)))
                : Optional.empty();
    }

    private static String counted(long count, String what) {
        return count == 1 ? "1 " + what : "%d %ss".formatted(count, what);
    }
}
