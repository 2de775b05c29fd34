package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.UNKNOWN;
import static dev.evenhand.rating.fit.Cell.WIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PanelTest {
    private static final int PEEKS = 10_000;

    @Test
    void aRaterIsFedOnceWhenComplete() {
        Panel panel = Panel.ofMeans(.95, 3);

        panel.add(7, WIN);
        panel.add(8, LOSS);
        panel.add(7, WIN);
        assertEquals(0, panel.sequence().observations());
        panel.add(7, LOSS);
        assertEquals(1, panel.sequence().observations());
        panel.add(7, LOSS);
        panel.add(7, LOSS);

        assertEquals(1, panel.sequence().observations());
        assertEquals(1, panel.incomplete());
        EmpiricalBernstein byHand = new EmpiricalBernstein(.95);
        byHand.add(2 / 3.);
        assertEquals(byHand.bounds(), panel.sequence().bounds());
        assertEquals(byHand.logEValue(), panel.sequence().logEValue());
    }

    @Test
    void whereNobodyRepeatsItIsTheSequenceOfVotes() {
        Panel known = Panel.ofFirstVotes(.95);
        Panel unknown = Panel.ofFirstVotes(.95);
        BetaMixture votes = new BetaMixture(.95);
        for (int vote = 0; vote < 200; vote++) {
            double score = vote % 3 == 0 ? LOSS : WIN;
            known.add(vote, score);
            unknown.add(UNKNOWN, score);
            votes.add(score);
        }

        assertEquals(votes.bounds(), known.sequence().bounds());
        assertEquals(votes.bounds(), unknown.sequence().bounds());
        assertEquals(votes.settledAt(), known.sequence().settledAt());
    }

    @Test
    void whatIsNoScoreIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Panel.ofMeans(.95, 0));
        assertThrows(IllegalArgumentException.class, () -> Panel.ofMeans(.95, 2).add(0, Double.NaN));
        assertThrows(
                IllegalArgumentException.class, () -> Panel.ofFirstVotes(.95).add(0, Cell.TIE));
    }

    @Test
    void whoseVoteIsRefusedMaySpeakAgain() {
        Panel panel = Panel.ofFirstVotes(.95);
        assertThrows(IllegalArgumentException.class, () -> panel.add(0, Cell.TIE));

        panel.add(0, WIN);

        assertEquals(1, panel.sequence().observations());
    }

    @Test
    void independentVotesRaiseFewFalseAlarms() {
        int alarms = 0;
        for (int run = 0; run < 400; run++) {
            SplittableRandom random = new SplittableRandom(run);
            Panel panel = Panel.ofFirstVotes(.95);
            for (int vote = 0; vote < PEEKS; vote++) {
                panel.add(UNKNOWN, random.nextBoolean() ? WIN : LOSS);
            }
            alarms += panel.sequence().settledAt().isPresent() ? 1 : 0;
        }

        assertFew(alarms, 400);
        assertTrue(alarms > 0, "one that never speaks says nothing");
    }

    @Test
    void aHundredRatersOfStrongTasteRaiseFewFalseAlarms() {
        assertFew(alarms(400, () -> fed(Panel.ofFirstVotes(.95))), 400);
        assertFew(alarms(400, () -> fed(Panel.ofMeans(.95, 20))), 400);
    }

    @Test
    void fedByVoteTheSameRatersWouldRaiseMany() {
        int alarms = alarms(100, () -> {
            BetaMixture sequence = new BetaMixture(.95);
            return new Fed((rater, score) -> sequence.add(score), sequence);
        });

        assertTrue(alarms > 30, alarms + " alarms in 100");
    }

    @Test
    void aPanelSettlesOnWhatIsThere() {
        Panel panel = Panel.ofMeans(.95, 20);
        for (int vote = 0; vote < PEEKS; vote++) {
            panel.add(vote % 100, vote % 4 == 0 ? LOSS : WIN);
        }

        assertTrue(panel.sequence().settledAt().isPresent());
        assertTrue(panel.sequence().bounds().orElseThrow().contains(.75));
    }

    private interface Feed {
        void add(int rater, double score);
    }

    private record Fed(Feed feed, ConfidenceSequence sequence) {}

    private static Fed fed(Panel panel) {
        return new Fed(panel::add, panel.sequence());
    }

    /**
     * In how many runs even was ever excluded, looked at after each of 10,000 votes of 100 raters, whose tastes differ with a
     * standard deviation of one logit and whom the models please equally on average.
     */
    private static int alarms(int runs, Supplier<Fed> sequences) {
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(run);
            double[] taste = new double[100];
            Arrays.setAll(taste, rater -> Logistic.sigma(random.nextGaussian()));
            Fed fed = sequences.get();
            for (int vote = 0; vote < PEEKS; vote++) {
                int rater = random.nextInt(taste.length);
                fed.feed().add(rater, random.nextDouble() < taste[rater] ? WIN : LOSS);
            }
            alarms += fed.sequence().settledAt().isPresent() ? 1 : 0;
        }
        return alarms;
    }

    /** At most 5 %, and three standard errors of so many runs. */
    private static void assertFew(int alarms, int runs) {
        double most = .05 * runs + 3 * Math.sqrt(.05 * .95 * runs);
        assertTrue(alarms <= most, alarms + " alarms in " + runs);
    }
}
