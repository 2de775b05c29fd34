package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.D;
import static dev.evenhand.rating.fit.Examples.fit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WinRatesTest {
    private final Fit fit = fit(Examples.fourPlayers(4));
    private final Covariance covariance = Covariance.independent(fit);

    @Test
    void observedRatesAreWhatTheVotesSay() {
        double[][] observed = WinRates.observed(Cells.of(
                        3,
                        List.of(
                                Cell.of(A, B, WIN).times(6),
                                Cell.of(B, A, WIN),
                                Cell.of(B, A, TIE).times(3)))
                .tally());

        assertEquals(.75, observed[A][B], 1e-15);
        assertEquals(.25, observed[B][A], 1e-15);
        assertTrue(Double.isNaN(observed[A][C]) && Double.isNaN(observed[A][A]));
    }

    @Test
    void expectedRatesOfTwoModelsSumToOne() {
        double[][] expected = WinRates.expected(fit);

        assertEquals(fit.probability(D, A), expected[D][A]);
        for (int model = 0; model < 4; model++) {
            assertTrue(Double.isNaN(expected[model][model]));
            for (int rival = 0; rival < model; rival++) {
                assertEquals(1, expected[model][rival] + expected[rival][model], 1e-15);
            }
        }
    }

    @Test
    void theMeanOfARowIsTheRateAgainstTheField() {
        double[] field = WinRates.againstTheField(fit);
        for (int model = 0; model < 4; model++) {
            double[] row = Arrays.stream(WinRates.expected(fit)[model])
                    .filter(rate -> !Double.isNaN(rate))
                    .toArray();

            assertEquals(Arrays.stream(row).average().orElseThrow(), field[model], 1e-15);
            assertEquals(
                    field[model],
                    WinRates.againstTheField(fit, covariance, .95).get(model).rate());
        }
    }

    @Test
    void ofTwoModelsTheIntervalIsThatOfTheirDifference() {
        Cells cells = Cells.of(
                2, List.of(Cell.of(A, B, WIN).times(30), Cell.of(B, A, WIN).times(10)));
        Fit two = fit(cells);
        Covariance errors = Covariance.independent(two);

        WinRates.Rate rate = WinRates.againstTheField(two, errors, .95).get(A);

        double reach = 1.959963984540054 * errors.standardError(A, B);
        assertEquals(.75, rate.rate(), 1e-12);
        assertEquals(Math.sqrt(.75 * .25 / 40), rate.standardError(), 1e-12);
        assertEquals(Logistic.sigma(Math.log(3) - reach), rate.interval().lower(), 1e-12);
        assertEquals(Logistic.sigma(Math.log(3) + reach), rate.interval().upper(), 1e-12);
    }

    @Test
    void theErrorIsWhatTheBootstrapSees() {
        Cells cells = Examples.fourPlayers(40);
        Fit many = fit(cells);
        Resampling resampling = new Resampling(many, Clusters.byRater(cells));
        java.util.SplittableRandom random = new java.util.SplittableRandom(5);
        int replicates = 3_000;
        double[] rates = new double[replicates];
        Arrays.setAll(rates, k -> {
            double[] strengths = resampling.replicate(random).parameters().orElseThrow();
            return (Logistic.sigma(strengths[D] - strengths[A])
                            + Logistic.sigma(strengths[D] - strengths[B])
                            + Logistic.sigma(strengths[D] - strengths[C]))
                    / 3;
        });
        double mean = Arrays.stream(rates).average().orElseThrow();
        double variance =
                Arrays.stream(rates).map(rate -> (rate - mean) * (rate - mean)).sum() / (replicates - 1);

        double error = WinRates.againstTheField(many, Covariance.independent(many), .95)
                .get(D)
                .standardError();

        assertEquals(1, error / Math.sqrt(variance), 4 / Math.sqrt(2 * replicates));
    }

    @Test
    void slopesAreThoseOfTheExpectedScore() {
        double step = 1e-6;
        for (TieModel ties : TieModel.values()) {
            for (double eta : new double[] {-2.3, 0, .7}) {
                double shape = ties == TieModel.HALF ? Double.NaN : .4;

                assertEquals(
                        (ties.expectedScore(eta + step, shape) - ties.expectedScore(eta - step, shape)) / (2 * step),
                        ties.slope(eta, shape),
                        1e-9);
                if (ties != TieModel.HALF) {
                    assertEquals(
                            (ties.expectedScore(eta, shape + step) - ties.expectedScore(eta, shape - step))
                                    / (2 * step),
                            ties.shapeSlope(eta, shape),
                            1e-9);
                }
            }
        }
    }

    @Test
    void theErrorOfARateTakesThatOfTheTiesWithIt() {
        Cells cells = Examples.withTies();
        Fit davidson = Specification.BRADLEY_TERRY
                .with(TieModel.DAVIDSON)
                .withPosition()
                .fit(cells);
        Covariance errors = Covariance.independent(davidson);
        Effect ties = davidson.effect(Effect.Kind.TIES).orElseThrow();

        WinRates.Rate rate = WinRates.againstTheField(davidson, errors, .95).get(A);

        double[] contrast = new double[davidson.parameters().length];
        for (int rival : new int[] {B, C}) {
            double eta = davidson.strength(A) - davidson.strength(rival);
            double slope = TieModel.DAVIDSON.slope(eta, ties.estimate()) / 2;
            contrast[A] += slope;
            contrast[rival] -= slope;
            contrast[ties.place()] += TieModel.DAVIDSON.shapeSlope(eta, ties.estimate()) / 2;
        }
        assertEquals(errors.standardError(contrast), rate.standardError(), 1e-15);
        assertEquals(3, Ranks.of(davidson, errors, RankRule.MAX_Z, .95).all().size());
        assertEquals(1, Arrays.stream(Ranks.first(davidson, errors)).sum(), 1e-9);
    }

    @Test
    void noIntervalLeavesZeroToOne() {
        for (WinRates.Rate rate : WinRates.againstTheField(fit, covariance, .999999)) {
            assertTrue(0 < rate.interval().lower() && rate.interval().upper() < 1);
            assertTrue(rate.interval().contains(rate.rate()));
        }
        assertThrows(IllegalArgumentException.class, () -> WinRates.againstTheField(fit, covariance, 95));
    }
}
