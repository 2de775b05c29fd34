package dev.evenhand.rating.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.board.Comparison.Anytime;
import dev.evenhand.rating.fit.Cell.Shown;
import dev.evenhand.rating.fit.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuelTest {
    @Test
    void votesOfUnknownRatersAreFedOneByOne() {
        List<Decision> decisions = new ArrayList<>();
        decisions.addAll(Collections.nCopies(6478, new Decision(null, true)));
        decisions.addAll(Collections.nCopies(3522, new Decision(null, false)));

        Anytime anytime = anytime(decisions);

        assertEquals(.628754730132, anytime.lower(), 1e-11);
        assertEquals(.666536939603, anytime.upper(), 1e-11);
        assertEquals(190.5084147, Math.log10(anytime.eValue()), 1e-7);
        assertEquals(10_000, anytime.fed());
        assertEquals("vote", anytime.fedBy());
    }

    @Test
    void whatARaterSaysAfterTheFirstDecidedVoteChangesNothing() {
        List<Decision> firsts = IntStream.range(0, 40)
                .mapToObj(rater -> new Decision("rater " + rater, rater % 8 != 0))
                .toList();
        List<Decision> all = new ArrayList<>();
        for (Decision first : firsts) {
            all.add(first);
            all.addAll(Collections.nCopies(7, new Decision(first.rater(), !first.won())));
        }

        assertEquals(anytime(firsts), anytime(all));
        assertEquals(40, anytime(all).fed());
        assertEquals("rater", anytime(all).fedBy());
    }

    @Test
    void theOrderOfTheRecordDecidesWhichVoteIsTheFirst() {
        List<Decision> decisions = new ArrayList<>();
        for (int rater = 0; rater < 30; rater++) {
            decisions.add(new Decision("rater " + rater, true));
            decisions.add(new Decision("rater " + rater, false));
        }

        assertTrue(anytime(decisions).lower() > .5);
        assertTrue(anytime(decisions.reversed()).upper() < .5);
    }

    /** B(½ + n, ½)/B(½, ½) · 2ⁿ is 14.4 for six and 26.8 for seven wins without a loss. */
    @Test
    void itIsDecidedAtARaterAndNotAtAVote() {
        List<Decision> decisions = new ArrayList<>();
        for (int rater = 0; rater < 12; rater++) {
            decisions.addAll(Collections.nCopies(5, new Decision("rater " + rater, true)));
        }

        assertNull(anytime(decisions.subList(0, 30)).decidedAt());
        assertEquals(7, anytime(decisions.subList(0, 31)).decidedAt());
        assertEquals(7, anytime(decisions).decidedAt());
        assertEquals(12, anytime(decisions).fed());
    }

    @Test
    void nobodyKnownIsSomebodyElseEachTime() {
        List<Decision> decisions = List.of(
                new Decision("one", true),
                new Decision(null, true),
                new Decision("one", true),
                new Decision(null, true));

        Anytime anytime = anytime(decisions);

        assertEquals(3, anytime.fed());
        assertEquals("rater", anytime.fedBy());
    }

    @Test
    void beforeAnyDecidedVoteEverythingIsOpen() {
        Anytime anytime = anytime(List.of());

        assertEquals(new Anytime(0., 1., 1, null, 0, "vote"), anytime);
    }

    private static Anytime anytime(List<Decision> decisions) {
        List<Said> between = new ArrayList<>();
        between.add(new Said(null, null, "New", "Old", Outcome.TIE, Shown.UNKNOWN, 1, 1));
        for (Decision decision : decisions) {
            Outcome outcome = decision.won() ? Outcome.WIN : Outcome.LOSS;
            between.add(new Said(decision.rater(), null, "New", "Old", outcome, Shown.UNKNOWN, 1, 1));
        }
        Field.Builder field = Field.under(Settings.DEFAULT);
        between.forEach(field::add);
        Board board = Board.of(field.build(), Settings.DEFAULT);
        return Duel.of("New", "Old", between, Settings.DEFAULT, Interval.IID)
                .comparison(decisions, board, null, List.of())
                .anytime();
    }
}
