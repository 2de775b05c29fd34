package dev.evenhand.battle;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Matchmaking;
import dev.evenhand.battle.Matchmaker.Pair;
import dev.evenhand.battle.Matchmaker.Scales;
import dev.evenhand.rating.fit.pairing.Aim;
import dev.evenhand.rating.fit.pairing.Lot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Draws one of the pairs that could be shown, by an arena's rule, and says how probable that was. */
@ApplicationScoped
class Draw {
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
        return rule(arena.id(), arena.matchmaking());
    }

    Rule rule(UUID arena, Matchmaking matchmaking) {
        return switch (matchmaking) {
            case UNIFORM -> candidates -> even(candidates.size());
            case LEAST_SEEN ->
                candidates -> candidates.stream()
                        .mapToDouble(c -> 1.0 / (1 + c.votes()))
                        .toArray();
            case ACTIVE -> aimed(arena, Aim.PRECISION);
            case ORDER -> aimed(arena, Aim.ORDER);
        };
    }

    private Rule aimed(UUID arena, Aim aim) {
        Scales scales = matchmaker.scales(arena, aim);
        return candidates -> scales.weigh(models(candidates));
    }

    Drawn pair(Rule rule, List<Candidate> candidates) {
        Lot lot = Lot.draw(rule.weigh(candidates), chance);
        return new Drawn(candidates.get(lot.index()), lot.probability());
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
