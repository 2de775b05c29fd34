package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.fit;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BradleyTerryPropertiesTest {
    private static final double SAME = 1e-10;

    /** Any votes: most graphs of them have several components. */
    record Arena(int models, List<Cell> votes) {
        Cells cells() {
            return Cells.of(models, votes);
        }
    }

    @Property
    void swappingTheSidesOfEveryVoteChangesNothing(@ForAll("connected") Arena arena) {
        List<Cell> swapped = arena.votes().stream()
                .map(cell -> new Cell(
                        cell.rater(),
                        cell.prompt(),
                        cell.rival(),
                        cell.model(),
                        1 - cell.score(),
                        cell.count(),
                        cell.weight()))
                .toList();

        assertSame(arena.cells(), Cells.of(arena.models(), swapped));
    }

    @Property
    void turningEveryVoteRoundFlipsTheSigns(@ForAll("connected") Arena arena) {
        List<Cell> turned = arena.votes().stream()
                .map(cell -> new Cell(
                        cell.rater(),
                        cell.prompt(),
                        cell.model(),
                        cell.rival(),
                        1 - cell.score(),
                        cell.count(),
                        cell.weight()))
                .toList();

        double[] strengths = fit(Cells.of(arena.models(), turned)).strengths();

        double[] flipped = IntStream.range(0, strengths.length)
                .mapToDouble(model -> -strengths[model])
                .toArray();
        assertArrayEquals(fit(arena.cells()).strengths(), flipped, SAME);
    }

    @Property
    void theNumbersOfTheModelsDoNotMatter(@ForAll("connected") Arena arena, @ForAll Random random) {
        List<Integer> number =
                new ArrayList<>(IntStream.range(0, arena.models()).boxed().toList());
        Collections.shuffle(number, random);
        List<Cell> renumbered = arena.votes().stream()
                .map(cell -> new Cell(
                        cell.rater(),
                        cell.prompt(),
                        number.get(cell.model()),
                        number.get(cell.rival()),
                        cell.score(),
                        cell.count(),
                        cell.weight()))
                .toList();
        Cells other = Cells.of(arena.models(), renumbered);

        assertSame(
                arena.cells(),
                other.within(number.stream().mapToInt(Integer::intValue).toArray()));
    }

    @Property
    void twinsShareARank(@ForAll("connected") Arena arena, @ForAll Random random) {
        int twin = arena.models();
        List<Cell> votes = new ArrayList<>(arena.votes());
        for (Cell vote : arena.votes()) {
            votes.add(new Cell(
                    vote.rater(),
                    vote.prompt(),
                    vote.model() == 0 ? twin : vote.model(),
                    vote.rival() == 0 ? twin : vote.rival(),
                    vote.score(),
                    vote.count(),
                    vote.weight()));
        }
        Collections.shuffle(votes, random);
        Fit fit = fit(Cells.of(twin + 1, votes));

        Covariance covariance = Covariance.independent(fit);
        List<Ranks.Rank> ranks = Ranks.of(fit, covariance, RankRule.HOLM, .95).all();

        assertEquals(fit.strength(0), fit.strength(twin), SAME);
        assertEquals(ranks.getFirst().rank(), ranks.getLast().rank());
    }

    @Property
    void whatOneModelIsExpectedToWinAnotherLoses(@ForAll("connected") Arena arena) {
        double[] rates = WinRates.againstTheField(fit(arena.cells()));

        assertEquals(arena.models() / 2., Arrays.stream(rates).sum(), SAME);
    }

    @Property
    void theOrderOfTheVotesDoesNotMatter(@ForAll("connected") Arena arena, @ForAll Random random) {
        List<Cell> shuffled = new ArrayList<>(arena.votes());
        Collections.shuffle(shuffled, random);

        assertSame(arena.cells(), Cells.of(arena.models(), shuffled));
    }

    @Property
    void countingTwiceKeepsStrengthsAndHalvesIndependentVariances(@ForAll("connected") Arena arena) {
        List<Cell> doubled =
                arena.votes().stream().map(cell -> cell.times(2 * cell.count())).toList();
        Cells twice = Cells.of(arena.models(), doubled);

        Fit once = fit(arena.cells());
        Fit fit = fit(twice);

        assertArrayEquals(once.strengths(), fit.strengths(), SAME);
        for (int model = 0; model < arena.models(); model++) {
            assertEquals(
                    Covariance.independent(once).standardError(model) / Math.sqrt(2),
                    Covariance.independent(fit).standardError(model),
                    SAME);
        }
    }

    @Property
    void aRaterWhoRepeatsEveryVoteHasSaidNothingNew(@ForAll("connected") Arena arena) {
        List<Cell> signed = arena.votes().stream()
                .map(cell -> cell.by(Math.max(cell.rater(), 0)))
                .toList();
        List<Cell> doubled =
                signed.stream().map(cell -> cell.times(2 * cell.count())).toList();
        Cells once = Cells.of(arena.models(), signed);
        Cells twice = Cells.of(arena.models(), doubled);

        assertSameErrors(Interval.RATER, once, fit(once), twice, fit(twice));
    }

    @Property
    void aCellIsAsGoodAsItsVotesOneByOne(@ForAll("connected") Arena arena) {
        List<Cell> single = arena.votes().stream()
                .flatMap(cell -> Collections.nCopies(cell.count(), cell.times(1)).stream())
                .toList();

        assertSame(arena.cells(), Cells.of(arena.models(), single));
    }

    @Property(tries = 200)
    void newtonFindsWhatMinorisationFinds(@ForAll("connected") Arena arena) {
        double[] strengths = fit(arena.cells()).strengths();

        assertArrayEquals(minorisation(arena.cells().tally()), strengths, 1e-8);
    }

    @Property
    void anyVotesGetAnAnswerWithoutASingleNaN(@ForAll("any") Arena arena) {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            Cells cells = arena.cells();
            Connectivity connectivity = Connectivity.of(cells.tally());
            long inside = 0;
            int placed = connectivity.alone().size();
            for (int[] component : connectivity.components()) {
                Cells within = cells.within(component);
                inside += within.votes();
                placed += component.length;
                assertWholeAnswer(within);
            }
            assertEquals(cells.votes(), inside + connectivity.votesBetween());
            assertEquals(arena.models(), placed);
        });
    }

    private static void assertWholeAnswer(Cells cells) {
        Fit fit = fit(cells);
        assertEquals(
                0, IntStream.range(0, fit.models()).mapToDouble(fit::strength).sum(), SAME);
        Bootstrap.of(fit, cells, 20, Bootstrap.SEED, done -> {}).ifPresent(bootstrap -> {
            for (Scale.Estimate estimate : Scale.centred().estimates(fit, bootstrap, .95)) {
                assertTrue(Double.isFinite(estimate.standardError()));
                assertTrue(estimate.interval().lower() <= estimate.interval().upper());
            }
        });
        for (Interval interval : EnumSet.complementOf(EnumSet.of(Interval.BOOTSTRAP))) {
            interval.covariance(fit, cells).ifPresent(covariance -> {
                for (Scale.Estimate estimate : Scale.centred().estimates(fit, covariance, .95)) {
                    assertTrue(Double.isFinite(estimate.rating()));
                    assertTrue(Double.isFinite(estimate.standardError()));
                    assertTrue(estimate.interval().contains(estimate.rating()));
                }
                // What is drawn and not computed would take too long for so many.
                for (RankRule rule : EnumSet.complementOf(EnumSet.of(RankRule.MAX_Z))) {
                    for (Ranks.Rank rank : Ranks.of(fit, covariance, rule, .95).all()) {
                        assertTrue(1 <= rank.best() && rank.best() <= rank.rank());
                        assertTrue(rank.rank() <= rank.worst() && rank.worst() <= fit.models());
                    }
                }
            });
        }
        for (double rate : WinRates.againstTheField(fit)) {
            assertTrue(0 < rate && rate < 1);
        }
        for (Interval interval : Interval.values()) {
            HeadToHead duel = HeadToHead.of(cells, 0, 1, interval);
            assertEquals(duel.votes() > 0, duel.halfTies().isPresent());
            duel.halfTies().ifPresent(share -> assertTrue(share.wilson(.95).contains(share.rate())));
        }
    }

    private static void assertSame(Cells cells, Cells others) {
        Fit fit = fit(cells);
        Fit other = fit(others);
        assertArrayEquals(fit.strengths(), other.strengths(), SAME);
        // Which draw of a bootstrap falls to which vote goes by their order.
        for (Interval interval : EnumSet.complementOf(EnumSet.of(Interval.BOOTSTRAP))) {
            assertSameErrors(interval, cells, fit, others, other);
        }
    }

    private static void assertSameErrors(Interval interval, Cells cells, Fit fit, Cells others, Fit other) {
        double[] expected =
                interval.covariance(fit, cells).map(Examples::standardErrors).orElse(new double[0]);
        double[] actual =
                interval.covariance(other, others).map(Examples::standardErrors).orElse(new double[0]);
        // Square roots of variances that are zero but for rounding.
        assertArrayEquals(expected, actual, 1e-6);
    }

    /** Hunter's algorithm (2004) as a second opinion: slow, but without a matrix. */
    private static double[] minorisation(Tally tally) {
        double[] power = new double[tally.models()];
        Arrays.fill(power, 1);
        double change = 1;
        for (int sweep = 0; sweep < 200_000 && change > 1e-15; sweep++) {
            double[] scored = new double[power.length];
            double[] met = new double[power.length];
            for (Tally.Pair pair : tally.pairs()) {
                double share = pair.weight() / (power[pair.model()] + power[pair.rival()]);
                scored[pair.model()] += pair.score();
                scored[pair.rival()] += pair.rivalScore();
                met[pair.model()] += share;
                met[pair.rival()] += share;
            }
            change = 0;
            double logMean = 0;
            for (int i = 0; i < power.length; i++) {
                double next = scored[i] / met[i];
                change = Math.max(change, Math.abs(next / power[i] - 1));
                power[i] = next;
                logMean += Math.log(next) / power.length;
            }
            for (int i = 0; i < power.length; i++) {
                power[i] /= Math.exp(logMean);
            }
        }
        return Arrays.stream(power).map(Math::log).toArray();
    }

    @Provide
    Arbitrary<Arena> any() {
        return Arbitraries.integers()
                .between(2, 9)
                .flatMap(models -> vote(models).list().ofMaxSize(40).map(votes -> new Arena(models, votes)));
    }

    @Provide
    Arbitrary<Arena> connected() {
        return Arbitraries.integers().between(2, 7).flatMap(models -> vote(models)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(votes -> new Arena(models, withCircle(models, votes))));
    }

    private static List<Cell> withCircle(int models, List<Cell> votes) {
        List<Cell> all = new ArrayList<>(votes);
        for (int model = 0; model < models; model++) {
            all.add(Cell.of(model, (model + 1) % models, WIN));
        }
        return all;
    }

    private static Arbitrary<Cell> vote(int models) {
        Arbitrary<Integer> model = Arbitraries.integers().between(0, models - 1);
        Arbitrary<Integer> further = Arbitraries.integers().between(1, models - 1);
        Arbitrary<Double> score = Arbitraries.of(0., .5, 1., .25, .7);
        Arbitrary<Integer> someone = Arbitraries.integers().between(-1, 5);
        Arbitrary<Integer> count = Arbitraries.integers().between(1, 4);
        Arbitrary<Double> weight = Arbitraries.of(1., 1., .5, 3.);
        return Combinators.combine(model, further, score, someone, someone, count, weight)
                .as((a, step, y, rater, prompt, n, w) -> new Cell(rater, prompt, a, (a + step) % models, y, n, w));
    }
}
