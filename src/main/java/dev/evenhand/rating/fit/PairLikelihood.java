package dev.evenhand.rating.fit;

/**
 * The loss of the {@link BradleyTerry} model: Σ over pairs of −s ln σ(d) − s' ln σ(−d), where s and s' are what either side
 * scored and d = θᵢ − θⱼ. Pairs lie in columns, so that a step goes over them once.
 */
final class PairLikelihood implements Newton.Loss {
    private final int models;
    private final int[] model;
    private final int[] rival;
    private final double[] score;
    private final double[] rivalScore;

    PairLikelihood(Tally tally) {
        this(
                tally.models(),
                tally.pairs().stream().mapToInt(Tally.Pair::model).toArray(),
                tally.pairs().stream().mapToInt(Tally.Pair::rival).toArray(),
                tally.pairs().stream().mapToDouble(Tally.Pair::score).toArray(),
                tally.pairs().stream().mapToDouble(Tally.Pair::rivalScore).toArray());
    }

    private PairLikelihood(int models, int[] model, int[] rival, double[] score, double[] rivalScore) {
        this.models = models;
        this.model = model;
        this.rival = rival;
        this.score = score;
        this.rivalScore = rivalScore;
    }

    @Override
    public int centred() {
        return models;
    }

    @Override
    public Newton.Point at(double[] strengths) {
        double loss = 0;
        double[] pull = new double[models];
        Information information = new Information(models);
        for (int pair = 0; pair < model.length; pair++) {
            double d = strengths[model[pair]] - strengths[rival[pair]];
            // The side that is ahead has 1/(1 + e), the other e/(1 + e): one exponential serves all.
            double e = Math.exp(-Math.abs(d));
            double ahead = 1 / (1 + e);
            double behind = e * ahead;
            double p = d >= 0 ? ahead : behind;
            double q = d >= 0 ? behind : ahead;
            double s = score[pair];
            double t = rivalScore[pair];
            double gain = s * q - t * p;
            loss += (s + t) * Math.log1p(e) + Math.abs(d) * (d >= 0 ? t : s);
            pull[model[pair]] += gain;
            pull[rival[pair]] -= gain;
            information.add(model[pair], rival[pair], (s + t) * ahead * behind);
        }
        return new Newton.Point(strengths, loss, pull, information);
    }
}
