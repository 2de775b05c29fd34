package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
import dev.evenhand.battle.Matchmaker.Pair;
import dev.evenhand.battle.Matchmaker.Scales;
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
    record Contender(UUID response, UUID model) {}

    record Drawn(Candidate pair, double probability) {}

    /** An arena's rule, as a weight for each candidate. */
    interface Rule {
        double[] weigh(List<Candidate> candidates);
    }

    private final Matchmaker matchmaker;
    private final RandomGenerator chance;

    Draw(Matchmaker matchmaker, RandomGenerator chance) {
        this.matchmaker = matchmaker;
        this.chance = chance;
    }

    /** The rule by which this arena's pairs are drawn now. To be asked outside of every transaction. */
    Rule rule(Arena arena) {
        return switch (arena.matchmaking()) {
            case UNIFORM -> candidates -> even(candidates.size());
            case LEAST_SEEN ->
                candidates -> candidates.stream()
                        .mapToDouble(c -> 1.0 / (1 + c.votes()))
                        .toArray();
            case ACTIVE -> {
                Scales scales = matchmaker.scales(arena.id());
                yield candidates -> scales.weigh(models(candidates));
            }
        };
    }

    Drawn pair(Rule rule, List<Candidate> candidates) {
        double[] weights = rule.weigh(candidates);
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
