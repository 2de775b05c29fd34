package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.WIN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.DMatrixRMaj;

class SpecificationPropertiesTest {
    /** Which draw of a bootstrap falls to which vote goes by their order. */
    private static final Set<Interval> FORMULAS = EnumSet.complementOf(EnumSet.of(Interval.BOOTSTRAP));

    private static final double SAME = 1e-8;

    /** To invent these votes takes longer than to rate them. */
    private static final int TRIES = 150;

    /** One vote or several alike, on two responses of these styles. */
    record Vote(Cell cell, StyleFeatures model, StyleFeatures rival) {
        Vote with(UnaryOperator<Cell> change) {
            return new Vote(change.apply(cell), model, rival);
        }
    }

    /** Any votes, and one way to look at them. */
    record Arena(int models, List<Vote> votes, Specification specification) {
        Cells cells() {
            Cells.Builder cells = Cells.among(models);
            votes.forEach(vote -> cells.add(vote.cell(), vote.model(), vote.rival()));
            return cells.build();
        }

        Arena with(List<Vote> others) {
            return new Arena(models, others, specification);
        }

        Arena with(UnaryOperator<Cell> change) {
            return with(votes.stream().map(vote -> vote.with(change)).toList());
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void swappingTheSidesOfSomeVotesChangesNothing(@ForAll("fitted") Arena arena, @ForAll Random random) {
        List<Vote> swapped = arena.votes().stream()
                .map(vote -> random.nextBoolean()
                        ? new Vote(
                                sides(
                                                vote.cell(),
                                                vote.cell().rival(),
                                                vote.cell().model())
                                        .showing(other(vote.cell().shown())),
                                vote.rival(),
                                vote.model())
                        : vote)
                .toList();

        assertSame(arena, arena.with(swapped));
    }

    /** The same score to the other side: who are called model and rival is exchanged. */
    private static Cell sides(Cell cell, int model, int rival) {
        return new Cell(
                cell.rater(), cell.prompt(), model, rival, 1 - cell.score(), cell.count(), cell.weight(), cell.shown());
    }

    private static Cell.Shown other(Cell.Shown shown) {
        return switch (shown) {
            case MODEL_FIRST -> Cell.Shown.RIVAL_FIRST;
            case RIVAL_FIRST -> Cell.Shown.MODEL_FIRST;
            case UNKNOWN -> Cell.Shown.UNKNOWN;
        };
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void turningEveryVoteRoundFlipsStrengthsPositionAndStyle(@ForAll("fitted") Arena arena) {
        Fit fit = fit(arena);

        Fit turned = fit(arena.with(cell -> sides(cell, cell.model(), cell.rival())));

        assertArrayEquals(negated(fit.strengths()), turned.strengths(), SAME);
        for (Effect effect : fit.effects()) {
            double expected = effect.kind() == Effect.Kind.TIES ? effect.estimate() : -effect.estimate();
            assertEquals(expected, turned.effect(effect.kind()).orElseThrow().estimate(), SAME);
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void showingTheOtherFirstFlipsThePositionAlone(@ForAll("fitted") Arena arena) {
        Fit fit = fit(arena);

        Fit turned = fit(arena.with(cell -> cell.showing(other(cell.shown()))));

        assertArrayEquals(fit.strengths(), turned.strengths(), SAME);
        for (Effect effect : fit.effects()) {
            double expected = effect.kind() == Effect.Kind.POSITION ? -effect.estimate() : effect.estimate();
            assertEquals(expected, turned.effect(effect.kind()).orElseThrow().estimate(), SAME);
        }
    }

    private static double[] negated(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theNumbersOfTheModelsDoNotMatter(@ForAll("fitted") Arena arena, @ForAll Random random) {
        List<Integer> number =
                new ArrayList<>(IntStream.range(0, arena.models()).boxed().toList());
        Collections.shuffle(number, random);
        Arena renumbered = arena.with(cell -> new Cell(
                cell.rater(),
                cell.prompt(),
                number.get(cell.model()),
                number.get(cell.rival()),
                cell.score(),
                cell.count(),
                cell.weight(),
                cell.shown()));

        int[] back = number.stream().mapToInt(Integer::intValue).toArray();
        assertSame(arena.specification(), arena.cells(), renumbered.cells().within(back));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theOrderOfTheVotesDoesNotMatter(@ForAll("fitted") Arena arena, @ForAll Random random) {
        List<Vote> shuffled = new ArrayList<>(arena.votes());
        Collections.shuffle(shuffled, random);

        assertSame(arena, arena.with(shuffled));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aCellIsAsGoodAsItsVotesOneByOne(@ForAll("fitted") Arena arena) {
        List<Vote> single = arena.votes().stream()
                .flatMap(vote -> Collections.nCopies(vote.cell().count(), vote.with(cell -> cell.times(1))).stream())
                .toList();

        assertSame(arena, arena.with(single));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void countingTwiceKeepsEstimatesAndHalvesVariances(@ForAll("fitted") Arena arena) {
        Assume.that(arena.specification().prior().equals(Prior.none()));
        Assume.that(arena.specification().style().equals(Style.NONE));

        Fit once = fit(arena);
        Fit twice = fit(arena.with(cell -> cell.times(2 * cell.count())));

        assertArrayEquals(parameters(once), parameters(twice), SAME);
        assertArrayEquals(
                Arrays.stream(errors(Covariance.independent(once), once))
                        .map(error -> error / Math.sqrt(2))
                        .toArray(),
                errors(Covariance.independent(twice), twice),
                1e-6);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void noSlopeIsLeftAtTheMaximum(@ForAll("fitted") Arena arena) {
        Fit fit = fit(arena);
        Scores scores = fit.evidence().scores(arena.cells());

        double[] slope = new double[arena.models() + fit.effects().size()];
        for (int i = 0; i < arena.votes().size(); i++) {
            Cell cell = arena.votes().get(i).cell();
            slope[cell.model()] += cell.count() * scores.pull()[i];
            slope[cell.rival()] -= cell.count() * scores.pull()[i];
            for (int e = 0; e < fit.effects().size(); e++) {
                slope[arena.models() + e] += cell.count() * scores.effects()[e][i];
            }
        }
        for (int model = 0; model < arena.models(); model++) {
            slope[model] += arena.specification().prior().pull(fit.strength(model));
        }
        for (Effect effect : fit.effects()) {
            if (effect.kind().compareTo(Effect.Kind.POSITION) > 0) {
                slope[effect.place()] -= arena.specification().style().penalty() * effect.estimate();
            }
        }
        assertArrayEquals(new double[slope.length], slope, 1e-8);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void rowsGiveWhatTheTallyGives(@ForAll("fitted") Arena arena) {
        Cells cells = arena.cells();
        Assume.that(Connectivity.of(cells.tally()).whole());
        Fit fit = BradleyTerry.fit(cells.tally());

        Terms strengths = new Terms(arena.models(), TieModel.HALF, false, List.of(), new double[0]);
        RowLikelihood likelihood = new RowLikelihood(Rows.merged(cells), strengths, Prior.none(), 1);
        Newton.Minimum minimum = Newton.minimise(likelihood, new double[arena.models()]);
        Fit other = likelihood.fit(minimum, cells.tally(), TieModel.HALF, List.of());

        assertArrayEquals(fit.strengths(), other.strengths(), 1e-10);
        assertEquals(fit.negativeLogLikelihood(), other.negativeLogLikelihood(), 1e-10);
        for (Interval interval : Interval.values()) {
            assertArrayEquals(
                    interval.covariance(fit, cells)
                            .map(Examples::standardErrors)
                            .orElse(new double[0]),
                    interval.covariance(other, cells)
                            .map(Examples::standardErrors)
                            .orElse(new double[0]),
                    1e-6);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyVotesGetAnAnswerWithoutASingleNaN(@ForAll("any") Arena arena) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Optional<NoMaximum.Reason> obstacle = arena.specification().obstacle(arena.cells());
            if (obstacle.isPresent()) {
                NoMaximum none = assertThrows(NoMaximum.class, () -> fit(arena));
                assertEquals(obstacle.get(), none.reason());
            } else {
                assertWholeAnswer(arena);
            }
        });
    }

    private static void assertWholeAnswer(Arena arena) {
        Fit fit = fit(arena);
        assertTrue(Arrays.stream(parameters(fit)).allMatch(Double::isFinite));
        if (!arena.specification().prior().fixesZero()) {
            assertEquals(0, Arrays.stream(fit.strengths()).sum(), SAME);
        }
        for (Interval interval : FORMULAS) {
            interval.covariance(fit, arena.cells()).ifPresent(covariance -> {
                assertTrue(Arrays.stream(errors(covariance, fit)).allMatch(Double::isFinite));
                fit.effects()
                        .forEach(effect -> assertTrue(covariance.wald(effect).p() >= 0));
            });
        }
        if (arena.cells().knownRaters() >= 2) {
            assertWholeBootstrap(fit, arena);
        }
        for (int rival = 1; rival < arena.models(); rival++) {
            fit.outcomes(0, rival, Cell.Shown.MODEL_FIRST).ifPresent(outcomes -> {
                assertEquals(1, outcomes.win() + outcomes.tie() + outcomes.loss(), 1e-12);
                assertTrue(outcomes.tie() >= 0);
            });
        }
    }

    private static void assertWholeBootstrap(Fit fit, Arena arena) {
        if (arena.specification().prior().fixesZero()) {
            assertThrows(IllegalArgumentException.class, () -> bootstrap(fit, arena));
        } else {
            bootstrap(fit, arena)
                    .ifPresent(bootstrap ->
                            assertTrue(Arrays.stream(errors(bootstrap, fit)).allMatch(Double::isFinite)));
        }
    }

    private static Optional<Bootstrap> bootstrap(Fit fit, Arena arena) {
        return Bootstrap.of(fit, arena.cells(), 5, Bootstrap.SEED, done -> {});
    }

    /** Without the question asked first, the search must be given up, or end where votes say next to nothing. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsRefusedHasNoMaximum(@ForAll("refused") Arena arena) {
        Cells cells = arena.cells();
        Specification specification = arena.specification();
        Optional<NoMaximum.Reason> obstacle = specification.obstacle(cells);
        Rows rows = Rows.merged(cells);
        boolean tied = Arrays.stream(rows.score()).anyMatch(score -> score == Cell.TIE);
        TieModel law = tied ? specification.ties() : TieModel.HALF;
        Terms terms = new Terms(arena.models(), law, specification.position(), List.of(), new double[0]);
        RowLikelihood likelihood = new RowLikelihood(rows, terms, specification.prior(), 1);
        try {
            DMatrixRMaj variance = Newton.minimise(likelihood, likelihood.start())
                    .point()
                    .information()
                    .pseudoInverse();
            double largest = Arrays.stream(variance.data).map(Math::abs).max().orElseThrow();
            assertTrue(largest > 1e6, () -> obstacle.get() + " but a largest variance of " + largest);
        } catch (ArithmeticException givenUp) {
            assertFalse(givenUp.getMessage().isEmpty());
        }
    }

    private static Fit fit(Arena arena) {
        return arena.specification().fit(arena.cells());
    }

    private static double[] parameters(Fit fit) {
        double[] parameters =
                Arrays.copyOf(fit.strengths(), fit.models() + fit.effects().size());
        fit.effects().forEach(effect -> parameters[effect.place()] = effect.estimate());
        return parameters;
    }

    private static double[] errors(Covariance covariance, Fit fit) {
        double[] errors = Arrays.copyOf(
                Examples.standardErrors(covariance),
                fit.models() + fit.effects().size());
        fit.effects().forEach(effect -> errors[effect.place()] = covariance.standardError(effect));
        return errors;
    }

    private static void assertSame(Arena arena, Arena other) {
        assertSame(arena.specification(), arena.cells(), other.cells());
    }

    private static void assertSame(Specification specification, Cells cells, Cells others) {
        Fit fit = specification.fit(cells);
        Fit other = specification.fit(others);
        assertEquals(fit.negativeLogLikelihood(), other.negativeLogLikelihood(), SAME);
        assertArrayEquals(parameters(fit), parameters(other), SAME);
        for (Interval interval : FORMULAS) {
            double[] expected = interval.covariance(fit, cells)
                    .map(covariance -> errors(covariance, fit))
                    .orElse(new double[0]);
            double[] actual = interval.covariance(other, others)
                    .map(covariance -> errors(covariance, other))
                    .orElse(new double[0]);
            // Square roots of variances that are zero but for rounding.
            assertArrayEquals(expected, actual, 1e-5);
        }
    }

    @Provide
    Arbitrary<Arena> any() {
        return Arbitraries.integers().between(2, 6).flatMap(models -> specification()
                .flatMap(specification -> vote(models, specification)
                        .list()
                        .ofMaxSize(25)
                        .map(votes -> new Arena(models, votes, specification))));
    }

    /** Few votes, looked at in a way that they are not enough for. Ties alone leave no shape to begin with. */
    @Provide
    Arbitrary<Arena> refused() {
        Arbitrary<Specification> bare = specification().map(all -> all.with(Style.NONE));
        return Arbitraries.integers()
                .between(2, 4)
                .flatMap(models -> bare.flatMap(specification -> vote(models, specification)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(9)
                        .map(votes -> new Arena(models, votes, specification))))
                .filter(arena -> arena.specification()
                        .obstacle(arena.cells())
                        .filter(reason -> reason != NoMaximum.Reason.NOTHING_DECIDED)
                        .isPresent());
    }

    /** Around a circle each wins once, first and second shown, so that there is a maximum. */
    @Provide
    Arbitrary<Arena> fitted() {
        return any().map(arena -> {
            List<Vote> votes = new ArrayList<>(arena.votes());
            for (int model = 0; model < arena.models(); model++) {
                for (Cell.Shown shown : Cell.Shown.values()) {
                    Cell cell = Cell.of(model, (model + 1) % arena.models(), WIN);
                    votes.add(new Vote(cell.showing(shown), PLAIN, PLAIN));
                }
            }
            return arena.with(votes);
        });
    }

    private static final StyleFeatures PLAIN = new StyleFeatures(0, 100, 0, 0, 0);

    private static Arbitrary<Specification> specification() {
        return Combinators.combine(
                        Arbitraries.of(TieModel.values()),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Style.NONE, Style.NONE, Style.LENGTH, Style.FULL),
                        Arbitraries.of(Prior.none(), Prior.none(), Prior.ridge(.7), Prior.phantomTie()))
                .as(Specification::new);
    }

    private static Arbitrary<Vote> vote(int models, Specification specification) {
        Arbitrary<Integer> model = Arbitraries.integers().between(0, models - 1);
        Arbitrary<Integer> further = Arbitraries.integers().between(1, models - 1);
        Arbitrary<Double> score = specification.ties() == TieModel.HALF
                ? Arbitraries.of(0., .5, 1., .25, .7)
                : Arbitraries.of(0., .5, 1.);
        Arbitrary<Integer> someone = Arbitraries.integers().between(-1, 5);
        Arbitrary<Integer> count = Arbitraries.integers().between(1, 4);
        Arbitrary<Double> weight = Arbitraries.of(1., 1., .5, 3.);
        Arbitrary<Cell.Shown> shown = Arbitraries.of(Cell.Shown.values());
        return Combinators.combine(model, further, score, someone, someone, count, weight, shown)
                .as((a, step, y, rater, prompt, n, w, first) ->
                        new Cell(rater, prompt, a, (a + step) % models, y, n, w, first))
                .flatMap(cell -> Combinators.combine(styled(), styled())
                        .as((ofModel, ofRival) -> new Vote(cell, ofModel, ofRival)));
    }

    private static Arbitrary<StyleFeatures> styled() {
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 3);
        return Combinators.combine(Arbitraries.integers().between(1, 400), few, few, few)
                .as((tokens, headers, lists, bold) -> new StyleFeatures(tokens, tokens, headers, lists, bold));
    }
}
