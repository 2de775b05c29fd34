package dev.evenhand.rating.fit.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Prints how long one pass over many invented games takes; asserts nothing. Run its main method. */
final class SequentialSpeed {
    private static final int MODELS = 150;
    private static final int GAMES = 2_000_000;
    private static final double TIES = 0.2;
    private static final int RUNS = 11;

    private SequentialSpeed() {}

    public static void main(String[] args) {
        List<Game> games = games();
        timed("Elo", () -> Elo.withK(Elo.ONLINE_K).ratings(MODELS, games));
        timed("Glicko-2", () -> new Glicko2(0.5).periods(MODELS, List.of(games)));
        timed("TrueSkill", () -> TrueSkill.usual().after(MODELS, games));
    }

    private static List<Game> games() {
        Random random = new Random(1);
        double[] strengths = random.doubles(MODELS, -1, 1).toArray();
        List<Game> games = new ArrayList<>(GAMES);
        for (int game = 0; game < GAMES; game++) {
            int model = random.nextInt(MODELS);
            int rival = (model + 1 + random.nextInt(MODELS - 1)) % MODELS;
            boolean won = random.nextDouble() < 1 / (1 + Math.exp(strengths[rival] - strengths[model]));
            boolean tied = random.nextDouble() < TIES;
            games.add(new Game(model, rival, tied ? Game.TIE : won ? Game.WIN : Game.LOSS));
        }
        return games;
    }

    private static <T> void timed(String what, Supplier<T> work) {
        double[] milliseconds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            work.get();
            milliseconds[run] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        System.out.printf("%-10s %8.1f ms%n", what, milliseconds[RUNS / 2]);
    }
}
