package dev.evenhand.rating.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * What a vote depends on beside its two models, and the penalised loss that follows: −Σ w ln P + prior + ½λ‖β‖².
 *
 * <p>Parameters are M strengths, then the shape of the ties, the effect of being shown first and the coefficients of
 * style, as far as there are any. A vote's predictor is η = θ_a − θ_b + h·x + Σ β·(difference/unit).
 */
final class Likelihood implements Newton.Loss {
    private final Rows rows;
    private final TieModel ties;
    private final Prior prior;
    private final double penalty;
    private final List<Style.Feature> features;
    private final double[] units;

    private final int models;
    /** Places among the effects; −1 where there is no such effect. Those of style come last. */
    private final int shape;

    private final int position;
    private final int style;
    private final int effects;

    /** @param features of which the differences are not all zero */
    Likelihood(Rows rows, TieModel ties, boolean position, List<Style.Feature> features, double penalty, Prior prior) {
        this.rows = rows;
        this.ties = ties;
        this.prior = prior;
        this.penalty = penalty;
        this.features = features;
        this.units =
                features.stream().mapToDouble(feature -> unit(rows, feature)).toArray();
        this.models = rows.models();
        int place = 0;
        this.shape = ties == TieModel.HALF ? -1 : place++;
        this.position = position ? place++ : -1;
        this.style = place;
        this.effects = place + features.size();
    }

    /** The standard deviation of a difference among all votes, from zero; 0 where no two responses differ. */
    static double unit(Rows rows, Style.Feature feature) {
        if (rows.style().length == 0) {
            return 0;
        }
        double[] difference = rows.style()[feature.ordinal()];
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < rows.size(); row++) {
            sum += rows.weight()[row];
            squares += rows.weight()[row] * difference[row] * difference[row];
        }
        return squares == 0 ? 0 : Math.sqrt(squares / sum);
    }

    @Override
    public int centred() {
        return prior.fixesZero() ? 0 : models;
    }

    /** @param strengths to begin with */
    double[] start(double[] strengths) {
        double[] start = Arrays.copyOf(strengths, models + effects);
        if (shape >= 0) {
            double tied = 0;
            double all = 0;
            for (int row = 0; row < rows.size(); row++) {
                all += rows.weight()[row];
                tied += rows.score()[row] == Cell.TIE ? rows.weight()[row] : 0;
            }
            start[models + shape] = ties.firstShape(tied / all);
        }
        return start;
    }

    @Override
    public Newton.Point at(double[] parameters) {
        double[] pull = new double[parameters.length];
        Information information = new Information(models, effects);
        double[] x = new double[effects];
        Term term = new Term();
        double loss = 0;
        for (int row = 0; row < rows.size(); row++) {
            int a = rows.model()[row];
            int b = rows.rival()[row];
            double weight = rows.weight()[row];
            describe(rows, row, parameters, x, term);
            loss += weight * term.loss;
            pull[a] += weight * term.pull;
            pull[b] -= weight * term.pull;
            information.add(a, b, weight * term.curvature);
            if (shape >= 0) {
                pull[models + shape] += weight * term.shapePull;
                information.addShared(a, b, shape, weight * term.shared);
                information.addEffects(shape, shape, weight * term.shapeCurvature);
            }
            for (int i = shape + 1; i < effects; i++) {
                double curvature = weight * term.curvature * x[i];
                pull[models + i] += weight * term.pull * x[i];
                information.addShared(a, b, i, curvature);
                if (shape >= 0) {
                    information.addEffects(shape, i, weight * term.shared * x[i]);
                }
                for (int j = i; j < effects; j++) {
                    information.addEffects(i, j, curvature * x[j]);
                }
            }
        }
        return new Newton.Point(parameters, loss + penalise(parameters, pull, information), pull, information);
    }

    /** Fills in the term of one row, and x, what each effect but the shape multiplies in it. */
    private void describe(Rows of, int row, double[] parameters, double[] x, Term term) {
        double eta = parameters[of.model()[row]] - parameters[of.rival()[row]];
        if (position >= 0) {
            x[position] = of.shown()[row];
            eta += parameters[models + position] * x[position];
        }
        for (int f = 0; f < units.length; f++) {
            int at = style + f;
            x[at] = of.style()[features.get(f).ordinal()][row] / units[f];
            eta += parameters[models + at] * x[at];
        }
        ties.describe(of.score()[row], eta, shape < 0 ? Double.NaN : parameters[models + shape], term);
    }

    private double penalise(double[] parameters, double[] pull, Information information) {
        for (int model = 0; model < models; model++) {
            pull[model] += prior.pull(parameters[model]);
        }
        for (int i = style; i < effects; i++) {
            pull[models + i] -= penalty * parameters[models + i];
        }
        addCurvature(parameters, information);
        return penalty(parameters);
    }

    private double penalty(double[] parameters) {
        double loss = 0;
        for (int model = 0; model < models; model++) {
            loss += prior.loss(parameters[model]);
        }
        for (int i = style; i < effects; i++) {
            loss += penalty * parameters[models + i] * parameters[models + i] / 2;
        }
        return loss;
    }

    private void addCurvature(double[] parameters, Information information) {
        information.addPrior(
                Arrays.stream(parameters, 0, models).map(prior::curvature).toArray(), prior.fixesZero());
        for (int i = style; i < effects; i++) {
            information.addEffects(i, i, penalty);
        }
    }

    /** The minimum as a fit of this tie model, whose shape it may have left at its boundary. */
    Fit fit(Newton.Minimum minimum, Tally tally, TieModel declared, List<Style.Feature> leftOut) {
        double[] parameters = minimum.point().parameters();
        double loss = minimum.point().loss() - penalty(parameters);
        return new Fit(
                tally,
                declared,
                shape < 0 ? declared.shapeWithoutTies() : parameters[models + shape],
                prior,
                Arrays.copyOf(parameters, models),
                effects(parameters),
                leftOut,
                minimum.point().information().pseudoInverse(),
                new AtEstimate(parameters),
                loss,
                minimum.steps());
    }

    private List<Effect> effects(double[] parameters) {
        List<Effect> found = new ArrayList<>(effects);
        if (shape >= 0) {
            found.add(new Effect(Effect.Kind.TIES, parameters[models + shape], models + shape, 1));
        }
        if (position >= 0) {
            found.add(new Effect(Effect.Kind.POSITION, parameters[models + position], models + position, 1));
        }
        for (int f = 0; f < units.length; f++) {
            int place = models + style + f;
            found.add(new Effect(Effect.Kind.of(features.get(f)), parameters[place], place, units[f]));
        }
        return List.copyOf(found);
    }

    /** The scores of votes where the loss is least. */
    private final class AtEstimate implements Evidence {
        private final double[] parameters;

        AtEstimate(double[] parameters) {
            this.parameters = parameters;
        }

        @Override
        public DMatrixRMaj squares() {
            Scores scores = scores(rows);
            Squares squares = new Squares(models, rows.model(), rows.rival(), scores);
            for (int row = 0; row < rows.size(); row++) {
                squares.addVotes(row, rows.squared()[row]);
            }
            DMatrixRMaj sum = squares.matrix();
            prior().ifPresent(own -> CommonOps_DDRM.addEquals(sum, own));
            return sum;
        }

        @Override
        public Scores scores(Cells cells) {
            return scores(Rows.each(cells)).weighing(cells.weight);
        }

        @Override
        public Optional<DMatrixRMaj> prior() {
            if (!prior.bounds() && units.length == 0) {
                return Optional.empty();
            }
            Information own = new Information(models, effects);
            addCurvature(parameters, own);
            return Optional.of(own.matrix());
        }

        private Scores scores(Rows of) {
            Scores scores = new Scores(of.size(), effects);
            double[] x = new double[effects];
            Term term = new Term();
            for (int row = 0; row < of.size(); row++) {
                describe(of, row, parameters, x, term);
                scores.pull()[row] = term.pull;
                for (int i = 0; i < effects; i++) {
                    scores.effects()[i][row] = i == shape ? term.shapePull : term.pull * x[i];
                }
            }
            return scores;
        }
    }
}
