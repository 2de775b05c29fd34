package dev.evenhand.rating.fit.sequential;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * TrueSkill for two: of each model's skill a normal belief is held, and moved by one game after another.
 *
 * <p>Two models perform about their skills with deviation β; the one that performs better by more than the draw margin
 * wins. The updates are the closed forms for two players. Depends on the order of the games, and σ is how sure the filter
 * is under its own assumptions, not a standard error.
 *
 * @param mean of a skill before the first game
 * @param deviation of a skill before the first game, above zero
 * @param beta deviation of one performance about the skill, above zero
 * @param tau what every game adds to a deviation, in squares; zero where skills do not move
 * @param drawMargin by how much performances must differ for a win; zero is the limit in which a tie says that both were
 *     equal
 * @see <a href="https://proceedings.neurips.cc/paper/2006/hash/f44ee263952e65b3610b8ba51229d1f9-Abstract.html">Herbrich,
 *     Minka and Graepel 2006</a>
 */
public record TrueSkill(double mean, double deviation, double beta, double tau, double drawMargin) {
    public TrueSkill {
        boolean positive = deviation > 0 && beta > 0 && tau >= 0 && drawMargin >= 0;
        if (!positive || !Double.isFinite(mean + deviation + beta + tau + drawMargin)) {
            throw new IllegalArgumentException("No TrueSkill with mean %s, σ %s, β %s, τ %s, draw margin %s."
                    .formatted(mean, deviation, beta, tau, drawMargin));
        }
    }

    /** What the authors and most libraries start from: 25, 25/3, 25/6, 25/300, and one game of ten tied. */
    public static TrueSkill usual() {
        double mean = 25;
        return new TrueSkill(mean, mean / 3, mean / 6, mean / 300, drawMargin(0.1, mean / 6));
    }

    /** The margin at which two equals tie with this probability: Φ⁻¹((1 + p)/2)·√2·β. */
    public static double drawMargin(double probability, double beta) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("Equals cannot tie with probability %s.".formatted(probability));
        }
        double normal = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + probability) / 2);
        return normal * Math.sqrt(2) * beta;
    }

    /** What is believed of one skill. */
    public record Belief(double mean, double deviation) {
        public Belief {
            if (!(deviation > 0 && Double.isFinite(mean + deviation))) {
                throw new IllegalArgumentException("Nothing can be believed of %s ± %s.".formatted(mean, deviation));
            }
        }
    }

    /** Of both, after a game between them. */
    public record Beliefs(Belief model, Belief rival) {}

    /** Of every model by number, after the last game. A soft outcome is refused: nobody knows who performed better. */
    public List<Belief> after(int models, Iterable<Game> games) {
        Belief[] beliefs = Collections.nCopies(models, unknown()).toArray(Belief[]::new);
        for (Game game : games) {
            Beliefs both = after(game.score(), beliefs[game.model()], beliefs[game.rival()]);
            beliefs[game.model()] = both.model();
            beliefs[game.rival()] = both.rival();
        }
        return List.copyOf(Arrays.asList(beliefs));
    }

    public Belief unknown() {
        return new Belief(mean, deviation);
    }

    private Beliefs after(double score, Belief model, Belief rival) {
        if (score == Game.TIE) {
            return tied(model, rival);
        }
        if (score == Game.WIN) {
            return won(model, rival);
        }
        if (score == Game.LOSS) {
            Beliefs both = won(rival, model);
            return new Beliefs(both.rival(), both.model());
        }
        throw new IllegalArgumentException("A score of %s is neither a win nor a tie.".formatted(score));
    }

    public Beliefs won(Belief winner, Belief loser) {
        double c = spread(winner, loser);
        return moved(winner, loser, c, Truncation.above((winner.mean() - loser.mean() - drawMargin) / c));
    }

    public Beliefs tied(Belief model, Belief rival) {
        double c = spread(model, rival);
        return moved(model, rival, c, Truncation.within((model.mean() - rival.mean()) / c, drawMargin / c));
    }

    /** c = √(2β² + σ² + σ'²), the deviation of the difference of two performances. */
    private double spread(Belief model, Belief rival) {
        return Math.sqrt(2 * beta * beta + (variance(model) + variance(rival)));
    }

    private Beliefs moved(Belief model, Belief rival, double c, Truncation truncation) {
        return new Beliefs(
                moved(model, c, truncation.v(), truncation.w()), moved(rival, c, -truncation.v(), truncation.w()));
    }

    private Belief moved(Belief belief, double c, double v, double w) {
        double variance = variance(belief);
        double share = variance / (c * c);
        return new Belief(belief.mean() + c * share * v, Math.sqrt(variance * (1 - share * w)));
    }

    private double variance(Belief belief) {
        return belief.deviation() * belief.deviation() + tau * tau;
    }
}
