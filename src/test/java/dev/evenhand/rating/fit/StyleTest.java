package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.standardErrors;
import static dev.evenhand.rating.fit.Specification.BRADLEY_TERRY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StyleTest {
    private static final StyleFeatures LONG = new StyleFeatures(0, 300, 0, 0, 0);
    private static final StyleFeatures SHORT = new StyleFeatures(0, 100, 0, 0, 0);

    /** Equal models; of two responses the longer one, three times as long, wins twice as often as not. */
    private static Cells longWins(int k) {
        return Cells.among(2)
                .add(Cell.of(A, B, WIN).times(2 * k), LONG, SHORT)
                .add(Cell.of(A, B, LOSS).times(k), LONG, SHORT)
                .add(Cell.of(A, B, LOSS).times(2 * k), SHORT, LONG)
                .add(Cell.of(A, B, WIN).times(k), SHORT, LONG)
                .build();
    }

    @Test
    void whatLengthWonIsNotTheModels() {
        Fit fit = BRADLEY_TERRY.with(Style.LENGTH).fit(longWins(1_000_000));

        Effect length = fit.effect(Effect.Kind.LENGTH).orElseThrow();
        assertEquals(.5, length.unit(), 1e-15);
        assertEquals(Math.log(2), length.estimate(), 1e-6);
        assertEquals(0, fit.strength(A), 1e-12);
    }

    @Test
    void aCoefficientIsDrawnToZeroAgainstTheSumOfLosses() {
        // The slope is zero where 2 − 6σ(β) votes' surplus balances λβ.
        for (double penalty : new double[] {.01, .5, 3}) {
            Fit fit = BRADLEY_TERRY
                    .with(new Style(List.of(Style.Feature.LENGTH), penalty))
                    .fit(longWins(1));

            double beta = fit.effects().getFirst().estimate();
            assertEquals(penalty * beta, 4 - 6 * Logistic.sigma(beta), 1e-12);
            assertEquals(
                    1 / Math.sqrt(6 * Logistic.sigma(beta) * Logistic.sigma(-beta) + penalty),
                    Covariance.fisher(fit).standardError(fit.effects().getFirst()),
                    1e-12);
        }
    }

    @Test
    void strengthsAreNotPenalised() {
        Cells lopsided = Cells.among(2)
                .add(Cell.of(A, B, WIN).times(9), LONG, SHORT)
                .add(Cell.of(A, B, WIN).times(9), SHORT, LONG)
                .add(Cell.of(A, B, LOSS), LONG, SHORT)
                .add(Cell.of(A, B, LOSS), SHORT, LONG)
                .build();

        Fit fit = BRADLEY_TERRY.with(Style.LENGTH).fit(lopsided);

        assertEquals(Math.log(9), fit.strength(A) - fit.strength(B), 1e-12);
        assertEquals(0, fit.effects().getFirst().estimate(), 1e-12);
    }

    @Test
    void aFeatureThatNeverDiffersIsLeftOutAndNamed() {
        Fit fit = BRADLEY_TERRY.with(Style.FULL).fit(longWins(5));

        assertEquals(List.of(Style.Feature.HEADERS, Style.Feature.LISTS, Style.Feature.BOLD), fit.leftOut());
        assertEquals(1, fit.effects().size());
    }

    @Test
    void votesWithoutAStyleCountAsIfItDidNotMatter() {
        Cells.Builder cells = Cells.among(3);
        cells.add(Cell.of(B, C, WIN).times(3)).add(Cell.of(B, C, LOSS));
        longWinsInto(cells);

        Fit fit = BRADLEY_TERRY.with(Style.LENGTH).fit(cells.build());

        assertEquals(Math.log(3), fit.strength(B) - fit.strength(C), 1e-12);
        assertEquals(0, fit.strength(A) - fit.strength(B), 1e-12);
    }

    private static void longWinsInto(Cells.Builder cells) {
        cells.add(Cell.of(A, B, WIN).times(2), LONG, SHORT)
                .add(Cell.of(A, B, LOSS), LONG, SHORT)
                .add(Cell.of(A, B, LOSS).times(2), SHORT, LONG)
                .add(Cell.of(A, B, WIN), SHORT, LONG);
    }

    @Test
    void withoutAnyStyleStrengthsAreBradleyAndTerrys() {
        Fit fit = BRADLEY_TERRY.with(Style.FULL).fit(Examples.fourPlayers(1));

        assertArrayEquals(BRADLEY_TERRY.fit(Examples.fourPlayers(1)).strengths(), fit.strengths(), 1e-13);
        assertEquals(List.of(Style.Feature.values()), fit.leftOut());
    }

    @Test
    void whatWasPutInIsFoundAgain() {
        Cells cells = invented(40_000, new double[] {.4, -.2, .1, .3});

        Fit fit = BRADLEY_TERRY.with(Style.FULL).withPosition().fit(cells);

        Covariance independent = Covariance.independent(fit);
        double[] put = {.2, .4, -.2, .1, .3};
        for (int i = 0; i < put.length; i++) {
            Effect effect = fit.effects().get(i);
            double error = independent.standardError(effect);
            assertEquals(
                    put[i],
                    effect.estimate() / effect.unit(),
                    4 * error / effect.unit(),
                    effect.kind().name());
            assertTrue(error / effect.unit() < .06);
        }
        assertArrayEquals(new double[] {.8, 0, -.8}, fit.strengths(), .06);
        // The model holds and votes are independent: so all errors say the same.
        assertArrayEquals(
                standardErrors(Covariance.fisher(fit)),
                standardErrors(Interval.TWO_WAY.covariance(fit, cells).orElseThrow()),
                .003);
    }

    /** Of three models whose strengths lie 0.8 apart, with effects for a whole difference of each feature. */
    private static Cells invented(int votes, double[] effects) {
        Random random = new Random(5);
        Cells.Builder cells = Cells.among(3);
        for (int vote = 0; vote < votes; vote++) {
            int model = random.nextInt(3);
            int rival = (model + 1 + random.nextInt(2)) % 3;
            StyleFeatures a = styled(random);
            StyleFeatures b = styled(random);
            Cell.Shown shown = Cell.Shown.values()[random.nextInt(3)];
            double eta = .8 * (rival - model) + .2 * shown.sign;
            for (Style.Feature feature : Style.Feature.values()) {
                eta += effects[feature.ordinal()] * feature.difference(a, b);
            }
            double score = random.nextDouble() < Logistic.sigma(eta) ? WIN : LOSS;
            Cell cell = Cell.of(model, rival, score)
                    .by(random.nextInt(2_000))
                    .on(random.nextInt(1_000))
                    .showing(shown);
            cells.add(cell, a, b);
        }
        return cells.build();
    }

    private static StyleFeatures styled(Random random) {
        return new StyleFeatures(0, 1 + random.nextInt(500), random.nextInt(4), random.nextInt(4), random.nextInt(4));
    }

    @Test
    void whatIsNoStyleIsRefused() {
        List<Style.Feature> length = List.of(Style.Feature.LENGTH);

        assertThrows(IllegalArgumentException.class, () -> new Style(length, 0));
        assertThrows(IllegalArgumentException.class, () -> new Style(length, Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Style(List.of(Style.Feature.LENGTH, Style.Feature.LENGTH), 1));
    }
}
