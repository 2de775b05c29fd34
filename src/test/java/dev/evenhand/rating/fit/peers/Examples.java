package dev.evenhand.rating.fit.peers;

import dev.evenhand.rating.fit.sequential.Game;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Votes whose results are printed somewhere. */
final class Examples {
    /** Wikipedia's example of the Bradley–Terry model, which arena-rank tests: models A, B, C and D. */
    static final List<Game> WIKIPEDIA =
            games(new int[][] {{0, 1, 2}, {1, 0, 3}, {0, 3, 1}, {3, 0, 4}, {1, 2, 5}, {2, 1, 3}, {2, 3, 1}, {3, 2, 3}});

    private Examples() {}

    /** @param rows winner, loser, how often */
    static List<Game> games(int[]... rows) {
        List<Game> games = new ArrayList<>();
        for (int[] row : rows) {
            games.addAll(Collections.nCopies(row[2], Game.won(row[0], row[1])));
        }
        return games;
    }
}
