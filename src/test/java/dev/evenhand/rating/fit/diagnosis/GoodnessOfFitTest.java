package dev.evenhand.rating.fit.diagnosis;

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
import dev.evenhand.rating.fit.Prior;
import dev.evenhand.rating.fit.Specification;
import dev.evenhand.rating.fit.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GoodnessOfFitTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;

    /** Rock, paper and scissors: each beats the next by 8 to 2. */
    private static final Cells CIRCLE = Cells.of(
            3,
            List.of(
                    Cell.of(A, B, WIN).times(8),
                    Cell.of(B, A, WIN).times(2),
                    Cell.of(B, C, WIN).times(8),
                    Cell.of(C, B, WIN).times(2),
                    Cell.of(C, A, WIN).times(8),
                    Cell.of(A, C, WIN).times(2)));

    /** A beats B by 7 to 3 and C by 9 to 1, and B beats C by 6 to 4. */
    private static final Cells ORDERED = Cells.of(
            3,
            List.of(
                    Cell.of(A, B, WIN).times(7),
                    Cell.of(B, A, WIN).times(3),
                    Cell.of(A, C, WIN).times(9),
                    Cell.of(C, A, WIN).times(1),
                    Cell.of(B, C, WIN).times(6),
                    Cell.of(C, B, WIN).times(4)));

    @Test
    void whatIsKnownOfStrengthsOnlyIsNotSaidOfOtherModels() {
        Cells cells = Cells.of(
                2,
                List.of(
                        Cell.of(0, 1, Cell.WIN).times(3),
                        Cell.of(0, 1, Cell.LOSS).times(2)));
        Fit prior = Specification.BRADLEY_TERRY.with(Prior.ridge(1)).fit(cells);

        assertThrows(IllegalArgumentException.class, () -> GoodnessOfFit.of(prior));
        assertThrows(IllegalArgumentException.class, () -> Fragility.ofVotes(prior, cells));
        assertThrows(IllegalArgumentException.class, () -> RaterInfluence.of(prior, cells, 1));
        assertThrows(IllegalArgumentException.class, () -> TieSensitivity.of(prior, new LinkedHashMap<>()));
    }

    @Test
    void aCircleFitsNoStrengths() {
        GoodnessOfFit fit = of(CIRCLE);

        assertEquals(11.56468542130545, fit.g2(), 1e-12);
        assertEquals(10.8, fit.x2(), 1e-12);
        assertEquals(1, fit.degreesOfFreedom());
        assertEquals(10.8, fit.dispersion().orElseThrow(), 1e-12);
        assertEquals(.00067216, fit.p().orElseThrow(), 5e-9);
        assertFalse(fit.conservative());
        // With one degree of freedom there is one departure, and all pairs show it.
        for (GoodnessOfFit.Residual residual : fit.residuals()) {
            assertEquals(3 / Math.sqrt(2.5), Math.abs(residual.pearson()), 1e-12);
            assertEquals(Math.sqrt(10.8), Math.abs(residual.z()), 1e-9);
            assertEquals(3 * .0010152, residual.p(), 1e-6);
        }
    }

    @Test
    void anOrderFits() {
        GoodnessOfFit fit = of(ORDERED);

        assertEquals(.4708021395, fit.g2(), 1e-10);
        assertEquals(.4558575168, fit.x2(), 1e-10);
        double[] strengths = BradleyTerry.fit(ORDERED.tally()).strengths();
        assertEquals(.9436058499, strengths[A], 1e-10);
        assertEquals(-.1601606972, strengths[B], 1e-10);
        assertEquals(-.7834451527, strengths[C], 1e-10);
    }

    @Test
    void circlesHaveNoPotential() {
        Cyclicity circle = Cyclicity.of(CIRCLE.tally()).orElseThrow();

        assertEquals(1, circle.share(), 1e-12);
        assertEquals(0, circle.potential()[A], 1e-12);
        assertEquals(List.of(new Cyclicity.Triad(A, B, C, .8)), circle.triads());
        assertEquals(1, circle.cyclicTriads());
    }

    @Test
    void anOrderHasNearlyNothingElse() {
        Cyclicity ordered = Cyclicity.of(ORDERED.tally()).orElseThrow();

        assertEquals(.0414408679, ordered.share(), 1e-10);
        assertEquals(0, ordered.cyclicTriads());
        assertTrue(ordered.potential()[A] > ordered.potential()[B]);
    }

    @Test
    void modelsThatNeverMetHaveNoCommonPotential() {
        Cells apart = Cells.of(
                4, List.of(Cell.of(0, 1, WIN).times(2), Cell.of(2, 3, WIN).times(2)));

        assertTrue(Cyclicity.of(apart.tally()).isEmpty());
    }

    @Test
    void aPairThatAloneConnectsTwoModelsCannotSurprise() {
        Cells chain = Cells.of(
                3, List.of(Cell.of(A, B, .7).times(10), Cell.of(B, C, .6).times(10)));

        GoodnessOfFit fit = of(chain);

        assertEquals(0, fit.degreesOfFreedom());
        assertTrue(fit.p().isEmpty());
        assertTrue(fit.dispersion().isEmpty());
        assertEquals(List.of(), fit.residuals());
        assertTrue(fit.conservative());
    }

    @Test
    void tiesAreSaidToMakeTheTestConservative() {
        Cells ties = Cells.of(2, List.of(Cell.of(A, B, WIN), Cell.of(B, A, WIN), Cell.of(A, B, TIE)));

        assertTrue(of(ties).conservative());
    }

    @Test
    void underTheModelResidualsAreStandardNormalAndPValuesEven() {
        Random random = new Random(11);
        double squares = 0;
        int residuals = 0;
        int small = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            Cells.Builder cells = Cells.among(5);
            for (int i = 0; i < 5; i++) {
                for (int j = i + 1; j < 5; j++) {
                    int wins = 0;
                    for (int vote = 0; vote < 60; vote++) {
                        wins += random.nextDouble() < 1 / (1 + Math.exp(.3 * (i - j))) ? 1 : 0;
                    }
                    cells.add(Cell.of(i, j, WIN).times(wins));
                    cells.add(Cell.of(j, i, WIN).times(60 - wins));
                }
            }
            GoodnessOfFit fit = of(cells.build());
            small += fit.p().orElseThrow() < .1 ? 1 : 0;
            for (GoodnessOfFit.Residual residual : fit.residuals()) {
                squares += residual.z() * residual.z();
                residuals++;
            }
        }

        assertEquals(1, squares / residuals, .05);
        assertEquals(.1, small / (double) runs, .045);
    }

    @Property
    void theSumsAreThoseOfThePairs(@ForAll Random random) {
        Cells.Builder cells = Cells.among(5);
        for (int vote = 0; vote < 60; vote++) {
            int model = random.nextInt(5);
            cells.add(Cell.of(model, (model + 1 + random.nextInt(4)) % 5, random.nextInt(3) / 2.));
        }
        Tally tally = cells.build().tally();
        Assume.that(Connectivity.of(tally).whole());

        GoodnessOfFit fit = GoodnessOfFit.of(BradleyTerry.fit(tally));

        double x2 = fit.residuals().stream()
                .mapToDouble(residual -> residual.pearson() * residual.pearson())
                .sum();
        assertEquals(fit.x2(), x2, 1e-8);
        assertTrue(fit.g2() >= -1e-9);
        Cyclicity cyclicity = Cyclicity.of(tally).orElseThrow();
        assertTrue(cyclicity.share() >= 0 && cyclicity.share() <= 1 + 1e-12);
        assertEquals(0, Arrays.stream(cyclicity.potential()).sum(), 1e-9);
    }

    @Test
    void sparsePairsAreNamedAndThoseThatNeverMetCounted() {
        Cells cells = Cells.of(
                4,
                List.of(
                        Cell.of(A, B, .5).times(100),
                        Cell.of(B, C, .5).times(100),
                        Cell.of(C, 3, .5).times(8),
                        Cell.of(A, C, .5).times(2)));

        SparsePairs sparse = SparsePairs.of(BradleyTerry.fit(cells.tally()));

        assertEquals(6, sparse.pairs());
        assertEquals(2, sparse.neverMet());
        assertEquals(2, sparse.sparse().size());
        assertEquals(2, sparse.sparse().getFirst().votes());
        assertEquals(1, sparse.sparse().getFirst().expected(), 1e-9);
    }

    @Test
    @Tag("shared")
    void theFoodGoesRoundInCircles() throws IOException {
        Path file = Path.of(System.getProperty("evenhand.shared", "")).resolve("golden/evalica/food.csv");
        List<String[]> rows = Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
        List<String> names = rows.stream()
                .flatMap(row -> Arrays.stream(row).limit(2))
                .distinct()
                .sorted()
                .toList();
        Cells.Builder cells = Cells.among(names.size());
        for (String[] row : rows) {
            double score = row[2].equals("tie") ? TIE : row[2].equals("left") ? 1 : 0;
            cells.add(Cell.of(names.indexOf(row[0]), names.indexOf(row[1]), score));
        }
        Tally tally = cells.build().tally();

        GoodnessOfFit fit = GoodnessOfFit.of(BradleyTerry.fit(tally));
        Cyclicity cyclicity = Cyclicity.of(tally).orElseThrow();

        assertEquals(14.2749563328, fit.g2(), 1e-9);
        assertEquals(11.3553269974, fit.x2(), 1e-9);
        assertEquals(6, fit.degreesOfFreedom());
        assertEquals(.02671, fit.p().orElseThrow(), 5e-6);
        assertTrue(fit.conservative());
        assertEquals(.6172608066, cyclicity.share(), 1e-10);
        assertEquals(2, cyclicity.cyclicTriads());
    }

    private static GoodnessOfFit of(Cells cells) {
        return GoodnessOfFit.of(BradleyTerry.fit(cells.tally()));
    }
}
