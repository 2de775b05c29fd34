package dev.evenhand.rating.fit.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.sequential.TrueSkill.Belief;
import dev.evenhand.rating.fit.sequential.TrueSkill.Beliefs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TrueSkillTest {
    /** What EQ-Bench 3 starts from. */
    private static final TrueSkill STILL = new TrueSkill(1200, 350 / 3.0, 350 / 6.0, 0, 0);

    private static final double PRINTED = 5e-7;

    @Test
    void aWinBetweenTwoUnknown() {
        Beliefs after = STILL.won(STILL.unknown(), STILL.unknown());

        assertBelief(1258.873092, 100.722739, after.model());
        assertBelief(1141.126908, 100.722739, after.rival());
    }

    @Test
    void anUpset() {
        Beliefs after = STILL.won(new Belief(1200, 30), new Belief(1300, 50));

        assertBelief(1213.515112, 28.922791, after.model());
        assertBelief(1262.458022, 44.835761, after.rival());
    }

    @Test
    void whatLibrariesStartFrom() {
        TrueSkill usual = TrueSkill.usual();
        Beliefs won = usual.won(usual.unknown(), usual.unknown());
        Beliefs tied = usual.tied(usual.unknown(), usual.unknown());

        assertBelief(29.395832, 7.171476, won.model());
        assertBelief(20.604168, 7.171476, won.rival());
        assertBelief(25, 6.457516, tied.model());
        assertBelief(25, 6.457516, tied.rival());
    }

    /** With μ0 = 1200, σ0 = 400, β = 200 and τ = 4. */
    @Test
    void creativeWritingsConstants() {
        TrueSkill wandering = new TrueSkill(1200, 400, 200, 4, 0);
        Beliefs after = wandering.won(wandering.unknown(), wandering.unknown());

        assertBelief(1401.862712, 345.351191, after.model());
        assertBelief(998.137288, 345.351191, after.rival());
    }

    @Test
    void atNoMarginATieOfEqualsOnlySharpens() {
        Beliefs after = STILL.tied(STILL.unknown(), STILL.unknown());

        assertBelief(1200, 90.369611, after.model());
        assertEquals(after.model(), after.rival());
    }

    @Test
    void gamesAreTakenInTheirOrder() {
        List<Game> games = List.of(Game.won(0, 1), Game.won(1, 2), Game.won(2, 0));
        Belief forth = STILL.after(3, games).getFirst();
        Belief back = STILL.after(3, games.reversed()).getFirst();

        assertTrue(Math.abs(forth.mean() - back.mean()) > 1);
    }

    @Property
    void theSidesDoNotMatter(@ForAll(supplier = Sequences.class) List<Game> games) {
        List<Belief> forth = TrueSkill.usual().after(Sequences.MODELS, games);
        List<Belief> swapped = TrueSkill.usual()
                .after(Sequences.MODELS, games.stream().map(Game::swapped).toList());

        assertEquals(forth, swapped);
    }

    @Property
    void withoutWanderingEveryGameSharpens(@ForAll(supplier = Sequences.class) List<Game> games) {
        List<Belief> beliefs = STILL.after(Sequences.MODELS, games);

        for (int model = 0; model < Sequences.MODELS; model++) {
            int number = model;
            boolean played = games.stream().anyMatch(game -> game.model() == number || game.rival() == number);
            assertEquals(played, beliefs.get(model).deviation() < STILL.deviation());
        }
    }

    /** The precision-weighted mean Σ μ/σ² of both moves by nothing, as v is added to one and taken from the other. */
    @Property
    void whatTheWinnerGainsTheLoserLosesByTheirVariances(
            @ForAll @DoubleRange(min = -3000, max = 3000) double lead,
            @ForAll @DoubleRange(min = 1, max = 300) double deviation) {
        Belief winner = new Belief(lead, deviation);
        Belief loser = new Belief(0, 100);
        Beliefs after = STILL.won(winner, loser);

        double gain = (after.model().mean() - lead) / (deviation * deviation);
        double loss = -after.rival().mean() / (100.0 * 100);
        assertEquals(gain, loss, 1e-12 + 1e-6 * gain);
    }

    @Test
    void anUpsetBeyondAllDensitiesStaysANumber() {
        Beliefs after = STILL.won(new Belief(0, 1), new Belief(1e6, 1));

        assertEquals(0 + 1e6 / (2 * 350 * 350 / 36.0 + 2), after.model().mean(), 1e-3);
        assertTrue(after.model().deviation() < 1 && after.model().deviation() > .999);
    }

    @Test
    void theDrawMargin() {
        assertEquals(0, TrueSkill.drawMargin(0, 4));
        assertEquals(.125661347 * Math.sqrt(2) * 4, TrueSkill.drawMargin(.1, 4), 1e-8);
        assertThrows(IllegalArgumentException.class, () -> TrueSkill.drawMargin(1, 4));
        assertThrows(IllegalArgumentException.class, () -> TrueSkill.drawMargin(Double.NaN, 4));
    }

    @Test
    void whatItCannotTakeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> STILL.after(2, List.of(new Game(0, 1, .7))));
        assertThrows(IllegalArgumentException.class, () -> new TrueSkill(25, 0, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new TrueSkill(25, 1, 1, 0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Belief(Double.NaN, 1));
    }

    private static void assertBelief(double mean, double deviation, Belief actual) {
        assertEquals(mean, actual.mean(), PRINTED);
        assertEquals(deviation, actual.deviation(), PRINTED);
    }
}
