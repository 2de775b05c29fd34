package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.D;
import static dev.evenhand.rating.fit.Examples.fit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScaleTest {
    private final Fit fit = fit(Examples.fourPlayers(1));
    private final Covariance covariance = Covariance.independent(fit);

    @Test
    void twoAnchorsHaveTheRatingsGivenAndNoError() {
        List<Scale.Estimate> estimates = Scale.anchored(D, 1500, A, 200).estimates(fit, covariance, .95);

        assertEquals(1500, estimates.get(D).rating());
        assertEquals(0, estimates.get(D).standardError());
        assertEquals(200, estimates.get(A).rating(), 1e-12);
        assertEquals(0, estimates.get(A).standardError());
        double share = (fit.strength(B) - fit.strength(A)) / (fit.strength(D) - fit.strength(A));
        assertEquals(200 + 1300 * share, estimates.get(B).rating(), 1e-10);
    }

    @Test
    void theErrorBetweenTwoAnchorsIsThatOfTheSlopes() {
        Scale.Estimate estimate =
                Scale.anchored(D, 1500, A, 200).estimates(fit, covariance, .95).get(C);

        // As printed: ∂θᵢ 1300/D, ∂θ_h −1300/D − 1300(θᵢ − θ_h)/D², ∂θ_l 1300(θᵢ − θ_h)/D².
        double distance = fit.strength(D) - fit.strength(A);
        double below = fit.strength(C) - fit.strength(D);
        double[] slopes = new double[4];
        slopes[C] = 1300 / distance;
        slopes[D] = -1300 / distance - 1300 * below / (distance * distance);
        slopes[A] = 1300 * below / (distance * distance);
        assertEquals(covariance.standardError(slopes), estimate.standardError(), 1e-9);
        assertEquals(
                1.959963984540054 * estimate.standardError(),
                estimate.interval().upper() - estimate.rating(),
                1e-9);
    }

    @Test
    void atTheDistanceOfEloTheLowAnchorAddsWhatItsErrorIsWorth() {
        double elo = Scale.ELO * (fit.strength(D) - fit.strength(A));

        Scale two = Scale.anchored(D, 1000 + elo, A, 1000);

        assertEquals(Scale.anchored(A, 1000).rating(fit, B), two.rating(fit, B), 1e-9);
    }

    @Test
    void anchorsThatTheVotesTurnRoundAreRefused() {
        Scale turned = Scale.anchored(A, 1500, D, 200);

        assertThrows(IllegalArgumentException.class, () -> turned.rating(fit, B));
        assertThrows(IllegalArgumentException.class, () -> turned.standardError(fit, covariance, B));
    }

    @Test
    void anchorsOfOneStrengthAreRefused() {
        Fit circle = fit(Cells.of(
                3,
                Stream.of(Cell.of(A, B, WIN), Cell.of(B, C, WIN), Cell.of(C, A, WIN))
                        .toList()));

        assertThrows(IllegalArgumentException.class, () -> Scale.anchored(A, 1500, B, 200)
                .rating(circle, C));
    }

    @Test
    void whatIsNoPairOfAnchorsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Scale.anchored(A, 1500, A, 200));
        assertThrows(IllegalArgumentException.class, () -> Scale.anchored(A, 200, B, 1500));
        assertThrows(IllegalArgumentException.class, () -> Scale.anchored(A, Double.NaN, B, 200));
        assertThrows(IllegalArgumentException.class, () -> Scale.anchored(A, Double.POSITIVE_INFINITY, B, 200));
    }
}
