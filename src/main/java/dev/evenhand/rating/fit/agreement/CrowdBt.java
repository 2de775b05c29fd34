package dev.evenhand.rating.fit.agreement;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Logistic;
import dev.evenhand.rating.fit.NotConverged;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Crowd-BT: Bradley–Terry strengths together with a reliability of each rater, who says what the strengths say with
 * probability η and the opposite otherwise. P(r prefers i to j) = η_r σ(θᵢ − θⱼ) + (1 − η_r) σ(θⱼ − θᵢ).
 *
 * <p>The maximum of likelihood and prior: η_r is Beta(a, b), and every model ties once, λ = ½ for either side, with a
 * virtual model of strength zero. <b>The objective is not concave</b>: all strengths turned round and all η turned to 1 − η
 * fit as well, and there are maxima between. The start decides, and is part of the definition: θ = 0 and η = σ(1.5), a
 * crowd that means what it says. From there expectation–maximisation climbs without ever falling.
 *
 * <p>Good for finding raters who vote at random or the wrong way round, η near ½ or below, so that somebody looks. Not for
 * a leaderboard: it weighs raters by their agreement with the majority, its strengths grow with what the prior allows, and
 * errors that hold are known for none of it.
 *
 * @see <a href="https://doi.org/10.1145/2433396.2433420">Chen, Bennett, Collins-Thompson and Horvitz 2013</a>
 */
public final class CrowdBt {
    /** λ: the virtual model wins and loses so much against each. */
    private static final double VIRTUAL = 0.5;

    /** At first most are believed: the likelihood has other maxima, in which most are liars. */
    private static final double FIRST_RELIABILITY = Logistic.sigma(1.5);

    /** The fit ends with the first step that moves no strength and no reliability by more than this. */
    private static final double TOLERANCE = 1e-11;

    private static final int MAX_STEPS = 20_000;

    private final double[] strengths;
    private final double[] reliabilities;
    private final double objective;

    private CrowdBt(double[] strengths, double[] reliabilities, double objective) {
        this.strengths = strengths;
        this.reliabilities = reliabilities;
        this.objective = objective;
    }

    /** One rater preferred one model to another. Ties have no place in Crowd-BT. */
    public record Preference(int rater, int winner, int loser) {
        public Preference {
            if (rater < 0 || winner < 0 || loser < 0 || winner == loser) {
                throw new IllegalArgumentException("Rater %d cannot prefer %d to %d.".formatted(rater, winner, loser));
            }
        }
    }

    /** What is believed of a reliability before the votes: Beta(a, b), both above 1. */
    public record Prior(double a, double b) {
        /** Half of a crowd at random would not surprise it. */
        public static final Prior WIDE = new Prior(2, 2);

        /** Most mean what they say. */
        public static final Prior TRUSTING = new Prior(10, 2);

        public Prior {
            if (!(a > 1 && b > 1 && Double.isFinite(a + b))) {
                throw new IllegalArgumentException("Beta(%s, %s) has no mode between 0 and 1.".formatted(a, b));
            }
        }
    }

    /** @throws NotConverged after {@value #MAX_STEPS} steps */
    public static CrowdBt fit(int models, int raters, List<Preference> preferences, Prior prior) {
        return new Ascent(models, raters, preferences, prior).climb();
    }

    /** In logits, with mean zero. */
    public double strength(int model) {
        return strengths[model];
    }

    /** η, between 0 and 1; the prior's mode for a rater without votes. */
    public double reliability(int rater) {
        return reliabilities[rater];
    }

    /** −ln of likelihood and priors, without the constants of the priors: what was made small. */
    public double objective() {
        return objective;
    }

    /** Expectation–maximisation. What is not seen is whether a vote was meant or was turned round. */
    private static final class Ascent {
        private final int models;
        private final List<Preference> preferences;
        private final int[] count;
        private final int[] votes;
        private final Prior prior;

        private double[] strengths;
        private double[] reliabilities;

        Ascent(int models, int raters, List<Preference> preferences, Prior prior) {
            Map<Preference, Integer> counts = new TreeMap<>(Comparator.comparingInt(Preference::rater)
                    .thenComparingInt(Preference::winner)
                    .thenComparingInt(Preference::loser));
            preferences.forEach(preference -> counts.merge(preference, 1, Integer::sum));
            this.models = models;
            this.preferences = List.copyOf(counts.keySet());
            this.count = counts.values().stream().mapToInt(Integer::intValue).toArray();
            this.votes = new int[raters];
            preferences.forEach(preference -> votes[preference.rater()]++);
            this.prior = prior;
            this.strengths = new double[models];
            this.reliabilities = new double[raters];
            Arrays.fill(reliabilities, FIRST_RELIABILITY);
        }

        CrowdBt climb() {
            double moved = Double.POSITIVE_INFINITY;
            for (int step = 1; step <= MAX_STEPS; step++) {
                double[] meant = meant();
                double[] nextStrengths = strengths(meant);
                double[] nextReliabilities = reliabilities(meant);
                moved = Math.max(distance(strengths, nextStrengths), distance(reliabilities, nextReliabilities));
                strengths = nextStrengths;
                reliabilities = nextReliabilities;
                if (moved <= TOLERANCE) {
                    return new CrowdBt(centred(strengths), reliabilities, objective());
                }
            }
            throw new NotConverged(MAX_STEPS, moved, null);
        }

        /** How probably a vote of each row was meant. */
        private double[] meant() {
            double[] meant = new double[count.length];
            for (int row = 0; row < meant.length; row++) {
                double forth = reliability(row) * Logistic.sigma(lead(row));
                double back = (1 - reliability(row)) * Logistic.sigma(-lead(row));
                meant[row] = forth / (forth + back);
            }
            return meant;
        }

        /** Bradley–Terry strengths of the votes as far as they were meant, and turned round as far as they were not. */
        private double[] strengths(double[] meant) {
            int virtual = models;
            Cells.Builder cells = Cells.among(models + 1);
            for (int row = 0; row < meant.length; row++) {
                Preference preference = preferences.get(row);
                cells.add(Cell.of(preference.winner(), preference.loser(), meant[row])
                        .times(count[row]));
            }
            for (int model = 0; model < models; model++) {
                cells.add(Cell.of(model, virtual, Cell.TIE).weighing(2 * VIRTUAL));
            }
            Fit fit = BradleyTerry.fit(cells.build().tally());
            return IntStream.range(0, models)
                    .mapToDouble(model -> fit.strength(model) - fit.strength(virtual))
                    .toArray();
        }

        /** The modes of Beta(a + votes meant, b + votes not meant). */
        private double[] reliabilities(double[] meant) {
            double[] sum = new double[votes.length];
            for (int row = 0; row < meant.length; row++) {
                sum[preferences.get(row).rater()] += count[row] * meant[row];
            }
            double[] modes = new double[votes.length];
            Arrays.setAll(modes, rater -> (sum[rater] + prior.a() - 1) / (votes[rater] + prior.a() + prior.b() - 2));
            return modes;
        }

        private double objective() {
            double objective = 0;
            for (int row = 0; row < count.length; row++) {
                double forth = reliability(row) * Logistic.sigma(lead(row));
                double back = (1 - reliability(row)) * Logistic.sigma(-lead(row));
                objective -= count[row] * Math.log(forth + back);
            }
            for (double strength : strengths) {
                objective -= VIRTUAL * (Math.log(Logistic.sigma(strength)) + Math.log(Logistic.sigma(-strength)));
            }
            for (double reliability : reliabilities) {
                objective -= (prior.a() - 1) * Math.log(reliability) + (prior.b() - 1) * Math.log(1 - reliability);
            }
            return objective;
        }

        private double reliability(int row) {
            return reliabilities[preferences.get(row).rater()];
        }

        private double lead(int row) {
            return strengths[preferences.get(row).winner()]
                    - strengths[preferences.get(row).loser()];
        }

        private static double distance(double[] from, double[] to) {
            return IntStream.range(0, from.length)
                    .mapToDouble(i -> Math.abs(from[i] - to[i]))
                    .max()
                    .orElse(0);
        }

        private static double[] centred(double[] strengths) {
            double mean = Arrays.stream(strengths).average().orElse(0);
            return Arrays.stream(strengths).map(strength -> strength - mean).toArray();
        }
    }
}
