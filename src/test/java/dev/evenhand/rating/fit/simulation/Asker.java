package dev.evenhand.rating.fit.simulation;

import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.pairing.Aim;
import dev.evenhand.rating.fit.pairing.Lot;
import dev.evenhand.rating.fit.pairing.Pairing;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Asks for one pair after another by an aim, or by chance, and keeps the counts that it decides by. */
final class Asker {
    private final int models;
    private final Optional<Aim> aim;
    private final RandomGenerator random;
    private final int[][] wins;
    private final int[] first;
    private final int[] second;
    private final double[] weights;
    private int votes;
    private int stale;

    /** @param aim nothing for pure chance */
    Asker(int models, Optional<Aim> aim, RandomGenerator random) {
        this.models = models;
        this.aim = aim;
        this.random = random;
        this.wins = new int[models][models];
        int pairs = models * (models - 1) / 2;
        this.first = new int[pairs];
        this.second = new int[pairs];
        this.weights = new double[pairs];
        Arrays.fill(weights, 1);
        int k = 0;
        for (int i = 0; i < models; i++) {
            for (int j = i + 1; j < models; j++) {
                first[k] = i;
                second[k++] = j;
            }
        }
    }

    /** Any pair. */
    int pair() {
        return aim.isEmpty()
                ? random.nextInt(weights.length)
                : Lot.draw(weights, random).index();
    }

    /** One of the pairs that are not among those shown. */
    int pairBeside(Set<Integer> shown) {
        int[] open = java.util.stream.IntStream.range(0, weights.length)
                .filter(pair -> !shown.contains(pair))
                .toArray();
        if (aim.isEmpty()) {
            return open[random.nextInt(open.length)];
        }
        return open[
                Lot.draw(Arrays.stream(open).mapToDouble(k -> weights[k]).toArray(), random)
                        .index()];
    }

    int first(int pair) {
        return first[pair];
    }

    int second(int pair) {
        return second[pair];
    }

    /** @param patience how many votes may pass before the weights are made anew */
    void voted(int pair, boolean firstWon, int patience) {
        if (firstWon) {
            wins[first[pair]][second[pair]]++;
        } else {
            wins[second[pair]][first[pair]]++;
        }
        votes++;
        stale++;
        if (stale >= patience && aim.isPresent()) {
            stale = 0;
            Pairing pairing = Pairing.of(cells().tally(), aim.get());
            for (int k = 0; k < weights.length; k++) {
                weights[k] = pairing.weight(first[k], second[k]);
            }
        }
    }

    int votes() {
        return votes;
    }

    /** How often each pair was asked; the same from both sides. */
    double[][] asked() {
        double[][] asked = new double[models][models];
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < models; j++) {
                asked[i][j] = wins[i][j] + wins[j][i];
            }
        }
        return asked;
    }

    Cells cells() {
        Cells.Builder cells = Cells.among(models);
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < models; j++) {
                if (wins[i][j] > 0) {
                    cells.add(Cell.of(i, j, Cell.WIN).times(wins[i][j]));
                }
            }
        }
        return cells.build();
    }
}
