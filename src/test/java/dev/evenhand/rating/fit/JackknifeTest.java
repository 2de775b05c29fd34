package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static dev.evenhand.rating.fit.Examples.A;
import static dev.evenhand.rating.fit.Examples.B;
import static dev.evenhand.rating.fit.Examples.C;
import static dev.evenhand.rating.fit.Examples.fit;
import static dev.evenhand.rating.fit.Examples.standardErrors;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class JackknifeTest {
    @Test
    void sixRatersLeftOutOneByOne() {
        Cells cells = Cells.of(3, Examples.sixRaters());

        Covariance jackknife = Interval.JACKKNIFE.covariance(fit(cells), cells).orElseThrow();

        assertArrayEquals(
                new double[] {.5374167470748483, .6018694478936427, .6474150461028171},
                standardErrors(jackknife),
                1e-12);
        assertEquals(5, jackknife.degreesOfFreedom());
    }

    @Test
    void itIsWhatFitsWithoutEachRaterSay() {
        for (int votesEach : new int[] {2, 400}) {
            List<Cell> votes = votes(new Random(votesEach), 60, votesEach);
            Cells cells = Cells.of(4, votes);

            Covariance jackknife =
                    Interval.JACKKNIFE.covariance(fit(cells), cells).orElseThrow();

            assertArrayEquals(byHand(votes, 60), standardErrors(jackknife), 1e-9);
        }
    }

    @Test
    void wherePeopleAreManyTheFirstStepIsEnough() {
        List<Cell> votes = votes(new Random(3), 2_000, 3);
        Cells cells = Cells.of(4, votes);

        Covariance jackknife = Interval.JACKKNIFE.covariance(fit(cells), cells).orElseThrow();

        double[] exact = byHand(votes, 2_000);
        for (int model = 0; model < 4; model++) {
            // A step of a thousandth, and what is left its square: less than a thousandth of each part.
            assertEquals(exact[model], jackknife.standardError(model), Jackknife.SMALL_STEP * exact[model]);
        }
    }

    @Test
    void aVoteOfAnUnknownRaterIsLeftOutByItself() {
        List<Cell> pooled = List.of(
                Cell.of(A, B, WIN).times(7),
                Cell.of(B, A, WIN).times(4),
                Cell.of(B, C, WIN).times(5),
                Cell.of(C, B, TIE).times(3));
        List<Cell> oneByOne = new ArrayList<>();
        for (Cell cell : pooled) {
            for (int vote = 0; vote < cell.count(); vote++) {
                oneByOne.add(cell.times(1).by(oneByOne.size()));
            }
        }

        Cells unknown = Cells.of(3, pooled);
        Cells known = Cells.of(3, oneByOne);

        assertArrayEquals(
                standardErrors(Interval.JACKKNIFE.covariance(fit(known), known).orElseThrow()),
                standardErrors(
                        Interval.JACKKNIFE.covariance(fit(unknown), unknown).orElseThrow()),
                1e-12);
    }

    @Test
    void itIsNotNarrowerThanTheSandwichWhereOneRaterHasMuchSay() {
        List<Cell> votes = votes(new Random(5), 30, 6);
        votes.add(Cell.of(A, B, WIN).by(30).times(60));
        votes.add(Cell.of(A, B, LOSS).by(30).times(20));
        Cells cells = Cells.of(4, votes);
        Fit fit = fit(cells);

        double jackknife =
                Interval.JACKKNIFE.covariance(fit, cells).orElseThrow().standardError(A, B);

        assertTrue(jackknife
                > 1.2 * Interval.RATER.covariance(fit, cells).orElseThrow().standardError(A, B));
    }

    @Test
    void whoHoldsTheModelsTogetherCannotBeLeftOut() {
        List<Cell> votes = new ArrayList<>(Examples.sixRaters());
        votes.add(Cell.of(A, Examples.D, WIN).by(0));
        votes.add(Cell.of(Examples.D, B, WIN).by(17).times(2));
        votes.add(Cell.of(Examples.D, B, WIN).by(2));
        votes.add(Cell.of(C, Examples.D, WIN).by(1));
        votes.add(Cell.of(Examples.D, A, LOSS));
        Cells cells = Cells.of(4, votes);

        assertEquals(new Keystones(List.of(), 0), Keystones.of(cells));
        votes.removeIf(cell -> cell.model() == Examples.D && cell.rater() == 2);
        Cells hanging = Cells.of(4, votes);

        // D took something from another in the votes of rater 17 alone.
        assertEquals(new Keystones(List.of(17), 0), Keystones.of(hanging));
        assertTrue(Interval.JACKKNIFE.covariance(fit(hanging), hanging).isEmpty());
    }

    @Test
    void anUnknownRatersOnlyVoteMayHoldThemTogetherToo() {
        Cells once = Cells.of(2, List.of(Cell.of(A, B, WIN).times(5), Cell.of(B, A, WIN)));
        Cells twice = Cells.of(
                2, List.of(Cell.of(A, B, WIN).times(5), Cell.of(B, A, WIN).times(2)));
        Cells oneRater = Cells.of(
                2, List.of(Cell.of(A, B, WIN).times(5), Cell.of(B, A, WIN).by(4).times(2)));

        assertEquals(new Keystones(List.of(), 1), Keystones.of(once));
        assertEquals(new Keystones(List.of(), 0), Keystones.of(twice));
        assertEquals(new Keystones(List.of(4), 0), Keystones.of(oneRater));
    }

    @Test
    void keystonesAreThoseWithoutWhomTheGraphFallsApart() {
        Random random = new Random(11);
        int found = 0;
        for (int arena = 0; arena < 1_000; arena++) {
            List<Cell> votes = votes(random, 4, 5);
            Cells cells = Cells.of(4, votes);
            if (Connectivity.of(cells.tally()).whole()) {
                List<Integer> expected = IntStream.range(0, 4)
                        .filter(rater ->
                                !Connectivity.of(without(votes, rater).tally()).whole())
                        .boxed()
                        .toList();

                assertEquals(expected, Keystones.of(cells).raters());
                found += expected.size();
            }
        }
        assertTrue(found > 50, found + " keystones");
    }

    @Test
    void itIsWhatFitsOfOtherModelsWithoutEachRaterSay() {
        for (Specification specification : List.of(
                Specification.BRADLEY_TERRY.withPosition(),
                Specification.BRADLEY_TERRY.with(TieModel.DAVIDSON).withPosition(),
                Specification.BRADLEY_TERRY.with(TieModel.RAO_KUPPER).withPosition())) {
            for (int votesEach : new int[] {3, 60}) {
                List<Cell> votes = votes(new Random(votesEach), 40, votesEach);
                Cells cells = Cells.of(4, votes);
                Fit fit = specification.fit(cells);

                Covariance jackknife = Interval.JACKKNIFE.covariance(fit, cells).orElseThrow();

                double[] exact = byHand(specification, votes, 40);
                // Steps that are small enough are left as they are.
                assertArrayEquals(Arrays.copyOf(exact, 4), standardErrors(jackknife), 1e-4);
                assertArrayEquals(Arrays.copyOfRange(exact, 4, exact.length), Examples.effects(jackknife, fit), 1e-4);
            }
        }
    }

    @Test
    void aPriorIsEvidenceBesideTheRaters() {
        Specification ridge = Specification.BRADLEY_TERRY.with(Prior.ridge(2));
        List<Cell> votes = votes(new Random(2), 60, 2);
        Cells cells = Cells.of(4, votes);
        Fit fit = ridge.fit(cells);

        Covariance jackknife = Interval.JACKKNIFE.covariance(fit, cells).orElseThrow();

        DMatrixRMaj prior = Sandwich.between(fit, fit.evidence().prior().orElseThrow());
        double[] raters = byHand(ridge, votes, 60);
        for (int model = 0; model < 4; model++) {
            double both = Math.sqrt(raters[model] * raters[model] + prior.get(model, model));
            assertEquals(both, jackknife.standardError(model), 1e-5);
        }
    }

    @Test
    void nobodyIsLeftOutWithoutWhomThereIsNoFit() {
        Random random = new Random(13);
        for (Specification specification : List.of(
                Specification.BRADLEY_TERRY,
                Specification.BRADLEY_TERRY.withPosition(),
                Specification.BRADLEY_TERRY.with(TieModel.DAVIDSON),
                Specification.BRADLEY_TERRY.with(TieModel.RAO_KUPPER).withPosition())) {
            int refused = 0;
            int answered = 0;
            for (int arena = 0; arena < 1_500; arena++) {
                List<Cell> votes = votes(random, 5, 4);
                Cells cells = Cells.of(4, votes);
                if (specification.obstacle(cells).isPresent()) {
                    continue;
                }
                boolean every = IntStream.range(0, 5)
                        .mapToObj(rater -> without(votes, rater))
                        .allMatch(rest -> hasShapeOf(cells, rest, specification)
                                && specification.obstacle(rest).isEmpty());

                assertEquals(
                        every,
                        Interval.JACKKNIFE
                                .covariance(specification.fit(cells), cells)
                                .isPresent());
                refused += every ? 0 : 1;
                answered += every ? 1 : 0;
            }
            assertTrue(refused > 20 && answered > 20, specification + ": " + refused + " and " + answered);
        }
    }

    /** Votes without a tie have the shape of no ties at its boundary, where it is no effect. */
    private static boolean hasShapeOf(Cells all, Cells rest, Specification specification) {
        return specification.ties() == TieModel.HALF
                || all.withoutTies().size() == all.size()
                || rest.withoutTies().size() < rest.size();
    }

    private static double[] byHand(List<Cell> votes, int raters) {
        return byHand(Specification.BRADLEY_TERRY, votes, raters);
    }

    private static double[] byHand(Specification specification, List<Cell> votes, int raters) {
        double[][] estimates = IntStream.range(0, raters)
                .mapToObj(rater -> specification.fit(without(votes, rater)).parameters())
                .toArray(double[][]::new);
        double[] errors = new double[estimates[0].length];
        for (int i = 0; i < errors.length; i++) {
            int at = i;
            double mean = IntStream.range(0, raters)
                    .mapToDouble(rater -> estimates[rater][at])
                    .average()
                    .orElseThrow();
            double squares = IntStream.range(0, raters)
                    .mapToDouble(rater -> Math.pow(estimates[rater][at] - mean, 2))
                    .sum();
            errors[i] = Math.sqrt((raters - 1.0) / raters * squares);
        }
        return errors;
    }

    private static Cells without(List<Cell> votes, int rater) {
        return Cells.of(4, votes.stream().filter(cell -> cell.rater() != rater).toList());
    }

    private static List<Cell> votes(Random random, int raters, int each) {
        List<Cell> votes = new ArrayList<>();
        for (int rater = 0; rater < raters; rater++) {
            for (int vote = 0; vote < each; vote++) {
                int model = random.nextInt(4);
                int rival = (model + 1 + random.nextInt(3)) % 4;
                double score = random.nextDouble() < .2 ? TIE : random.nextDouble() < .6 ? WIN : LOSS;
                Cell.Shown shown = vote % 2 == 0 ? Cell.Shown.MODEL_FIRST : Cell.Shown.RIVAL_FIRST;
                votes.add(Cell.of(model, rival, score).by(rater).showing(shown));
            }
        }
        return votes;
    }
}
