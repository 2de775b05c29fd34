package dev.evenhand.battle;

import dev.evenhand.arena.Matchmaking;
import dev.evenhand.battle.Matchmaker.Pair;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Draws one of the pairs that could be shown, by an arena's rule, and says how probable that was.
 *
 * <p>It draws and never picks the best: always taking the most informative pair would bias strengths and make
 * intervals too narrow. A tenth of all draws is uniform, so that no pair is ever out of reach.
 */
@ApplicationScoped
class Draw {
    private static final double UNIFORM_SHARE = 0.1;

    /** A pair that could be shown; {@code votes} is how often it was weighed on this prompt. */
    record Candidate(Contender first, Contender second, long votes) {}

    /** One response of a prompt, without its text. */
    record Contender(UUID response, UUID model, byte[] textHash) {}

    record Drawn(Candidate pair, double probability) {}

    private final Matchmaker matchmaker;
    private final RandomGenerator chance;

    Draw(Matchmaker matchmaker, RandomGenerator chance) {
        this.matchmaker = matchmaker;
        this.chance = chance;
    }

    Drawn pair(UUID arena, Matchmaking rule, List<Candidate> candidates) {
        double[] weights =
                switch (rule) {
                    case UNIFORM -> even(candidates.size());
                    case LEAST_SEEN ->
                        candidates.stream()
                                .mapToDouble(c -> 1.0 / (1 + c.votes()))
                                .toArray();
                    case ACTIVE -> matchmaker.weigh(arena, models(candidates));
                };
        double total = Arrays.stream(weights).sum();
        double[] probabilities = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            probabilities[i] = UNIFORM_SHARE / weights.length + (1 - UNIFORM_SHARE) * weights[i] / total;
        }
        int drawn = draw(probabilities);
        return new Drawn(candidates.get(drawn), probabilities[drawn]);
    }

    /** Whether the first of two stands on the left. */
    boolean firstGoesLeft() {
        return chance.nextBoolean();
    }

    /** Where in the shuffled deck of prompts to start looking, in [0, 1). */
    double placeInDeck() {
        return chance.nextDouble();
    }

    /** A name for a new battle. */
    BattleId id() {
        return BattleId.drawn(chance);
    }

    private int draw(double[] probabilities) {
        double left = chance.nextDouble();
        for (int i = 0; i < probabilities.length; i++) {
            left -= probabilities[i];
            if (left < 0) {
                return i;
            }
        }
        // Rounding may leave a crumb after the last one.
        return probabilities.length - 1;
    }

    private static List<Pair> models(List<Candidate> candidates) {
        return candidates.stream()
                .map(c -> new Pair(c.first().model(), c.second().model()))
                .toList();
    }

    private static double[] even(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        return weights;
    }
}
