package dev.evenhand.rating.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.board.Settings.Anchor;
import dev.evenhand.rating.board.Sliced.InSlice;
import dev.evenhand.rating.board.Sliced.Placed;
import dev.evenhand.rating.fit.Cell.Shown;
import dev.evenhand.rating.fit.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlicedTest {
    private static final List<String> MODELS = List.of("A", "B", "C");

    /** In “far” B beats A as often as A beats B elsewhere. */
    private static List<Placed> votes() {
        List<Placed> votes = new ArrayList<>();
        for (String slice : List.of("far", "near", "wide")) {
            boolean turned = slice.equals("far");
            add(votes, slice, "A", "B", turned ? 20 : 60, turned ? 60 : 20);
            add(votes, slice, "B", "C", 50, 30);
            add(votes, slice, "A", "C", 60, 20);
        }
        return votes;
    }

    private static void add(List<Placed> votes, String slice, String model, String rival, int wins, int losses) {
        votes.add(new Placed(slice, said(model, rival, Outcome.WIN, wins)));
        votes.add(new Placed(slice, said(model, rival, Outcome.LOSS, losses)));
    }

    private static Said said(String model, String rival, Outcome outcome, int votes) {
        return new Said(null, null, model, rival, outcome, Shown.UNKNOWN, votes, 1);
    }

    @Test
    void aPartThatGoesAnotherWayKeepsMostOfItsDifference() {
        Sliced sliced = Sliced.of("category", MODELS, votes(), Settings.DEFAULT);

        assertTrue(sliced.betweenVariance() > 0.01, sliced.toString());
        assertEquals(
                List.of("far", "near", "wide"),
                sliced.slices().stream().map(Sliced.Part::value).toList());
        InSlice a = of(sliced, 0, "A");
        InSlice b = of(sliced, 0, "B");
        assertTrue(b.raw() > a.raw() && b.rating() > a.rating(), sliced.toString());
        assertTrue(a.factor() > 0.5 && a.factor() < 1, sliced.toString());
        assertTrue(a.lower() < a.rating() && a.rating() < a.upper());
    }

    @Test
    void partsThatAreAlikeAreTheBoard() {
        List<Placed> alike = new ArrayList<>();
        for (String slice : List.of("x", "y")) {
            add(alike, slice, "A", "B", 60, 20);
            add(alike, slice, "B", "C", 50, 30);
        }

        Sliced sliced = Sliced.of("category", MODELS, alike, Settings.DEFAULT);

        assertEquals(0, sliced.betweenVariance());
        assertTrue(sliced.sentence().startsWith("Chance explains"), sliced.sentence());
        sliced.slices().forEach(part -> part.models().forEach(m -> assertEquals(m.board(), m.rating(), 1e-6)));
    }

    @Test
    void twoAnchorsStretchThePartsAsTheyStretchTheBoard() {
        Settings anchored = anchored(new Anchor("A", 100), new Anchor("C", 0));
        Sliced plain = Sliced.of("category", MODELS, votes(), Settings.DEFAULT);

        Sliced sliced = Sliced.of("category", MODELS, votes(), anchored);

        double stretch = 100 / (of(plain, 0, "A").board() - of(plain, 0, "C").board());
        assertEquals(100, of(sliced, 0, "A").board(), 1e-9);
        assertEquals(0, of(sliced, 1, "C").board(), 1e-9);
        assertEquals(
                stretch * (of(plain, 0, "A").rating() - of(plain, 0, "A").board()),
                of(sliced, 0, "A").rating() - 100,
                1e-9);
        assertEquals(stretch * of(plain, 0, "B").se(), of(sliced, 0, "B").se(), 1e-9);
    }

    @Test
    void votesThatSayNothingOfItBelongToTheBoardOnly() {
        List<Placed> votes = votes();
        votes.add(new Placed(null, said("A", "C", Outcome.TIE, 7)));
        votes.add(new Placed("lone", said("A", "D", Outcome.WIN, 1)));

        Sliced sliced = Sliced.of("category", List.of("A", "B", "C", "D"), votes, Settings.DEFAULT);

        assertEquals(7, sliced.without());
        assertEquals(728, sliced.votes());
        assertEquals(List.of("A", "B", "C"), sliced.models());
        InSlice inLone = of(sliced, 1, "A");
        assertEquals("lone", sliced.slices().get(1).value());
        assertEquals("It has no votes here.", inLone.missing());
        assertEquals(inLone.board(), inLone.rating(), 1e-9);
    }

    @Test
    void votesThatAreWorthNothingMoveNoOtherVoteToAnotherPart() {
        List<Placed> votes = votes();
        votes.addFirst(new Placed("near", said("A", "B", Outcome.TIE, 500)));
        Settings drop = Settings.DEFAULT.with(Settings.Ties.DROP);

        assertEquals(
                Sliced.of("category", MODELS, votes(), drop).slices().getFirst(),
                Sliced.of("category", MODELS, votes, drop).slices().getFirst());
    }

    @Test
    void ofTooManyPartsThoseWithTheMostVotesAreShown() {
        List<Placed> votes = votes();
        for (int part = 0; part < 120; part++) {
            votes.add(new Placed("part %03d".formatted(part), said("A", "B", Outcome.WIN, part + 1)));
        }

        Sliced sliced = Sliced.of("category", MODELS, votes, Settings.DEFAULT);

        assertEquals(100, sliced.slices().size());
        assertEquals("part 119", sliced.slices().get(98).value());
        assertEquals(23 * 24 / 2, sliced.without());
    }

    private static InSlice of(Sliced sliced, int slice, String model) {
        return sliced.slices().get(slice).models().stream()
                .filter(in -> in.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private static Settings anchored(Anchor... anchors) {
        Settings s = Settings.DEFAULT;
        return new Settings(
                s.rule(),
                s.ties(),
                s.bothBad(),
                Optional.of(Interval.IID),
                true,
                s.level(),
                false,
                s.style(),
                List.of(anchors),
                s.draws());
    }
}
