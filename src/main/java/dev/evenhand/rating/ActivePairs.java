package dev.evenhand.rating;

import dev.evenhand.battle.Matchmaker;
import dev.evenhand.rating.Leaderboards.Made;
import dev.evenhand.rating.fit.pairing.Aim;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Weighs pairs by what one more vote on each would tell, from the votes that an arena's board was last made of. */
@ApplicationScoped
class ActivePairs implements Matchmaker {
    private final Leaderboards leaderboards;

    ActivePairs(Leaderboards leaderboards) {
        this.leaderboards = leaderboards;
    }

    @Override
    public Scales scales(UUID arena, Aim aim) {
        Optional<Made> latest = leaderboards.latest(arena);
        return pairs -> latest.map(made -> weigh(made, aim, pairs)).orElseGet(() -> even(pairs.size()));
    }

    private static double[] weigh(Made made, Aim aim, List<Pair> pairs) {
        return pairs.stream().mapToDouble(pair -> weight(made, aim, pair)).toArray();
    }

    private static double weight(Made made, Aim aim, Pair pair) {
        return made.board()
                .weight(aim, made.names().get(pair.first()), made.names().get(pair.second()));
    }

    private static double[] even(int pairs) {
        double[] weights = new double[pairs];
        Arrays.fill(weights, 1);
        return weights;
    }
}
