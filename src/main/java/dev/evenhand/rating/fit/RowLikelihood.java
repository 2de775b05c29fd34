package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The penalised loss of votes in rows, −Σ w ln P + prior + ½λ‖β‖², where β are the coefficients of style. */
final class RowLikelihood implements Likelihood {
    private final Rows rows;
    private final Terms terms;
    private final Prior prior;
    private final double lambda;

    private final int models;
    private final int effects;

    private final double[] weight;
    /** Where the prior and the penalty draw to: zero, unless it was drawn. */
    private final double[] centre;

    /** @param lambda without meaning where there is no style */
    RowLikelihood(Rows rows, Terms terms, Prior prior, double lambda) {
        this(rows, terms, prior, lambda, rows.weight().clone());
    }

    private RowLikelihood(Rows rows, Terms terms, Prior prior, double lambda, double[] weight) {
        this.rows = rows;
        this.terms = terms;
        this.prior = prior;
        this.lambda = lambda;
        this.models = terms.models();
        this.effects = terms.effects();
        this.weight = weight;
        this.centre = new double[models + effects];
    }

    @Override
    public int centred() {
        return prior.fixesZero() ? 0 : models;
    }

    /** Equal strengths, no effects, and a shape that fits the share of ties. */
    double[] start() {
        double[] start = new double[models + effects];
        if (terms.hasShape()) {
            start[models] = terms.ties().firstShape(rows.tieRate());
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
            double weight = this.weight[row];
            if (weight == 0) {
                continue;
            }
            terms.describe(rows, row, parameters, x, term);
            loss += weight * term.loss;
            pull[a] += weight * term.pull;
            pull[b] -= weight * term.pull;
            information.add(a, b, weight * term.curvature);
            if (terms.hasShape()) {
                pull[models] += weight * term.shapePull;
                information.addShared(a, b, 0, weight * term.shared);
                information.addEffects(0, 0, weight * term.shapeCurvature);
            }
            for (int i = terms.firstLinear(); i < effects; i++) {
                double curvature = weight * term.curvature * x[i];
                pull[models + i] += weight * term.pull * x[i];
                information.addShared(a, b, i, curvature);
                if (terms.hasShape()) {
                    information.addEffects(0, i, weight * term.shared * x[i]);
                }
                for (int j = i; j < effects; j++) {
                    information.addEffects(i, j, curvature * x[j]);
                }
            }
        }
        addPenaltyPull(parameters, pull);
        addPenaltyCurvature(parameters, information);
        return new Newton.Point(parameters, loss + penalty(parameters), pull, information);
    }

    private double penalty(double[] parameters) {
        double penalty = 0;
        for (int model = 0; model < models; model++) {
            penalty += prior.loss(parameters[model] - centre[model]);
        }
        for (int i = terms.firstOfStyle(); i < effects; i++) {
            double distance = parameters[models + i] - centre[models + i];
            penalty += lambda * distance * distance / 2;
        }
        return penalty;
    }

    private void addPenaltyPull(double[] parameters, double[] pull) {
        for (int model = 0; model < models; model++) {
            pull[model] += prior.pull(parameters[model] - centre[model]);
        }
        for (int i = terms.firstOfStyle(); i < effects; i++) {
            pull[models + i] -= lambda * (parameters[models + i] - centre[models + i]);
        }
    }

    private void addPenaltyCurvature(double[] parameters, Information information) {
        information.addPrior(
                Arrays.stream(parameters, 0, models).map(prior::curvature).toArray(), prior.fixesZero());
        for (int i = terms.firstOfStyle(); i < effects; i++) {
            information.addEffects(i, i, lambda);
        }
    }

    @Override
    public boolean hasMaximum() {
        Rows held = rows.weighing(weight);
        return Existence.obstacle(held, terms.ties(), terms.hasPosition(), prior.bounds())
                        .isEmpty()
                && (!terms.hasShape() || held.tied());
    }

    @Override
    public RowLikelihood copy() {
        return new RowLikelihood(rows, terms, prior, lambda, weight.clone());
    }

    @Override
    public void clear() {
        Arrays.fill(weight, 0);
    }

    @Override
    public void reset(Likelihood other) {
        Arrays.setAll(weight, row -> other.score(row) + other.rivalScore(row));
    }

    @Override
    public void add(int row, double score, double rivalScore) {
        weight[row] += score + rivalScore;
    }

    @Override
    public void subtract(int row, double score, double rivalScore) {
        weight[row] = Likelihood.rest(weight[row], score + rivalScore);
    }

    @Override
    public int[] entries(Cells cells) {
        return rows.entries(cells);
    }

    @Override
    public void drawPrior(RandomGenerator random) {
        for (int model = 0; model < models; model++) {
            centre[model] = prior.draw(random);
        }
        // Strengths have mean zero wherever a prior can be drawn, and so has what draws them.
        double mean = Arrays.stream(centre, 0, models).average().orElseThrow();
        for (int model = 0; model < models; model++) {
            centre[model] -= mean;
        }
        for (int i = terms.firstOfStyle(); i < effects; i++) {
            centre[models + i] = random.nextGaussian() / Math.sqrt(lambda);
        }
    }

    @Override
    public int models() {
        return models;
    }

    @Override
    public int size() {
        return weight.length;
    }

    @Override
    public int model(int row) {
        return rows.model()[row];
    }

    @Override
    public int rival(int row) {
        return rows.rival()[row];
    }

    @Override
    public double score(int row) {
        return weight[row] * rows.score()[row];
    }

    @Override
    public double rivalScore(int row) {
        return weight[row] * (1 - rows.score()[row]);
    }

    /** @param declared the tie model that was asked for: without a shape of its own it ended at its boundary */
    Fit fit(Newton.Minimum minimum, Tally tally, TieModel declared, List<Style.Feature> leftOut) {
        Newton.Point point = minimum.point();
        double[] parameters = point.parameters();
        return new Fit(
                tally,
                declared,
                terms.hasShape() ? parameters[models] : declared.shapeWithoutTies(),
                prior,
                Arrays.copyOf(parameters, models),
                terms.estimated(parameters),
                leftOut,
                new Once<>(() -> point.information().pseudoInverse()),
                new AtEstimate(parameters),
                new Once<>(() -> point.loss() - penalty(parameters)),
                minimum.steps());
    }

    private final class AtEstimate implements Evidence {
        private final double[] parameters;

        AtEstimate(double[] parameters) {
            this.parameters = parameters;
        }

        @Override
        public DMatrixRMaj squares() {
            Squares squares = new Squares(models, rows.model(), rows.rival(), terms.scores(rows, parameters));
            for (int row = 0; row < rows.size(); row++) {
                squares.addVotes(row, rows.squared()[row]);
            }
            DMatrixRMaj sum = squares.matrix();
            prior().ifPresent(own -> CommonOps_DDRM.addEquals(sum, own));
            return sum;
        }

        @Override
        public Scores scores(Cells cells) {
            return terms.scores(Rows.each(cells), parameters).weighing(cells.weight);
        }

        @Override
        public Likelihood likelihood() {
            return copy();
        }

        @Override
        public Terms terms() {
            return terms;
        }

        @Override
        public double[] parameters() {
            return parameters.clone();
        }

        @Override
        public Optional<DMatrixRMaj> prior() {
            if (!prior.bounds() && terms.firstOfStyle() == effects) {
                return Optional.empty();
            }
            Information own = new Information(models, effects);
            addPenaltyCurvature(parameters, own);
            return Optional.of(own.matrix());
        }
    }
}
