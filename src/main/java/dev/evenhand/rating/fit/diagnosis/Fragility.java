package dev.evenhand.rating.fit.diagnosis;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How few votes, or raters, the first rank hangs on: which of them, taken away, would put another model first.
 *
 * <p>For every close rival, what holds the leader above it most goes first, by its first-order influence on the
 * difference of the two; influences are taken anew after each fit, until a fit without what was taken puts the leader
 * second. A last search gives back as many as it can. The number is therefore an upper bound: so many do suffice, and
 * fewer might.
 *
 * @see <a href="https://arxiv.org/abs/2011.14999">Broderick, Giordano and Meager 2020, on the approximate maximum
 *     influence perturbation</a>
 */
public final class Fragility {
    /** Rivals are tried from the second rank down; one further below needs more than one nearer, nearly always. */
    private static final int RIVALS = 5;

    /** A round takes what should suffice to first order, so that rounds are few. */
    private static final int ROUNDS = 50;

    /**
     * What puts another model first.
     *
     * @param removed how many votes, or raters, were taken away; others in no smaller a number may do as well
     * @param share of all votes, or of all known raters
     * @param first the model that then stands first, or level with the leader
     */
    public record Flip(long removed, double share, int first) {}

    private final Cells cells;
    private final Fit fit;
    private final int leader;

    private Fragility(Fit fit, Cells cells) {
        this.fit = fit.requireStrengthsOnly();
        this.cells = cells;
        this.leader = best(fit.strengths());
    }

    /**
     * @param fit of these very cells
     * @return nothing where no such votes were found
     */
    public static Optional<Flip> ofVotes(Fit fit, Cells cells) {
        Fragility fragility = new Fragility(fit, cells);
        return fragility.fewest(fragility.votes(), cells.votes());
    }

    /**
     * @param fit of these very cells
     * @return nothing where no such raters were found: they are unknown, or without them models are not connected
     */
    public static Optional<Flip> ofRaters(Fit fit, Cells cells) {
        Fragility fragility = new Fragility(fit, cells);
        return fragility.fewest(fragility.raters(), cells.knownRaters());
    }

    /** What is taken away together: some votes of one cell one by one, or all cells of one rater at once. */
    private record Unit(int[] cells, int available, boolean whole) {}

    private List<Unit> votes() {
        List<Unit> units = new ArrayList<>();
        for (int at = 0; at < cells.size(); at++) {
            units.add(new Unit(new int[] {at}, cells.cell(at).count(), false));
        }
        return units;
    }

    private List<Unit> raters() {
        int[] known = IntStream.range(0, cells.size())
                .filter(at -> cells.cell(at).rater() != Cell.UNKNOWN)
                .boxed()
                .sorted(Comparator.comparingInt(at -> cells.cell(at).rater()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Unit> units = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= known.length; end++) {
            if (end == known.length
                    || cells.cell(known[end]).rater()
                            != cells.cell(known[start]).rater()) {
                units.add(new Unit(Arrays.copyOfRange(known, start, end), 1, true));
                start = end;
            }
        }
        return units;
    }

    private Optional<Flip> fewest(List<Unit> units, long all) {
        int[] rivals = IntStream.range(0, fit.models())
                .filter(model -> model != leader)
                .boxed()
                .sorted(Comparator.comparingDouble(model -> -fit.strength(model)))
                .limit(RIVALS)
                .mapToInt(Integer::intValue)
                .toArray();
        return Arrays.stream(rivals)
                .mapToObj(rival -> new Removal(units).against(rival))
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(Flip::removed))
                .map(flip -> new Flip(flip.removed(), flip.removed() / (double) all, flip.first()));
    }

    private static int best(double[] strengths) {
        int best = 0;
        for (int model = 1; model < strengths.length; model++) {
            best = strengths[model] > strengths[best] ? model : best;
        }
        return best;
    }

    /** The attempt to put one rival above the leader. */
    private final class Removal {
        private final List<Unit> units;
        private int[] taken;

        Removal(List<Unit> units) {
            this.units = units;
            this.taken = new int[units.size()];
        }

        Optional<Flip> against(int rival) {
            Fit now = fit;
            for (int round = 0; round < ROUNDS; round++) {
                int[] before = taken.clone();
                List<Integer> order = takeMore(now, rival);
                if (order.isEmpty()) {
                    return Optional.empty();
                }
                Optional<Fit> then = without(taken);
                while (then.isEmpty() && order.size() > 1) {
                    order = order.subList(0, order.size() / 2);
                    taken = with(before, order);
                    then = without(taken);
                }
                if (then.isEmpty()) {
                    return Optional.empty();
                }
                now = then.get();
                if (overtaken(now)) {
                    return Optional.of(fewestOf(before, order));
                }
            }
            return Optional.empty();
        }

        /** Takes what closes the gap to first order; says of which units, one by one and the strongest first. */
        private List<Integer> takeMore(Fit now, int rival) {
            double[] holds = new double[units.size()];
            for (int unit = 0; unit < holds.length; unit++) {
                holds[unit] = holds(now, units.get(unit), rival);
            }
            int[] strongest = IntStream.range(0, holds.length)
                    .filter(unit ->
                            holds[unit] > 0 && taken[unit] < units.get(unit).available())
                    .boxed()
                    .sorted(Comparator.comparingDouble(unit -> -holds[unit]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            List<Integer> order = new ArrayList<>();
            double gap = now.strength(leader) - now.strength(rival);
            for (int k = 0; k < strongest.length && (gap > 0 || order.isEmpty()); k++) {
                int unit = strongest[k];
                int free = units.get(unit).available() - taken[unit];
                int enough = Math.clamp((long) Math.ceil(gap / holds[unit]), 1, free);
                taken[unit] += enough;
                gap -= enough * holds[unit];
                order.addAll(Collections.nCopies(enough, unit));
            }
            return order;
        }

        /** By how much one of the unit holds the leader above the rival, in logits. */
        private double holds(Fit now, Unit unit, int rival) {
            double sum = 0;
            for (int at : unit.cells()) {
                Cell cell = cells.cell(at);
                double lever = now.inverseInformation(leader, cell.model())
                        - now.inverseInformation(leader, cell.rival())
                        - now.inverseInformation(rival, cell.model())
                        + now.inverseInformation(rival, cell.rival());
                sum += (unit.whole() ? cell.count() : 1) * lever * Influence.pull(now, cell);
            }
            return sum;
        }

        /** Bisects how many of the last round's are needed beside what was taken before; all of them are known to do. */
        private Flip fewestOf(int[] before, List<Integer> order) {
            int few = 0;
            int enough = order.size();
            while (enough - few > 1) {
                int middle = (few + enough) / 2;
                if (without(with(before, order.subList(0, middle)))
                        .filter(this::overtaken)
                        .isPresent()) {
                    enough = middle;
                } else {
                    few = middle;
                }
            }
            int[] fewest = with(before, order.subList(0, enough));
            Fit then = without(fewest).orElseThrow();
            return new Flip(Arrays.stream(fewest).asLongStream().sum(), 0, firstOther(then));
        }

        private static int[] with(int[] before, List<Integer> more) {
            int[] all = before.clone();
            more.forEach(unit -> all[unit]++);
            return all;
        }

        private boolean overtaken(Fit now) {
            return now.strength(firstOther(now)) >= now.strength(leader) - Ranks.SAME_STRENGTH;
        }

        private int firstOther(Fit now) {
            double[] strengths = now.strengths();
            strengths[leader] = Double.NEGATIVE_INFINITY;
            return best(strengths);
        }

        /** The fit without some; nothing where the rest does not connect all models. */
        private Optional<Fit> without(int[] removed) {
            int[] gone = new int[cells.size()];
            for (int unit = 0; unit < removed.length; unit++) {
                for (int at : units.get(unit).cells()) {
                    gone[at] = units.get(unit).whole()
                            ? removed[unit] * cells.cell(at).count()
                            : removed[unit];
                }
            }
            Cells.Builder rest = Cells.among(cells.models());
            for (int at = 0; at < gone.length; at++) {
                Cell cell = cells.cell(at);
                if (gone[at] < cell.count()) {
                    rest.add(cell.times(cell.count() - gone[at]));
                }
            }
            return BradleyTerry.ifConnected(rest.build().tally(), fit.strengths());
        }
    }
}
