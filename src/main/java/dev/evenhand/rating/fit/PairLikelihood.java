package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The loss of the {@link BradleyTerry} model: Σ over pairs of −s ln σ(d) − s' ln σ(−d), where s and s' are what either side
 * scored and d = θᵢ − θⱼ. Pairs lie in columns, so that a step goes over them once.
 */
final class PairLikelihood implements Likelihood {
    private final int models;
    private final int[] model;
    private final int[] rival;
    private final double[] score;
    private final double[] rivalScore;

    PairLikelihood(Tally tally) {
        this(tally.models(), tally.model, tally.rival, tally.score.clone(), tally.rivalScore.clone());
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

    @Override
    public boolean hasMaximum() {
        return Connectivity.whole(this);
    }

    @Override
    public PairLikelihood copy() {
        return new PairLikelihood(models, model, rival, score.clone(), rivalScore.clone());
    }

    @Override
    public void clear() {
        Arrays.fill(score, 0);
        Arrays.fill(rivalScore, 0);
    }

    @Override
    public void reset(Likelihood other) {
        Arrays.setAll(score, other::score);
        Arrays.setAll(rivalScore, other::rivalScore);
    }

    @Override
    public void add(int pair, double score, double rivalScore) {
        this.score[pair] += score;
        this.rivalScore[pair] += rivalScore;
    }

    @Override
    public void subtract(int pair, double score, double rivalScore) {
        this.score[pair] = Likelihood.rest(this.score[pair], score);
        this.rivalScore[pair] = Likelihood.rest(this.rivalScore[pair], rivalScore);
    }

    @Override
    public int[] entries(Cells cells) {
        int[] pairOf = new int[models * models];
        for (int pair = 0; pair < model.length; pair++) {
            pairOf[model[pair] * models + rival[pair]] = pair;
            pairOf[rival[pair] * models + model[pair]] = pair;
        }
        int[] entries = new int[cells.size()];
        Arrays.parallelSetAll(entries, cell -> pairOf[cells.model[cell] * models + cells.rival[cell]]);
        return entries;
    }

    /** There is none. */
    @Override
    public void drawPrior(RandomGenerator random) {}

    @Override
    public int models() {
        return models;
    }

    @Override
    public int size() {
        return model.length;
    }

    @Override
    public int model(int pair) {
        return model[pair];
    }

    @Override
    public int rival(int pair) {
        return rival[pair];
    }

    @Override
    public double score(int pair) {
        return score[pair];
    }

    @Override
    public double rivalScore(int pair) {
        return rivalScore[pair];
    }
}
