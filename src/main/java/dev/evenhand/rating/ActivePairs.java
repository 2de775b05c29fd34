package dev.evenhand.rating;

import dev.evenhand.battle.Matchmaker;
import dev.evenhand.rating.Leaderboards.Made;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * Weighs a pair by what one more vote on it tells about all strengths: the growth of the information's determinant,
 * ln(1 + p(1 − p) (e_a − e_b)ᵀ H⁺ (e_a − e_b)).
 *
 * <p>A pair that the votes do not connect yet is worth as much as the best of the others.
 */
@ApplicationScoped
class ActivePairs implements Matchmaker {
    private final Leaderboards leaderboards;

    ActivePairs(Leaderboards leaderboards) {
        this.leaderboards = leaderboards;
    }

    @Override
    public Scales scales(UUID arena) {
        Made latest = leaderboards.latest(arena);
        return pairs -> weigh(latest, pairs);
    }

    private static double[] weigh(Made latest, List<Pair> pairs) {
        OptionalDouble[] gains = pairs.stream().map(pair -> gain(latest, pair)).toArray(OptionalDouble[]::new);
        double best = Arrays.stream(gains)
                .flatMapToDouble(OptionalDouble::stream)
                .max()
                .orElse(1);
        return Arrays.stream(gains).mapToDouble(gain -> gain.orElse(best)).toArray();
    }

    private static OptionalDouble gain(Made latest, Pair pair) {
        String first = latest.names().get(pair.first());
        String second = latest.names().get(pair.second());
        OptionalDouble error = latest.board().error(first, second);
        OptionalDouble expected = latest.board().expected(first, second);
        if (error.isEmpty() || expected.isEmpty()) {
            return OptionalDouble.empty();
        }
        double p = expected.getAsDouble();
        return OptionalDouble.of(Math.log1p(p * (1 - p) * error.getAsDouble() * error.getAsDouble()));
    }
}
