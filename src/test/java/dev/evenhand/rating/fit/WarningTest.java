package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.fit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.fit.Warning.Code;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WarningTest {
    @Test
    void manyRatersOfManyVotesRaiseNone() {
        assertEquals(List.of(), warnings(panel(50, 0), Interval.RATER));
        assertEquals(List.of(), warnings(panel(50, 0), Interval.TWO_WAY));
    }

    @Test
    void fewRatersAndPromptsAreNamedWithTheirDegreesOfFreedom() {
        List<Warning> byRater = warnings(panel(49, 0), Interval.RATER);
        List<Warning> twoWay = warnings(panel(49, 12), Interval.TWO_WAY);

        assertEquals(Set.of(Code.FEW_RATERS), codes(byRater));
        assertEquals(
                "49 raters say little about raters in general: the interval uses t with 48 degrees of freedom.",
                byRater.getFirst().sentence());
        assertEquals(
                Map.of("count", 49L, "degreesOfFreedom", 48.0),
                byRater.getFirst().figures());
        assertEquals(Set.of(Code.FEW_RATERS, Code.FEW_PROMPTS), codes(twoWay));
        assertEquals(
                "12 prompts say little about prompts in general: the interval uses t with 10.9 degrees of freedom.",
                twoWay.get(1).sentence());
        assertEquals(List.of(), warnings(panel(49, 0), Interval.IID));
        Warning byPercentiles = warnings(panel(49, 0), Interval.BOOTSTRAP).getFirst();
        assertTrue(byPercentiles.sentence().endsWith("too narrow."));
        assertEquals(Map.of(), byPercentiles.figures());
    }

    @Test
    void aRaterWithMoreThanATwentiethIsNoticed() {
        List<Cell> votes = panel(60, 0);
        votes.add(Cell.of(A, B, WIN).by(3).times(21));
        assertEquals(Set.of(), codes(warnings(votes, Interval.RATER)));

        // 10 + 22 votes of 600 + 22.
        votes.add(Cell.of(A, B, WIN).by(3));
        List<Warning> warnings = warnings(votes, Interval.RATER);

        assertEquals(Set.of(Code.DOMINANT_RATER), codes(warnings));
        assertEquals(
                "One rater cast 5.1 % of the votes; the jackknife shows what hangs on that.",
                warnings.getFirst().sentence());
        assertEquals(Map.of("share", 32 / 622.0), warnings.getFirst().figures());
    }

    @Test
    void pairsWithFewVotesAreCountedWithThoseThatHaveNone() {
        List<Cell> votes = panel(60, 0);
        votes.add(Cell.of(B, C, WIN).by(1).times(9));
        votes.add(Cell.of(C, B, WIN).by(2).times(1));
        assertEquals(
                List.of(
                        "1 of 3 pairs have fewer than 10 votes: what they say of each other comes from the votes on others."),
                warnings(votes, 3).stream().map(Warning::sentence).toList());
        votes.removeIf(cell -> cell.count() == 9);
        votes.add(Cell.of(B, C, WIN).by(1).times(8));

        assertEquals(
                "2 of 3 pairs have fewer than 10 votes: what they say of each other comes from the votes on others.",
                warnings(votes, 3).getFirst().sentence());
        assertEquals(
                Map.of("pairs", 2L, "all", 3L, "votes", 10),
                warnings(votes, 3).getFirst().figures());
    }

    @Test
    void oneRaterSaysLittleWhateverTheInterval() {
        Cells one = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, WIN).by(0).times(30),
                        Cell.of(A, B, LOSS).by(0).times(30)));

        List<Warning> warnings = Warning.of(one, Interval.IID, Interval.IID.covariance(fit(one), one));

        assertEquals(Set.of(Code.FEW_RATERS, Code.DOMINANT_RATER), codes(warnings));
        assertEquals(
                "1 rater says little about raters in general.",
                warnings.getFirst().sentence());
        assertEquals(Set.of(Code.DOMINANT_RATER), codes(Warning.of(one)));
    }

    @Test
    void whereThereIsNoIntervalItSaysWhy() {
        Cells one = Cells.of(
                2,
                List.of(
                        Cell.of(A, B, WIN).by(0).on(0),
                        Cell.of(A, B, LOSS).by(0).on(1)));
        for (Interval interval : EnumSet.range(Interval.TWO_WAY, Interval.BOOTSTRAP)) {
            Warning first = Warning.of(one, interval, Optional.empty()).getFirst();
            assertEquals(Code.NO_INTERVAL, first.code());
            assertTrue(first.sentence().startsWith("There are fewer than two raters"), first.sentence());
        }
        assertThrows(IllegalArgumentException.class, () -> Warning.of(one, Interval.IID, Optional.empty()));

        Cells hanging = Cells.of(
                2,
                List.of(Cell.of(A, B, WIN).by(0).times(5), Cell.of(A, B, LOSS).by(1)));
        assertEquals(
                "Without any one of 2 raters the models would not stand on one scale: nobody can be left out.",
                Warning.of(hanging, Interval.JACKKNIFE, Interval.JACKKNIFE.covariance(fit(hanging), hanging))
                        .getFirst()
                        .sentence());
        assertTrue(Warning.of(hanging, Interval.BOOTSTRAP, Interval.BOOTSTRAP.covariance(fit(hanging), hanging))
                .getFirst()
                .sentence()
                .startsWith("Most draws"));
    }

    @Test
    void drawsThatWereThrownAwayAreCounted() {
        List<Cell> votes = panel(60, 0);
        votes.removeIf(cell -> cell.score() == LOSS && cell.rater() > 3);
        Cells cells = Cells.of(2, votes);
        Optional<Covariance> bootstrap = Interval.BOOTSTRAP.covariance(fit(cells), cells);

        Warning last = Warning.of(cells, Interval.BOOTSTRAP, bootstrap).getLast();

        assertEquals(Code.REDRAWN, last.code());
        assertTrue(
                last.sentence().matches("[1-9]\\d* draws of raters left models unconnected .*1000 were kept.*"),
                last.sentence());
    }

    @Test
    void codesAreWordsInKebabCase() {
        assertEquals("few-raters", Code.FEW_RATERS.word());
    }

    /** Ten votes on two models by each rater, on as many prompts as there are raters, or on fewer. */
    private static List<Cell> panel(int raters, int prompts) {
        List<Cell> votes = new ArrayList<>();
        for (int rater = 0; rater < raters; rater++) {
            int prompt = prompts == 0 ? rater : rater % prompts;
            votes.add(Cell.of(A, B, WIN).by(rater).on(prompt).times(6 + rater % 2));
            votes.add(Cell.of(A, B, LOSS)
                    .by(rater)
                    .on((prompt + 1) % (prompts == 0 ? raters : prompts))
                    .times(4 - rater % 2));
        }
        return votes;
    }

    private static List<Warning> warnings(List<Cell> votes, Interval interval) {
        Cells cells = Cells.of(2, votes);
        return Warning.of(cells, interval, interval.covariance(fit(cells), cells));
    }

    private static List<Warning> warnings(List<Cell> votes, int models) {
        Cells cells = Cells.of(models, votes);
        return Warning.of(cells, Interval.RATER, Interval.RATER.covariance(fit(cells), cells));
    }

    private static Set<Code> codes(List<Warning> warnings) {
        return warnings.stream().map(Warning::code).collect(Collectors.toSet());
    }
}
