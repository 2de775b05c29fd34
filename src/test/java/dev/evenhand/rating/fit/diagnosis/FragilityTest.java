package dev.evenhand.rating.fit.diagnosis;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Connectivity;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Scale;
import dev.evenhand.rating.fit.diagnosis.Fragility.Flip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class FragilityTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;
    private static final int TRIED = 3;

    @Test
    void aLeadOfTwentyVotesHangsOnTwenty() {
        Cells cells = Cells.of(
                2, List.of(Cell.of(A, B, WIN).times(60), Cell.of(A, B, LOSS).times(40)));

        Flip flip = Fragility.ofVotes(fit(cells), cells).orElseThrow();

        assertEquals(new Flip(20, .2, B), flip);
    }

    @Test
    void aLeadOfTwoRatersHangsOnTwo() {
        Cells.Builder cells = Cells.among(2);
        for (int rater = 0; rater < 10; rater++) {
            cells.add(Cell.of(A, B, rater < 6 ? WIN : LOSS).times(4).by(rater));
        }
        Cells votes = cells.build();

        assertEquals(new Flip(2, .2, B), Fragility.ofRaters(fit(votes), votes).orElseThrow());
    }

    @Test
    void theVotesThatCountAreNotOnlyThoseBetweenTheFirstTwo() {
        Cells cells = Cells.of(
                3,
                List.of(
                        Cell.of(A, C, WIN).times(12),
                        Cell.of(A, C, LOSS).times(8),
                        Cell.of(B, C, WIN).times(11),
                        Cell.of(B, C, LOSS).times(9)));

        assertEquals(2, Fragility.ofVotes(fit(cells), cells).orElseThrow().removed(), 1);
    }

    @Test
    void unknownRatersCannotBeTakenAway() {
        Cells cells = Cells.of(2, List.of(Cell.of(A, B, .6).times(10)));

        assertEquals(Optional.empty(), Fragility.ofRaters(fit(cells), cells));
    }

    /** Small enough to try all choices of three votes. */
    @Test
    void soManyDoSufficeAndAreSeldomMoreThanTheFewest() {
        int found = 0;
        int fewestFound = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<Cell> votes = new ArrayList<>();
            for (int vote = 0; vote < 14; vote++) {
                int model = random.nextInt(3);
                votes.add(Cell.of(model, (model + 1 + random.nextInt(2)) % 3, random.nextInt(3) / 2.)
                        .by(vote));
            }
            Cells cells = Cells.of(3, votes);
            if (Connectivity.of(cells.tally()).whole()) {
                Fit fit = fit(cells);
                int fewest = fewest(fit, votes);
                long removed = Fragility.ofVotes(fit, cells).map(Flip::removed).orElse(Long.MAX_VALUE);

                assertTrue(removed >= fewest, seed + ": " + removed + " against " + fewest);
                if (fewest <= TRIED) {
                    found++;
                    fewestFound += removed == fewest ? 1 : 0;
                }
                // Each of these raters cast one vote.
                assertEquals(
                        removed,
                        Fragility.ofRaters(fit, cells).map(Flip::removed).orElse(Long.MAX_VALUE));
            }
        }

        assertTrue(fewestFound >= found - 1, fewestFound + " of " + found);
    }

    /** One more than is tried where no so few votes do. */
    private static int fewest(Fit fit, List<Cell> votes) {
        int fewest = TRIED + 1;
        for (int subset = 1; subset < 1 << votes.size(); subset++) {
            int size = Integer.bitCount(subset);
            if (size < fewest && overtaken(fit, votes, subset)) {
                fewest = size;
            }
        }
        return fewest;
    }

    private static boolean overtaken(Fit fit, List<Cell> votes, int removed) {
        List<Cell> kept = new ArrayList<>();
        for (int vote = 0; vote < votes.size(); vote++) {
            if ((removed >> vote & 1) == 0) {
                kept.add(votes.get(vote));
            }
        }
        Cells cells = Cells.of(3, kept);
        if (!Connectivity.of(cells.tally()).whole()) {
            return false;
        }
        double[] strengths = fit(cells).strengths();
        int leader = 0;
        for (int model = 1; model < 3; model++) {
            leader = fit.strength(model) > fit.strength(leader) ? model : leader;
        }
        double lead = strengths[leader] - 1e-9;
        strengths[leader] = Double.NEGATIVE_INFINITY;
        return Arrays.stream(strengths).max().orElseThrow() >= lead;
    }

    @Test
    void theRaterWhoMovesTheBoardMostComesFirst() {
        Cells.Builder cells = Cells.among(3);
        Random random = new Random(3);
        for (int rater = 0; rater < 20; rater++) {
            for (int vote = 0; vote < 30; vote++) {
                int model = random.nextInt(3);
                int rival = (model + 1 + random.nextInt(2)) % 3;
                double better = rater == 7 ? -2 : 1;
                boolean won = random.nextDouble() < 1 / (1 + Math.exp(better * (model - rival)));
                cells.add(Cell.of(model, rival, won ? WIN : LOSS).by(rater));
            }
        }
        Cells votes = cells.build();
        Fit fit = fit(votes);

        List<RaterInfluence> influences = RaterInfluence.of(fit, votes, 20);

        assertEquals(20, influences.size());
        assertEquals(7, influences.getFirst().rater());
        assertEquals(30, influences.getFirst().votes());
        for (RaterInfluence influence : influences) {
            Fit without = fit(votes.only(at -> votes.cell(at).rater() != influence.rater()));
            Change exact = influence.exact().orElseThrow();
            assertEquals(
                    Scale.ELO * Math.abs(without.strength(exact.rated()) - fit.strength(exact.rated())),
                    exact.rating(),
                    1e-6);
            assertEquals(exact.rating(), influence.step(), .2 * exact.rating() + .5);
        }
        assertTrue(RaterInfluence.of(fit, votes, 0).getFirst().exact().isEmpty());
    }

    @Test
    void theBoardIsHeldAgainstItselfWithoutTies() {
        Cells half = Cells.of(
                3,
                List.of(
                        Cell.of(A, B, WIN).times(12),
                        Cell.of(A, B, TIE).times(6),
                        Cell.of(A, B, LOSS).times(7),
                        Cell.of(B, C, WIN).times(10),
                        Cell.of(B, C, TIE).times(5),
                        Cell.of(B, C, LOSS).times(5),
                        Cell.of(A, C, WIN).times(9),
                        Cell.of(A, C, TIE).times(3),
                        Cell.of(A, C, LOSS).times(3)));
        SequencedMap<String, Cells> treatments = new LinkedHashMap<>();
        treatments.put("half", half);
        treatments.put("dropped", half.withoutTies());
        treatments.put("nothing left", Cells.of(3, List.of()));

        SequencedMap<String, Optional<Change>> changes = TieSensitivity.of(fit(half), treatments);

        assertEquals(List.copyOf(treatments.keySet()), List.copyOf(changes.keySet()));
        assertEquals(0, changes.get("half").orElseThrow().rating(), 1e-9);
        Change dropped = changes.get("dropped").orElseThrow();
        assertEquals(Scale.ELO * (.6042605625 - .4562203038), dropped.rating(), 1e-6);
        assertEquals(C, dropped.rated());
        assertEquals(0, dropped.rank());
        assertFalse(dropped.anotherFirst());
        assertEquals(1.32, dropped.stretch(), .01);
        assertTrue(dropped.beyondStretch() < 2);
        assertTrue(changes.get("nothing left").isEmpty());
    }

    @Test
    void aChangeTellsWhoMovesAndWhetherTheFirstDoes() {
        Change change = Change.between(new double[] {1, .5, -1.5}, new double[] {.2, 1, -1.2});

        assertEquals(Scale.ELO * .8, change.rating(), 1e-9);
        assertEquals(A, change.rated());
        assertEquals(1, change.rank());
        assertTrue(change.anotherFirst());
        assertFalse(Change.between(new double[] {1, -1}, new double[] {2, -2}).anotherFirst());
        assertEquals(
                2, Change.between(new double[] {1, -1}, new double[] {2, -2}).stretch(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> Change.between(new double[1], new double[2]));
    }

    private static Fit fit(Cells cells) {
        return BradleyTerry.fit(cells.tally());
    }
}
