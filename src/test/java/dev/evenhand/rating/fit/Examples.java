package dev.evenhand.rating.fit;

import static dev.evenhand.rating.fit.Cell.LOSS;
import static dev.evenhand.rating.fit.Cell.Shown.MODEL_FIRST;
import static dev.evenhand.rating.fit.Cell.TIE;
import static dev.evenhand.rating.fit.Cell.WIN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Votes with known answers. */
final class Examples {
    static final int A = 0;
    static final int B = 1;
    static final int C = 2;
    static final int D = 3;

    private Examples() {}

    /** The four players of the article on the Bradley–Terry model in Wikipedia, every count times k. */
    static Cells fourPlayers(int k) {
        return Cells.of(
                4,
                List.of(
                        Cell.of(A, B, WIN).times(2 * k),
                        Cell.of(B, A, WIN).times(3 * k),
                        Cell.of(A, D, WIN).times(k),
                        Cell.of(D, A, WIN).times(4 * k),
                        Cell.of(B, C, WIN).times(5 * k),
                        Cell.of(C, B, WIN).times(3 * k),
                        Cell.of(C, D, WIN).times(k),
                        Cell.of(D, C, WIN).times(3 * k)));
    }

    /** Sixteen votes of six raters. */
    static List<Cell> sixRaters() {
        return List.of(
                Cell.of(A, B, WIN).by(0).times(2),
                Cell.of(A, C, WIN).by(0),
                Cell.of(A, B, LOSS).by(1),
                Cell.of(B, C, WIN).by(1),
                Cell.of(B, A, WIN).by(2),
                Cell.of(B, C, WIN).by(2),
                Cell.of(A, C, WIN).by(2),
                Cell.of(C, A, TIE).by(2),
                Cell.of(A, B, WIN).by(3),
                Cell.of(C, B, WIN).by(3),
                Cell.of(B, C, LOSS).by(4),
                Cell.of(A, C, LOSS).by(4),
                Cell.of(A, B, TIE).by(4),
                Cell.of(A, C, WIN).by(5),
                Cell.of(B, C, WIN).by(5));
    }

    /**
     * Three models of which (wins, ties, losses) are A–B 12, 6, 7; B–C 10, 5, 5; A–C 9, 3, 3, the first named shown first.
     */
    static Cells withTies() {
        return Cells.of(3, threeWithTies());
    }

    static List<Cell> withTiesOneByOne() {
        return threeWithTies().stream()
                .flatMap(cell -> Collections.nCopies(cell.count(), cell.times(1)).stream())
                .toList();
    }

    private static List<Cell> threeWithTies() {
        return Stream.of(
                        Cell.of(A, B, WIN).times(12),
                        Cell.of(A, B, TIE).times(6),
                        Cell.of(A, B, LOSS).times(7),
                        Cell.of(B, C, WIN).times(10),
                        Cell.of(B, C, TIE).times(5),
                        Cell.of(B, C, LOSS).times(5),
                        Cell.of(A, C, WIN).times(9),
                        Cell.of(A, C, TIE).times(3),
                        Cell.of(A, C, LOSS).times(3))
                .map(cell -> cell.showing(MODEL_FIRST))
                .toList();
    }

    /** A won ten times over B, and B six times of ten over C: nothing limits A's strength. */
    static Cells undefeated() {
        return Cells.of(
                3,
                List.of(
                        Cell.of(A, B, WIN).times(10),
                        Cell.of(B, C, WIN).times(6),
                        Cell.of(B, C, LOSS).times(4)));
    }

    /** Two pairs that never met: A won six times of ten over B, C seven times of ten over D. */
    static Cells twoIslands() {
        return Cells.of(
                4,
                List.of(
                        Cell.of(A, B, WIN).times(6),
                        Cell.of(A, B, LOSS).times(4),
                        Cell.of(C, D, WIN).times(7),
                        Cell.of(C, D, LOSS).times(3)));
    }

    /** Baseball, American League East 1987 (Agresti, Categorical Data Analysis): home wins and losses, team by team. */
    static final List<String> TEAMS =
            List.of("Baltimore", "Boston", "Cleveland", "Detroit", "Milwaukee", "New York", "Toronto");

    static Cells baseball() {
        int[][] homeWinsAgainst = {
            {0, 1, 3, 1, 2, 2, 1},
            {6, 0, 5, 2, 5, 4, 3},
            {2, 4, 0, 3, 2, 4, 3},
            {4, 6, 6, 0, 3, 4, 4},
            {6, 6, 4, 4, 0, 4, 4},
            {6, 4, 4, 5, 3, 0, 2},
            {6, 4, 4, 4, 2, 2, 0}
        };
        int[][] homeLossesAgainst = {
            {0, 6, 4, 5, 5, 4, 6},
            {0, 0, 2, 5, 1, 2, 3},
            {4, 2, 0, 3, 5, 3, 4},
            {3, 0, 1, 0, 3, 3, 2},
            {0, 1, 2, 3, 0, 3, 2},
            {1, 3, 2, 1, 3, 0, 5},
            {0, 3, 2, 3, 5, 4, 0}
        };
        List<Cell> cells = new ArrayList<>();
        for (int home = 0; home < TEAMS.size(); home++) {
            for (int away = 0; away < TEAMS.size(); away++) {
                if (homeWinsAgainst[home][away] > 0) {
                    cells.add(Cell.of(home, away, WIN)
                            .times(homeWinsAgainst[home][away])
                            .showing(MODEL_FIRST));
                }
                if (homeLossesAgainst[home][away] > 0) {
                    cells.add(Cell.of(home, away, LOSS)
                            .times(homeLossesAgainst[home][away])
                            .showing(MODEL_FIRST));
                }
            }
        }
        return Cells.of(TEAMS.size(), cells);
    }

    static Fit fit(Cells cells) {
        return BradleyTerry.fit(cells.tally());
    }

    static double[] standardErrors(Covariance covariance) {
        return IntStream.range(0, covariance.models())
                .mapToDouble(covariance::standardError)
                .toArray();
    }

    static double[] effects(Covariance covariance, Fit fit) {
        return fit.effects().stream().mapToDouble(covariance::standardError).toArray();
    }

    static void assertRelative(double expected, double actual, double tolerance) {
        assertEquals(expected, actual, tolerance * Math.max(Math.abs(expected), 1e-3));
    }
}
