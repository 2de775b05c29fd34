package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadToHeadTest {
    @ParameterizedTest
    @CsvSource({
        "648, 1000, .617883867, .676983412, 106.01",
        "1296, 2000, .626803331, .668629223, 106.01",
        "6478, 10000, .638382987, .657103503, 105.86",
        "65, 100, .552544433, .736357517, 107.54",
        "13, 20, .432854277, .818808176, 107.54"
    })
    void wilsonsIntervalAndTheGap(int wins, int n, double lower, double upper, double gap) {
        HeadToHead duel = HeadToHead.of(votes(wins, 0, n - wins), A, B, Interval.IID);

        Proportion decided = duel.decided().orElseThrow();
        assertEquals((double) wins / n, decided.rate(), 1e-15);
        assertEquals(lower, decided.wilson(.95).lower(), 1e-9);
        assertEquals(upper, decided.wilson(.95).upper(), 1e-9);
        assertEquals(gap, decided.eloGap().orElseThrow(), 5e-3);
        assertEquals(1, decided.designEffect());
    }

    @Test
    void tiesAreSeenInOneRateAndNotInTheOther() {
        HeadToHead duel = HeadToHead.of(votes(60, 30, 10), A, B, Interval.IID);

        assertEquals(List.of(100L, 60L, 10L, 30L), List.of(duel.votes(), duel.wins(), duel.losses(), duel.ties()));
        assertEquals(6 / 7., duel.decided().orElseThrow().rate(), 1e-15);
        assertEquals(70, duel.decided().orElseThrow().n());
        assertEquals(.75, duel.halfTies().orElseThrow().rate(), 1e-15);
        assertEquals(100, duel.halfTies().orElseThrow().n());
    }

    @Test
    void seenFromTheOtherSideTheRateIsTheRest() {
        Cells votes = votes(60, 30, 10);

        HeadToHead there = HeadToHead.of(votes, A, B, Interval.IID);
        HeadToHead back = HeadToHead.of(votes, B, A, Interval.IID);

        assertEquals(60, back.losses());
        assertEquals(
                1 - there.decided().orElseThrow().rate(),
                back.decided().orElseThrow().rate(),
                1e-15);
        assertEquals(
                1 - there.halfTies().orElseThrow().rate(),
                back.halfTies().orElseThrow().rate(),
                1e-15);
    }

    @Test
    void votesOnOtherModelsDoNotCount() {
        Cells votes = Cells.of(
                3, List.of(Cell.of(A, C, WIN).times(5), Cell.of(B, C, LOSS).times(5)));

        HeadToHead duel = HeadToHead.of(votes, A, B, Interval.TWO_WAY);

        assertEquals(0, duel.votes());
        assertTrue(duel.decided().isEmpty() && duel.halfTies().isEmpty());
    }

    @Test
    void onlyTiesDecideNothing() {
        HeadToHead duel = HeadToHead.of(votes(0, 4, 0), A, B, Interval.IID);

        assertTrue(duel.decided().isEmpty());
        assertEquals(.5, duel.halfTies().orElseThrow().rate());
    }

    @Test
    void ratersWhoAlwaysSayTheSameAreWorthOneVoteEach() {
        List<Cell> cells = new ArrayList<>();
        for (int rater = 0; rater < 40; rater++) {
            cells.add(Cell.of(A, B, rater < 25 ? WIN : LOSS).by(rater).times(10));
        }

        Proportion decided = share(cells, Interval.RATER);

        // Every cluster of ten moves together: 10, times the correction 40/39.
        assertEquals(10 * 40 / 39., decided.designEffect(), 1e-12);
        assertEquals(39, decided.effectiveN(), 1e-12);
        assertEquals(39, decided.degreesOfFreedom());
    }

    @Test
    void ratersWhoAgreeByChanceDoNotMakeCertainty() {
        List<Cell> cells = new ArrayList<>();
        for (int rater = 0; rater < 2; rater++) {
            cells.add(Cell.of(A, B, WIN).by(rater).times(6));
            cells.add(Cell.of(A, B, LOSS).by(rater).times(4));
        }

        Proportion decided = share(cells, Interval.RATER);

        assertEquals(1, decided.designEffect());
        assertTrue(decided.wilson(.95).upper() - decided.wilson(.95).lower() > .9, "two raters are no crowd");
    }

    @Test
    void aUnanimousPanelCountsAsItsRaters() {
        List<Cell> cells = new ArrayList<>();
        for (int rater = 0; rater < 8; rater++) {
            cells.add(Cell.of(A, B, WIN).by(rater).on(rater % 4).times(5));
        }

        assertEquals(8, share(cells, Interval.RATER).effectiveN(), 1e-12);
        assertEquals(4, share(cells, Interval.TWO_WAY).effectiveN(), 1e-12);
        assertTrue(share(cells, Interval.RATER).eloGap().isEmpty());
    }

    @Test
    void oneRaterLeavesEverythingOpen() {
        Proportion decided = share(
                List.of(
                        Cell.of(A, B, WIN).by(0).times(30),
                        Cell.of(A, B, LOSS).by(0).times(10)),
                Interval.RATER);

        assertEquals(new Bounds(0, 1), decided.wilson(.95));
    }

    @Test
    void whereRatersAndPromptsCancelTheGreaterOfTheTwoStands() {
        List<Cell> cells = List.of(
                Cell.of(A, B, WIN).by(0).on(0).times(8),
                Cell.of(A, B, LOSS).by(0).on(1).times(8),
                Cell.of(A, B, LOSS).by(1).on(0).times(8),
                Cell.of(A, B, WIN).by(1).on(1).times(8),
                Cell.of(A, B, WIN).by(2).on(2).times(8),
                Cell.of(A, B, LOSS).by(3).on(3).times(8));

        // Sums of ±4: by rater 0, 0, 4, -4, by prompt likewise, six by both: 4/3 · 32 + 4/3 · 32 - 6/5 · 96 is below
        // zero.
        assertEquals(4 / 3. * 32 / (48 * .25), share(cells, Interval.TWO_WAY).designEffect(), 1e-12);
    }

    @Test
    void twoWayAddsRatersAndPromptsAndTakesOffWhatIsCountedTwice() {
        List<Cell> cells = List.of(
                Cell.of(A, B, WIN).by(0).on(0).times(4),
                Cell.of(B, A, LOSS).by(0).on(1).times(2),
                Cell.of(A, B, WIN).by(1).on(0).times(3),
                Cell.of(A, B, LOSS).by(1).on(2).times(5),
                Cell.of(A, B, LOSS).by(2).on(1).times(1),
                Cell.of(A, B, WIN).by(2).on(2).times(1),
                Cell.of(A, B, LOSS).on(2).times(4));
        double p = .5;

        Proportion decided = share(cells, Interval.TWO_WAY);

        // Sums of ±½ by rater: 3, -1, 0, four alone; by prompt: 3.5, .5, -4; by both: 2, 1, 1.5, -2.5, -.5, .5, four
        // alone.
        double byRater = 7 / 6. * (9 + 1 + 0 + 4 * .25);
        double byPrompt = 3 / 2. * (3.5 * 3.5 + .5 * .5 + 16);
        double both = 10 / 9. * (4 + 1 + 2.25 + 6.25 + .25 + .25 + 4 * .25);
        assertEquals(p, decided.rate(), 1e-15);
        assertEquals((byRater + byPrompt - both) / (20 * p * (1 - p)), decided.designEffect(), 1e-12);
        // Prompts of 7, 3 and 10 votes.
        assertEquals(400 / 158. - 1, decided.degreesOfFreedom(), 1e-14);
    }

    private static Proportion share(List<Cell> cells, Interval interval) {
        return HeadToHead.of(Cells.of(2, cells), A, B, interval).decided().orElseThrow();
    }

    private static Cells votes(int wins, int ties, int losses) {
        Cells.Builder cells = Cells.among(2);
        add(cells, WIN, wins);
        add(cells, TIE, ties);
        add(cells, LOSS, losses);
        return cells.build();
    }

    private static void add(Cells.Builder cells, double score, int times) {
        if (times > 0) {
            cells.add(Cell.of(A, B, score).times(times));
        }
    }
}
