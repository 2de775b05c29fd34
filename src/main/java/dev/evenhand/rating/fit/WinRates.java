package dev.evenhand.rating.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Win rates of all models against all: those that were observed, and those that a fit expects whatever the schedule of
 * battles was.
 *
 * <p>Raw win rates of a model differ from expected ones because it may have met strong rivals more often than weak ones.
 * Ties count as half throughout.
 */
public final class WinRates {
    private WinRates() {}

    /** Expected against the field, and where it lies with the confidence that was asked for. */
    public record Rate(double rate, double standardError, Bounds interval) {}

    /** Of row against column; not a number where there are no votes, nor of a model against itself. */
    public static double[][] observed(Tally tally) {
        double[][] rates = new double[tally.models()][tally.models()];
        for (double[] row : rates) {
            Arrays.fill(row, Double.NaN);
        }
        for (Tally.Pair pair : tally.pairs()) {
            rates[pair.model()][pair.rival()] = pair.rate();
            rates[pair.rival()][pair.model()] = pair.rivalScore() / pair.weight();
        }
        return rates;
    }

    /** Of row against column; not a number of a model against itself. */
    public static double[][] expected(Fit fit) {
        double[][] rates = new double[fit.models()][fit.models()];
        for (int model = 0; model < rates.length; model++) {
            for (int rival = 0; rival < rates.length; rival++) {
                rates[model][rival] = rival == model ? Double.NaN : fit.probability(model, rival);
            }
        }
        return rates;
    }

    /** For each model the mean probability of being preferred to one of the others, each of them equally often. */
    public static double[] againstTheField(Fit fit) {
        double[] rates = new double[fit.models()];
        for (int model = 0; model < rates.length; model++) {
            double sum = 0;
            for (int rival = 0; rival < rates.length; rival++) {
                sum += rival == model ? 0 : fit.probability(model, rival);
            }
            rates[model] = sum / (rates.length - 1);
        }
        return rates;
    }

    /**
     * The same with its error, by the delta method from the errors of all strengths. The interval is taken on the scale of
     * logits, so that it stays between 0 and 1.
     */
    public static List<Rate> againstTheField(Fit fit, Covariance covariance, double level) {
        double quantile = covariance.quantile(level);
        double[] rates = againstTheField(fit);
        List<Rate> all = new ArrayList<>();
        for (int model = 0; model < rates.length; model++) {
            double rate = rates[model];
            double error = covariance.standardError(gradient(fit, model));
            double reach = quantile * error / (rate * (1 - rate));
            double centre = Logistic.logit(rate);
            all.add(new Rate(rate, error, new Bounds(Logistic.sigma(centre - reach), Logistic.sigma(centre + reach))));
        }
        return List.copyOf(all);
    }

    /** How the rate against the field changes with each parameter. */
    private static double[] gradient(Fit fit, int model) {
        double[] gradient = new double[fit.parameters().length];
        for (int rival = 0; rival < fit.models(); rival++) {
            if (rival != model) {
                double[] slopes = fit.slopes(model, rival);
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += slopes[i] / (fit.models() - 1);
                }
            }
        }
        return gradient;
    }
}
