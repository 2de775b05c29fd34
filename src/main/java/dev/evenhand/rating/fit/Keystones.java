package dev.evenhand.rating.fit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Raters without whom the models would not all stand on one scale: nobody can say what the strengths were without them.
 *
 * <p>Nothing falls apart unless some model took something from a rival in the votes of one rater only, and there is no
 * other chain of results from the one to the other. So only such pairs are looked at.
 *
 * @param raters by number
 * @param votes of unknown raters that are as indispensable
 */
record Keystones(List<Integer> raters, int votes) {

    boolean any() {
        return !raters.isEmpty() || votes > 0;
    }

    /** @param cells whose models stand on one scale */
    static Keystones of(Cells cells) {
        Results results = new Results(cells);
        Clusters byRater = Clusters.byRater(cells);
        List<Integer> raters = new ArrayList<>();
        for (int cluster = 0; cluster < byRater.known(); cluster++) {
            int[] votes = byRater.of(cluster);
            if (results.needs(votes, cell -> cells.count[cell])) {
                raters.add(cells.rater[votes[0]]);
            }
        }
        int votes = 0;
        for (int cell : byRater.single()) {
            if (results.needs(new int[] {cell}, same -> 1)) {
                votes++;
            }
        }
        return new Keystones(List.copyOf(raters), votes);
    }

    private interface Count {
        long of(int cell);
    }

    /** In how many votes each model took something from each: a win, a tie, or part of a soft outcome. */
    private static final class Results {
        private final Cells cells;
        private final int models;
        private final long[] took;

        Results(Cells cells) {
            this.cells = cells;
            this.models = cells.models();
            this.took = new long[models * models];
            for (int cell = 0; cell < cells.size(); cell++) {
                change(cell, cells.count[cell]);
            }
        }

        /** Whether some chain of results is broken without these votes. */
        boolean needs(int[] votes, Count count) {
            for (int cell : votes) {
                change(cell, -count.of(cell));
            }
            boolean needed = false;
            for (int cell : votes) {
                needed = needed
                        || cells.score[cell] > 0 && !reaches(cells.model[cell], cells.rival[cell])
                        || cells.score[cell] < 1 && !reaches(cells.rival[cell], cells.model[cell]);
            }
            for (int cell : votes) {
                change(cell, count.of(cell));
            }
            return needed;
        }

        private void change(int cell, long votes) {
            int model = cells.model[cell];
            int rival = cells.rival[cell];
            took[model * models + rival] += cells.score[cell] > 0 ? votes : 0;
            took[rival * models + model] += cells.score[cell] < 1 ? votes : 0;
        }

        private boolean reaches(int from, int to) {
            if (took[from * models + to] > 0) {
                return true;
            }
            boolean[] seen = new boolean[models];
            Deque<Integer> open = new ArrayDeque<>(List.of(from));
            seen[from] = true;
            while (!open.isEmpty()) {
                int row = open.pop() * models;
                if (took[row + to] > 0) {
                    return true;
                }
                for (int next = 0; next < models; next++) {
                    if (took[row + next] > 0 && !seen[next]) {
                        seen[next] = true;
                        open.push(next);
                    }
                }
            }
            return false;
        }
    }
}
