package dev.evenhand.rating.fit.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.agreement.CrowdBt.Preference;
import dev.evenhand.rating.fit.agreement.CrowdBt.Prior;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrowdBtTest {
    /** Three raters who err once in four or five votes, and a fourth who says the opposite of the truth 0 > 1 > 2. */
    private static final List<Preference> EXAMPLE = example();

    /** The printed maxima were found by a gradient method, to this. */
    private static final double PRINTED = 2e-6;

    @Test
    void theWorkedExampleUnderAWidePrior() {
        CrowdBt crowd = CrowdBt.fit(3, 4, EXAMPLE, Prior.WIDE);

        assertEquals(2.459052, crowd.strength(0), PRINTED);
        assertEquals(0, crowd.strength(1), PRINTED);
        assertEquals(-2.459052, crowd.strength(2), PRINTED);
        for (int rater = 0; rater < 3; rater++) {
            assertEquals(.750309, crowd.reliability(rater), PRINTED);
        }
        assertEquals(.070276, crowd.reliability(3), PRINTED);
        assertEquals(33.867554, crowd.objective(), PRINTED);
    }

    /** The prior outweighs the fourth rater's votes: he passes for one who votes at random. */
    @Test
    void theWorkedExampleUnderATrustingPrior() {
        CrowdBt crowd = CrowdBt.fit(3, 4, EXAMPLE, Prior.TRUSTING);

        assertEquals(1.102507, crowd.strength(0), PRINTED);
        assertEquals(-1.102507, crowd.strength(2), PRINTED);
        for (int rater = 0; rater < 3; rater++) {
            assertEquals(.902632, crowd.reliability(rater), PRINTED);
        }
        assertEquals(.499387, crowd.reliability(3), PRINTED);
        assertEquals(49.230033, crowd.objective(), PRINTED);
    }

    /** Under a symmetric prior the crowd turned round fits as well; the start takes whoever votes at their word. */
    @Test
    void everyVoteTurnedRoundTurnsTheStrengthsRound() {
        List<Preference> turned = EXAMPLE.stream()
                .map(vote -> new Preference(vote.rater(), vote.loser(), vote.winner()))
                .toList();
        CrowdBt crowd = CrowdBt.fit(3, 4, EXAMPLE, Prior.WIDE);
        CrowdBt other = CrowdBt.fit(3, 4, turned, Prior.WIDE);

        assertEquals(crowd.strength(0), -other.strength(0), 1e-8);
        assertEquals(crowd.reliability(3), other.reliability(3), 1e-8);
        assertEquals(crowd.objective(), other.objective(), 1e-8);
    }

    @Test
    void theOrderOfVotesDoesNotMatter() {
        List<Preference> shuffled = new ArrayList<>(EXAMPLE);
        Collections.shuffle(shuffled, new Random(1));

        assertEquals(
                CrowdBt.fit(3, 4, EXAMPLE, Prior.WIDE).objective(),
                CrowdBt.fit(3, 4, shuffled, Prior.WIDE).objective());
    }

    @Test
    void aRaterWithoutVotesHasTheModeOfThePrior() {
        assertEquals(.9, CrowdBt.fit(3, 5, EXAMPLE, Prior.TRUSTING).reliability(4), 1e-12);
    }

    @Test
    void anUndefeatedModelHasAStrengthThatThePriorHolds() {
        List<Preference> votes = Collections.nCopies(20, new Preference(0, 0, 1));
        double strength = CrowdBt.fit(2, 1, votes, Prior.WIDE).strength(0);

        assertTrue(strength > 1 && strength < 5, "" + strength);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Preference(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Preference(-1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Prior(1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Prior(Double.NaN, 2));
    }

    private static List<Preference> example() {
        List<Preference> votes = new ArrayList<>();
        for (int rater = 0; rater < 3; rater++) {
            vote(votes, rater, 0, 1, 3);
            vote(votes, rater, 1, 0, 1);
            vote(votes, rater, 1, 2, 3);
            vote(votes, rater, 2, 1, 1);
            vote(votes, rater, 0, 2, 4);
            vote(votes, rater, 2, 0, 1);
        }
        vote(votes, 3, 1, 0, 4);
        vote(votes, 3, 2, 1, 4);
        vote(votes, 3, 2, 0, 5);
        return votes;
    }

    private static void vote(List<Preference> votes, int rater, int winner, int loser, int times) {
        votes.addAll(Collections.nCopies(times, new Preference(rater, winner, loser)));
    }
}
