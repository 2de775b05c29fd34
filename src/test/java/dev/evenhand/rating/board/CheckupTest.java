package dev.evenhand.rating.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.rating.board.Checkup.ByTieRule;
import dev.evenhand.rating.board.Checkup.Influential;
import dev.evenhand.rating.board.Checkup.Measure;
import dev.evenhand.rating.board.Settings.Ties;
import dev.evenhand.rating.fit.Cell.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckupTest {
    private static final List<String> MODELS = List.of("A", "B", "C", "D");

    /** Twelve raters on forty prompts, all of one mind but for chance; drawn from a seed. */
    private static List<Said> votes() {
        Random chance = new Random(11);
        List<Said> votes = new ArrayList<>();
        for (int vote = 0; vote < 720; vote++) {
            int model = chance.nextInt(4);
            int rival = (model + 1 + chance.nextInt(3)) % 4;
            double p = 1 / (1 + Math.exp(0.4 * (model - rival)));
            double drawn = chance.nextDouble();
            Outcome outcome = drawn < 0.2 ? Outcome.TIE : drawn < 0.2 + 0.8 * p ? Outcome.WIN : Outcome.LOSS;
            votes.add(new Said(
                    "r" + vote % 12,
                    "p" + chance.nextInt(40),
                    MODELS.get(model),
                    MODELS.get(rival),
                    outcome,
                    Shown.UNKNOWN,
                    1,
                    1));
        }
        return votes;
    }

    @Test
    void noNumberDependsOnWhichModelAVoteNamesFirst() {
        List<Said> turned = votes().stream().map(CheckupTest::turned).toList();

        Checkup one = of(votes());
        Checkup other = of(turned);

        assertEquals(one.fit().g2(), other.fit().g2(), 1e-9);
        assertEquals(one.circles().share(), other.circles().share(), 1e-9);
        assertEquals(
                one.fragility().votes().removed(), other.fragility().votes().removed());
        for (int i = 0; i < 4; i++) {
            Measure measure = one.agreement().measures().get(i);
            assertEquals(measure.value(), other.agreement().measures().get(i).value(), 1e-12);
        }
        for (int i = 0; i < 12; i++) {
            assertEquals(
                    one.reliability().raters().get(i).reliability(),
                    other.reliability().raters().get(i).reliability(),
                    1e-8);
        }
    }

    @Test
    void agreementDoesNotDependOnTheOrderOfModels() {
        Checkup one = of(votes());
        Checkup other = Checkup.of(List.of("C", "A", "D", "B"), votes(), Settings.DEFAULT, step -> {});

        for (int i = 0; i < 4; i++) {
            Measure measure = one.agreement().measures().get(i);
            assertEquals(measure.value(), other.agreement().measures().get(i).value(), 1e-12, measure.name());
        }
        assertEquals(
                one.reliability().raters().getFirst().accuracy(),
                other.reliability().raters().getFirst().accuracy(),
                1e-6);
    }

    @Test
    void aRatersFirstJudgementCounts() {
        List<Said> again = new ArrayList<>(votes());
        again.addAll(votes().stream().map(CheckupTest::othersWin).toList());

        Checkup.Agreement once = of(votes()).agreement();
        Checkup.Agreement twice = of(again).agreement();

        assertEquals(once.judgements(), twice.judgements());
        assertEquals(once.measures(), twice.measures());
    }

    private static Said othersWin(Said said) {
        Said turned = turned(said);
        return new Said(
                said.rater(),
                said.prompt(),
                said.model(),
                said.rival(),
                turned.outcome(),
                said.shownFirst(),
                said.votes(),
                said.weight());
    }

    @Test
    void amongRatersOfOneMindNobodyIsDoubtful() {
        Checkup.Reliabilities reliability = of(votes()).reliability();

        assertEquals(0, reliability.doubtful());
        assertTrue(reliability.sentence().startsWith("No rater of 25"), reliability.sentence());
    }

    @Test
    void withoutARaterTheBoardIsTheBoardOfTheOthers() {
        Influential most = of(votes()).influence().raters().getFirst();
        List<Said> others = votes().stream()
                .filter(vote -> !vote.rater().equals(most.rater()))
                .toList();

        double largest = MODELS.stream()
                .mapToDouble(model -> Math.abs(rating(of(votes()), model) - rating(of(others), model)))
                .max()
                .orElseThrow();
        assertEquals(largest, most.change(), 1e-6);
        assertEquals(60, most.votes());
        assertEquals(1 / 12.0, most.share(), 1e-12);
    }

    @Test
    void everyRuleForTiesIsTheBoardByThatRule() {
        Checkup checkup = of(votes());

        for (ByTieRule rule : checkup.ties().rules()) {
            Ties ties = Settings.constant(Ties.class, rule.rule()).orElseThrow();
            Field.Builder field = Field.under(Settings.DEFAULT.with(ties));
            MODELS.forEach(model -> field.model(model, null));
            votes().forEach(field::add);
            for (Standing standing :
                    Board.of(field.build(), Settings.DEFAULT.with(ties)).table().standings()) {
                assertEquals(
                        standing.rating(),
                        rule.standings().stream()
                                .filter(rated -> rated.model().equals(standing.model()))
                                .findFirst()
                                .orElseThrow()
                                .rating(),
                        1e-6,
                        rule.rule());
            }
            assertEquals(rule.chosen(), ties == Ties.HALF);
        }
    }

    @Test
    void aBoardWithoutTiesIsHeldAgainstTheOneWithThem() {
        Checkup dropped = Checkup.of(MODELS, votes(), Settings.DEFAULT.with(Ties.DROP), step -> {});
        ByTieRule half = dropped.ties().rules().getFirst();

        assertEquals("half", half.rule());
        assertEquals(rating(of(votes()), "A"), half.standings().getFirst().rating(), 1e-6);
        assertEquals(0, dropped.ties().rules().getLast().ratingChange(), 1e-6);
    }

    @Test
    void whoeverReadsItWithoutNamesSeesTheSameNumberForOneRater() {
        Checkup checkup = of(votes());
        Checkup anonymous = checkup.anonymous();

        Set<String> named = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            String rater = checkup.influence().raters().get(i).rater();
            String number = anonymous.influence().raters().get(i).rater();
            named.add(number);
            assertEquals(
                    checkup.reliability().raters().stream()
                            .filter(one -> one.rater().equals(rater))
                            .findFirst()
                            .orElseThrow()
                            .reliability(),
                    anonymous.reliability().raters().stream()
                            .filter(one -> one.rater().equals(number))
                            .findFirst()
                            .orElseThrow()
                            .reliability());
        }
        assertEquals(12, named.size());
        assertTrue(named.stream().allMatch(name -> name.matches("rater \\d+")), named.toString());
    }

    @Test
    void progressIsToldStepByStep() {
        List<String> steps = new ArrayList<>();

        Checkup.of(MODELS, votes(), Settings.DEFAULT, steps::add);

        assertEquals(6, steps.size());
        assertEquals("Making the board", steps.getFirst());
    }

    @Test
    void aBoardOfOtherThanStrengthsHasNoChecks() {
        Unfit refused = assertThrows(Unfit.class, () -> Checkup.requireOffered(Settings.DEFAULT.with(Ties.RAO_KUPPER)));

        assertEquals("not-offered", refused.code());
        assertTrue(refused.getMessage().contains("ties=half"), refused.getMessage());
    }

    @Test
    void whatIsThereHasNoReasonForItsAbsence() {
        Checkup checkup = of(votes());

        assertNull(checkup.missing());
        assertNull(checkup.fit().missing());
        assertNull(checkup.reliability().crowdBt());
        assertNull(checkup.reliability().dawidSkene());
        checkup.agreement().measures().forEach(measure -> assertNull(measure.missing()));
    }

    private static Checkup of(List<Said> votes) {
        return Checkup.of(MODELS, votes, Settings.DEFAULT, step -> {});
    }

    private static double rating(Checkup checkup, String model) {
        return checkup.ties().rules().getFirst().standings().stream()
                .filter(rated -> rated.model().equals(model))
                .findFirst()
                .orElseThrow()
                .rating();
    }

    private static Said turned(Said said) {
        Outcome outcome =
                switch (said.outcome()) {
                    case WIN -> Outcome.LOSS;
                    case LOSS -> Outcome.WIN;
                    case TIE, BOTH_BAD -> said.outcome();
                };
        return new Said(
                said.rater(),
                said.prompt(),
                said.rival(),
                said.model(),
                outcome,
                said.shownFirst(),
                said.votes(),
                said.weight());
    }
}
