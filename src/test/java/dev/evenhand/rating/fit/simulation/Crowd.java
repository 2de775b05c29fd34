package dev.evenhand.rating.fit.simulation;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Scale;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Raters who differ, on prompts that differ: a rater prefers i to j with probability σ(θᵢ + t_ri + u_pi − θⱼ − t_rj −
 * u_pj), where the taste t and the model-by-prompt effect u are normal and independent for every model.
 *
 * @param strengths θ, in logits
 * @param tasteSd of t, in logits
 * @param promptSd of u, in logits
 * @param prompts how many there are
 */
record Crowd(double[] strengths, double tasteSd, double promptSd, int prompts) {
    private static final int QUADRATURE = 400;
    private static final double REACH = 8;

    /** Strengths as far apart as the expected order of a normal sample, with this standard deviation in Elo points. */
    static double[] spread(int models, double elo) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double[] z = new double[models];
        Arrays.setAll(z, i -> normal.inverseCumulativeProbability((i + .5) / models));
        double sd = Math.sqrt(Arrays.stream(z).map(x -> x * x).average().orElseThrow());
        return Arrays.stream(z).map(x -> x / sd * elo / Scale.ELO).toArray();
    }

    double[][] promptEffects(RandomGenerator random) {
        return effects(prompts, promptSd, random);
    }

    double[] taste(RandomGenerator random) {
        return effects(1, tasteSd, random)[0];
    }

    private double[][] effects(int rows, double sd, RandomGenerator random) {
        double[][] effects = new double[rows][strengths.length];
        for (double[] row : effects) {
            Arrays.setAll(row, i -> sd * random.nextGaussian());
        }
        return effects;
    }

    boolean prefers(double[] taste, double[] effect, int i, int j, RandomGenerator random) {
        double d = strengths[i] + taste[i] + effect[i] - strengths[j] - taste[j] - effect[j];
        return random.nextDouble() < 1 / (1 + Math.exp(-d));
    }

    /** How often i is preferred to j by raters in general, on prompts in general. */
    double preferred(int i, int j) {
        double sd = Math.sqrt(2 * (tasteSd * tasteSd + promptSd * promptSd));
        double sum = 0;
        double mass = 0;
        for (int k = 0; k <= QUADRATURE; k++) {
            double z = REACH * (2.0 * k / QUADRATURE - 1);
            double density = Math.exp(-z * z / 2);
            sum += density / (1 + Math.exp(strengths[j] - strengths[i] - sd * z));
            mass += density;
        }
        return sum / mass;
    }

    /**
     * What the estimate comes to with ever more raters and prompts, if pairs are asked in these proportions: smaller in
     * size than the strengths of any one rater, because averaging over raters evens preferences out.
     */
    double[] limit(double[][] asked) {
        Cells.Builder cells = Cells.among(strengths.length);
        for (int i = 0; i < strengths.length; i++) {
            for (int j = i + 1; j < strengths.length; j++) {
                if (asked[i][j] > 0) {
                    cells.add(Cell.of(i, j, preferred(i, j)).weighing(asked[i][j]));
                }
            }
        }
        return BradleyTerry.fit(cells.build().tally()).strengths();
    }
}
