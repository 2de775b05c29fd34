package dev.evenhand.rating.fit;

import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * Votes in the order of their raters, ready to be weighed anew again and again: one pass over the votes and a few steps of
 * Newton's method from the fit to all of them make a replicate.
 */
final class Resampling {
    /** P(X ≤ k) of a Poisson variable with mean one: the next double below 1 is reached at 18. */
    private static final double[] AT_MOST = atMost(18);

    /** Newton's error after a step of this size, its square, is less than a billionth of an Elo point. */
    private static final double TOLERANCE = 1e-6;

    /** Where so many draws in a row have no fit, none will. */
    private static final int MOST_DRAWS = 100;

    private final Clusters raters;
    private final double[] estimate;
    private final Likelihood votes;
    private final Column known;
    private final Column single;

    /** The cells of a column as a likelihood takes them: the entry, and what either side of it scored. */
    private record Column(int[] entry, double[] score, double[] rivalScore) {
        void add(Likelihood likelihood, int at, double times) {
            likelihood.add(entry[at], times * score[at], times * rivalScore[at]);
        }
    }

    /** What was estimated, strengths and then effects, unless no draw had a fit, and how many draws had none. */
    record Replicate(Optional<double[]> parameters, long redrawn) {}

    Resampling(Fit fit, Clusters raters) {
        this.raters = raters;
        this.estimate = fit.parameters();
        this.votes = fit.evidence().likelihood();
        int[] entries = votes.entries(raters.cells());
        this.known = column(entries, raters.order(), true);
        this.single = column(entries, raters.single(), false);
    }

    private Column column(int[] entries, int[] order, boolean together) {
        Cells cells = raters.cells();
        Column column = new Column(new int[order.length], new double[order.length], new double[order.length]);
        for (int at = 0; at < order.length; at++) {
            int cell = order[at];
            double weight = cells.weight[cell] * (together ? cells.count[cell] : 1);
            int entry = entries[cell];
            boolean first = votes.model(entry) == cells.model[cell];
            double score = first ? cells.score[cell] : 1 - cells.score[cell];
            column.entry[at] = entry;
            column.score[at] = weight * score;
            column.rivalScore[at] = weight * (1 - score);
        }
        return column;
    }

    long raters() {
        return raters.count();
    }

    Replicate replicate(SplittableRandom random) {
        Likelihood drawn = votes.copy();
        drawn.drawPrior(random);
        for (int redrawn = 0; redrawn < MOST_DRAWS; redrawn++) {
            draw(drawn, random);
            if (drawn.hasMaximum()) {
                return new Replicate(Optional.of(parameters(drawn)), redrawn);
            }
        }
        return new Replicate(Optional.empty(), MOST_DRAWS);
    }

    /** The estimate where known rater number g, in the order of their clusters, counts so many times. */
    double[] parameters(double[] times) {
        Likelihood weighed = votes.copy();
        weighed.clear();
        for (int rater = 0; rater < raters.known(); rater++) {
            add(weighed, rater, times[rater]);
        }
        return parameters(weighed);
    }

    private void draw(Likelihood drawn, SplittableRandom random) {
        drawn.clear();
        for (int rater = 0; rater < raters.known(); rater++) {
            int times = poisson(random);
            if (times > 0) {
                add(drawn, rater, times);
            }
        }
        for (int at = 0; at < single.entry.length; at++) {
            single.add(drawn, at, poisson(random, raters.cells().count[raters.single()[at]]));
        }
    }

    private void add(Likelihood drawn, int rater, double times) {
        int end = raters.end(rater);
        for (int at = raters.start(rater); at < end; at++) {
            known.add(drawn, at, times);
        }
    }

    private double[] parameters(Likelihood drawn) {
        return Newton.minimise(drawn, estimate, TOLERANCE).point().parameters();
    }

    private static int poisson(SplittableRandom random) {
        double u = random.nextDouble();
        int k = 0;
        while (u >= AT_MOST[k]) {
            k++;
        }
        return k;
    }

    /** How often votes enter of which each enters as often as a Poisson variable with mean one. */
    private static int poisson(SplittableRandom random, int votes) {
        return votes == 1
                ? poisson(random)
                : PoissonDistribution.of(votes).createSampler(random::nextLong).sample();
    }

    private static double[] atMost(int last) {
        double[] atMost = new double[last + 1];
        double probability = Math.exp(-1);
        double sum = 0;
        for (int k = 0; k < last; k++) {
            sum += probability;
            atMost[k] = sum;
            probability /= k + 1;
        }
        atMost[last] = 1;
        return atMost;
    }
}
