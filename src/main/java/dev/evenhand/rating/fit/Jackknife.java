package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * What leaving out one rater after another does to the estimate: V = (G − 1)/G Σ (θ₍g₎ − θ̄)(θ₍g₎ − θ̄)ᵀ.
 *
 * <p>Newton's step from all votes to those without rater g is −(H − A)⁺s, where s is the rater's part of the gradient and
 * A of the information. It equals −H⁺u for the u that solves (I − AH⁺)u = s, and u is zero but at the models that the rater
 * compared and at the effects: a small system for each rater, whatever the number of models. So Σ(θ₍g₎ − θ)(θ₍g₎ − θ)ᵀ =
 * H⁺(Σuuᵀ)H⁺, a sandwich of scores that are raised by what a rater pulled the fit towards his or her own votes (CR3). Where
 * the step is not small the fit without that rater is carried to its end, if there is one: where votes have no fit, a
 * direction in which the loss never rises makes the step about as long as a vote's predictor is wide, so that no small step
 * hides it.
 *
 * @see <a href="https://doi.org/10.1002/jae.2969">MacKinnon, Nielsen and Webb 2023</a>
 */
final class Jackknife {
    /**
     * A first step that moves no parameter by more than this many logits is the last: the second would be about its square,
     * less than a thousandth of an Elo point.
     */
    static final double SMALL_STEP = 1e-3;

    private final Fit fit;
    private final Clusters raters;
    private final Cells cells;
    private final int models;
    private final int effects;
    private final int size;
    private final double[] estimate;
    private final Terms terms;
    private final Rows rows;
    private final Likelihood all;
    private final int[] entries;
    private final DMatrixRMaj inverse;
    private final DMatrixRMaj information;

    Jackknife(Fit fit, Clusters raters) {
        this.fit = fit;
        this.raters = raters;
        this.cells = raters.cells();
        this.models = fit.models();
        this.estimate = fit.parameters();
        this.size = estimate.length;
        this.effects = size - models;
        this.terms = fit.evidence().terms();
        this.rows = Rows.each(cells);
        this.all = fit.evidence().likelihood();
        this.entries = all.entries(cells);
        this.inverse = fit.inverseInformation();
        this.information = all.at(estimate).information().matrix();
    }

    /** @return nothing where there is a rater without whom the votes have no fit */
    Optional<DMatrixRMaj> matrix() {
        Absences absences = IntStream.range(0, Sandwich.PARTS)
                .parallel()
                .mapToObj(this::absences)
                .reduce(Absences::plus)
                .orElseThrow();
        for (int cell : raters.single()) {
            absences.leaveOut(new int[] {cell}, new double[] {1}, cells.count[cell]);
        }
        if (!absences.haveFits) {
            return Optional.empty();
        }
        double g = raters.count();
        DMatrixRMaj squares = absences.scatter.matrix();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                squares.add(i, j, -absences.sum[i] * absences.sum[j] / g);
            }
        }
        DMatrixRMaj matrix = Sandwich.between(fit, squares);
        CommonOps_DDRM.scale((g - 1) / g, matrix);
        fit.evidence().prior().ifPresent(prior -> CommonOps_DDRM.addEquals(matrix, Sandwich.between(fit, prior)));
        return Optional.of(matrix);
    }

    private Absences absences(int part) {
        Absences absences = new Absences();
        int last = raters.firstOfPart(part + 1, Sandwich.PARTS);
        for (int rater = raters.firstOfPart(part, Sandwich.PARTS); rater < last && absences.haveFits; rater++) {
            int[] own = raters.of(rater);
            absences.leaveOut(
                    own,
                    Arrays.stream(own).mapToDouble(cell -> cells.count[cell]).toArray(),
                    1);
        }
        return absences;
    }

    /** Σu and Σuuᵀ over raters that were left out. */
    private final class Absences {
        final Scatter scatter = new Scatter(size);
        final double[] sum = new double[size];
        boolean haveFits = true;

        /** The place of a parameter among those that a rater's votes depend on. */
        private final int[] place = new int[size];

        private final double[] x = new double[effects];
        private final Term term = new Term();
        private Likelihood without;

        Absences plus(Absences other) {
            scatter.plus(other.scatter);
            Arrays.setAll(sum, i -> sum[i] + other.sum[i]);
            haveFits = haveFits && other.haveFits;
            return this;
        }

        /** @param times how many raters said just the same */
        void leaveOut(int[] own, double[] votes, int times) {
            int[] touched = IntStream.concat(
                            Arrays.stream(own)
                                    .flatMap(cell -> IntStream.of(cells.model[cell], cells.rival[cell]))
                                    .distinct(),
                            IntStream.range(models, size))
                    .toArray();
            Optional<double[]> raised = raised(own, votes, touched);
            double[] step = raised.map(u -> step(touched, u)).orElseGet(() -> new double[size]);
            if (raised.isPresent() && Arrays.stream(step).map(Math::abs).max().orElseThrow() <= SMALL_STEP) {
                add(touched, raised.orElseThrow(), times);
            } else {
                refitted(own, votes, step)
                        .ifPresentOrElse(
                                change -> add(IntStream.range(0, size).toArray(), pullOf(change), times),
                                () -> haveFits = false);
            }
        }

        private void add(int[] touched, double[] u, int times) {
            for (int i = 0; i < touched.length; i++) {
                sum[touched[i]] += times * u[i];
                scatter.gather(touched[i], u[i]);
            }
            scatter.addGathered(times);
        }

        /** The u of (I − AH⁺)u = s, at the parameters touched; nothing where the rest says nothing of some of them. */
        private Optional<double[]> raised(int[] own, double[] votes, int[] touched) {
            for (int at = 0; at < touched.length; at++) {
                place[touched[at]] = at;
            }
            DMatrixRMaj system = CommonOps_DDRM.identity(touched.length);
            DMatrixRMaj score = new DMatrixRMaj(touched.length, 1);
            for (int k = 0; k < own.length; k++) {
                terms.describe(rows, own[k], estimate, x, term);
                takeOut(own[k], votes[k] * cells.weight[own[k]], touched, system, score);
            }
            DMatrixRMaj solution = new DMatrixRMaj(touched.length, 1);
            return CommonOps_DDRM.solve(system, score, solution) ? Optional.of(solution.data) : Optional.empty();
        }

        /**
         * Takes AH⁺ of one vote out of the system, and adds its score. With v the slopes of its predictor and e the place of
         * the shape, A = w(c·vvᵀ + d(veᵀ + evᵀ) + f·eeᵀ), where c, d and f are the curvatures of its loss.
         */
        private void takeOut(int cell, double weight, int[] touched, DMatrixRMaj system, DMatrixRMaj score) {
            int model = cells.model[cell];
            int rival = cells.rival[cell];
            int linear = terms.firstLinear();
            score.add(place[model], 0, weight * term.pull);
            score.add(place[rival], 0, -weight * term.pull);
            for (int i = 0; i < effects; i++) {
                score.add(place[models + i], 0, weight * (i < linear ? term.shapePull : term.pull * x[i]));
            }
            for (int at = 0; at < touched.length; at++) {
                double v = inverse.get(model, touched[at]) - inverse.get(rival, touched[at]);
                for (int i = linear; i < effects; i++) {
                    v += x[i] * inverse.get(models + i, touched[at]);
                }
                double e = linear > 0 ? inverse.get(models, touched[at]) : 0;
                double shared = linear > 0 ? term.shared : 0;
                double change = weight * (term.curvature * v + shared * e);
                system.add(place[model], at, -change);
                system.add(place[rival], at, change);
                for (int i = 0; i < effects; i++) {
                    double own = i < linear ? weight * (shared * v + term.shapeCurvature * e) : x[i] * change;
                    system.add(place[models + i], at, -own);
                }
            }
        }

        /** −H⁺u. */
        private double[] step(int[] touched, double[] u) {
            double[] step = new double[size];
            for (int at = 0; at < touched.length; at++) {
                int row = touched[at] * size;
                for (int i = 0; i < size; i++) {
                    step[i] -= inverse.data[row + i] * u[at];
                }
            }
            return step;
        }

        /** By how much the estimate without these votes differs from that with them; nothing where the rest has no fit. */
        private Optional<double[]> refitted(int[] own, double[] votes, double[] step) {
            without = without == null ? all.copy() : without;
            without.reset(all);
            for (int k = 0; k < own.length; k++) {
                int entry = entries[own[k]];
                double scored = votes[k] * cells.weight[own[k]] * cells.score[own[k]];
                double conceded = votes[k] * cells.weight[own[k]] * (1 - cells.score[own[k]]);
                boolean first = without.model(entry) == cells.model[own[k]];
                without.subtract(entry, first ? scored : conceded, first ? conceded : scored);
            }
            if (!without.hasMaximum()) {
                return Optional.empty();
            }
            double[] change = Newton.minimise(without, start(step)).point().parameters();
            Arrays.setAll(change, i -> change[i] - estimate[i]);
            return Optional.of(change);
        }

        /** From where the step leads to, unless it overshoots. */
        private double[] start(double[] step) {
            double[] start = new double[size];
            Arrays.setAll(start, i -> estimate[i] + step[i]);
            return without.at(start).loss() <= without.at(estimate).loss() ? start : estimate;
        }

        /** The u of which −H⁺u is this change. */
        private double[] pullOf(double[] change) {
            DMatrixRMaj pull = new DMatrixRMaj(size, 1);
            CommonOps_DDRM.mult(-1, information, DMatrixRMaj.wrap(size, 1, change), pull);
            return pull.data;
        }
    }
}
