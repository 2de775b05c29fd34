package dev.evenhand.rating.fit;

/** Win rates that a fit expects, whatever the schedule of battles was. */
public final class WinRates {
    private WinRates() {}

    /**
     * For each model the mean probability of being preferred to one of the others, each of them equally often.
     *
     * <p>Raw win rates differ from these because a model may have met strong rivals more often than weak ones.
     */
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
}
