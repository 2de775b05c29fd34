package dev.evenhand.rating.fit;

/**
 * How a vote comes to be a tie, and hence what a difference η of strengths means. The scales differ: strengths of
 * different tie models never stand on one axis.
 *
 * <p>Each loss is convex in η and the shape together, so a maximum of the likelihood is the only one.
 */
public enum TieModel {
    /** Bradley and Terry's model knows no ties: each counts as half a win for either side, and a soft outcome likewise. */
    HALF {
        @Override
        void describe(double score, double eta, double shape, Term term) {
            double e = Math.exp(-Math.abs(eta));
            double likely = 1 / (1 + e);
            double unlikely = e / (1 + e);
            double win = eta >= 0 ? likely : unlikely;
            double loss = eta >= 0 ? unlikely : likely;
            term.loss = Math.log1p(e) + (eta >= 0 ? (1 - score) * eta : -score * eta);
            term.pull = score * loss - (1 - score) * win;
            term.curvature = win * loss;
        }

        /** Of a vote that is no tie. */
        @Override
        Outcomes outcomes(double eta, double shape) {
            return new Outcomes(Logistic.sigma(eta), 0, Logistic.sigma(-eta));
        }

        @Override
        double expectedScore(double eta, double shape) {
            return Logistic.sigma(eta);
        }

        @Override
        double slope(double eta, double shape) {
            return Logistic.sigma(eta) * Logistic.sigma(-eta);
        }

        @Override
        double shapeSlope(double eta, double shape) {
            return 0;
        }

        @Override
        double shapeWithoutTies() {
            return Double.NaN;
        }

        /** There is none. */
        @Override
        double firstShape(double tieRate) {
            return Double.NaN;
        }
    },

    /**
     * Win, tie and loss are as e^{η/2} : ν : e^{−η/2}; the shape is ln ν, any number. Between equals a vote is a tie with
     * probability ν/(2 + ν). At ν = 0 there are no ties, and this is the Bradley–Terry model.
     *
     * @see <a href="https://doi.org/10.1080/01621459.1970.10481082">Davidson 1970</a>
     */
    DAVIDSON {
        @Override
        void describe(double score, double eta, double shape, Term term) {
            double most = Math.max(Math.abs(eta) / 2, shape);
            double win = Math.exp(eta / 2 - most);
            double loss = Math.exp(-eta / 2 - most);
            double tie = Math.exp(shape - most);
            double sum = win + loss + tie;
            win /= sum;
            loss /= sum;
            tie /= sum;
            double said = score == Cell.TIE ? shape : score == Cell.WIN ? eta / 2 : -eta / 2;
            double lead = win - loss;
            term.loss = most - said + Math.log(sum);
            term.pull = ((score == Cell.TIE ? 0 : score == Cell.WIN ? 1 : -1) - lead) / 2;
            term.shapePull = (score == Cell.TIE ? 1 : 0) - tie;
            term.curvature = (win + loss - lead * lead) / 4;
            term.shared = -lead * tie / 2;
            term.shapeCurvature = tie * (1 - tie);
        }

        @Override
        Outcomes outcomes(double eta, double shape) {
            double most = Math.max(Math.abs(eta) / 2, shape);
            double win = Math.exp(eta / 2 - most);
            double loss = Math.exp(-eta / 2 - most);
            double tie = Math.exp(shape - most);
            double sum = win + loss + tie;
            return new Outcomes(win / sum, tie / sum, loss / sum);
        }

        @Override
        double slope(double eta, double shape) {
            Outcomes likely = outcomes(eta, shape);
            double lead = likely.win() - likely.loss();
            return (likely.win() + likely.loss() - lead * lead) / 4;
        }

        @Override
        double shapeSlope(double eta, double shape) {
            Outcomes likely = outcomes(eta, shape);
            return -(likely.win() - likely.loss()) * likely.tie() / 2;
        }

        @Override
        double shapeWithoutTies() {
            return Double.NEGATIVE_INFINITY;
        }

        @Override
        double firstShape(double tieRate) {
            return Math.log(2 * tieRate / (1 - tieRate));
        }
    },

    /**
     * A rater who feels a difference below a threshold τ calls a tie: a win has probability σ(η − τ), a loss σ(−η − τ);
     * the shape is τ, above zero. Between equals a vote is a tie with probability tanh(τ/2). At τ = 0 there are no ties,
     * and this is the Bradley–Terry model.
     *
     * @see <a href="https://doi.org/10.1080/01621459.1967.10482901">Rao and Kupper 1967</a>, whose parameter is e^τ
     */
    RAO_KUPPER {
        @Override
        void describe(double score, double eta, double shape, Term term) {
            if (shape <= 0) {
                term.loss = Double.POSITIVE_INFINITY;
                return;
            }
            double notWon = Logistic.sigma(shape - eta);
            double notLost = Logistic.sigma(shape + eta);
            double atWin = notWon * Logistic.sigma(eta - shape);
            double atLoss = notLost * Logistic.sigma(-eta - shape);
            boolean win = score == Cell.WIN;
            boolean tie = score == Cell.TIE;
            if (tie) {
                double gap = -Math.expm1(-2 * shape);
                double sinh = Math.sinh(shape);
                term.loss = Logistic.softplus(shape - eta) + Logistic.softplus(shape + eta) - 2 * shape - Math.log(gap);
                term.pull = notWon - notLost;
                term.shapePull = 2 / gap - notWon - notLost;
                term.curvature = atWin + atLoss;
                term.shared = atLoss - atWin;
                term.shapeCurvature = atWin + atLoss + 1 / (sinh * sinh);
            } else {
                double not = win ? notWon : notLost;
                double at = win ? atWin : atLoss;
                term.loss = Logistic.softplus(win ? shape - eta : shape + eta);
                term.pull = win ? not : -not;
                term.shapePull = -not;
                term.curvature = at;
                term.shared = win ? -at : at;
                term.shapeCurvature = at;
            }
        }

        @Override
        Outcomes outcomes(double eta, double shape) {
            double win = Logistic.sigma(eta - shape);
            double loss = Logistic.sigma(-eta - shape);
            return new Outcomes(win, Math.expm1(2 * shape) * win * loss, loss);
        }

        @Override
        double slope(double eta, double shape) {
            Outcomes likely = outcomes(eta, shape);
            return (likely.win() * (1 - likely.win()) + likely.loss() * (1 - likely.loss())) / 2;
        }

        @Override
        double shapeSlope(double eta, double shape) {
            Outcomes likely = outcomes(eta, shape);
            return (likely.loss() * (1 - likely.loss()) - likely.win() * (1 - likely.win())) / 2;
        }

        @Override
        double shapeWithoutTies() {
            return 0;
        }

        @Override
        double firstShape(double tieRate) {
            return Math.log1p(tieRate) - Math.log1p(-tieRate);
        }
    };

    /** How probably a vote goes each way; the three sum to one. */
    public record Outcomes(double win, double tie, double loss) {
        double score() {
            return win + tie / 2;
        }
    }

    /** @param score of a tie model 1, ½ or 0; the slopes by the shape stay as they were where there is none */
    abstract void describe(double score, double eta, double shape, Term term);

    abstract Outcomes outcomes(double eta, double shape);

    /**
     * How the expected score changes with the shape: E = ½ + (win − loss)/2, whose slope in η is {@link #slope}.
     *
     * @return zero where there is no shape
     */
    abstract double shapeSlope(double eta, double shape);

    /** How the expected score changes with η. */
    abstract double slope(double eta, double shape);

    /** What a vote is expected to earn, a tie counting half. */
    double expectedScore(double eta, double shape) {
        return outcomes(eta, shape).score();
    }

    /** Where the shape ends up if no vote is a tie: the model is then Bradley and Terry's. */
    abstract double shapeWithoutTies();

    /** A shape to begin with: the one at which equals tie this often. */
    abstract double firstShape(double tieRate);
}
