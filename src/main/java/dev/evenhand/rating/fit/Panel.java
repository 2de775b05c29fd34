package dev.evenhand.rating.fit;

import java.util.HashMap;
import java.util.Map;

/**
 * What may be said at any time of two models, fed by raters and not by votes: votes of one rater have a mean of their own,
 * and a sequence fed with them would take one rater's taste for everybody's.
 *
 * <p>A rater is complete with so many votes, a number that is chosen before the first vote and never looks at what the votes
 * say; then, and only then, the mean of these votes is fed, and what the same rater says later is left out. Until then
 * nothing of the rater is known to the sequence, so that nothing that was fed ever changes. A rater who stops sooner is not
 * counted: the sequence speaks of raters who complete. A vote of which the rater is unknown is a rater who is complete with
 * one.
 *
 * <p>With one vote for each rater nobody is left out, and where raters do not repeat this is the sequence of all votes. More
 * votes settle sooner where each rater casts that many anyway.
 */
public final class Panel {
    private final ConfidenceSequence sequence;
    private final int quota;
    private final Map<Integer, Rater> raters = new HashMap<>();

    private static final class Rater {
        int votes;
        double sum;
    }

    private Panel(ConfidenceSequence sequence, int quota) {
        this.sequence = sequence;
        this.quota = quota;
    }

    /** Of the first decided vote of each rater: wins and losses only. */
    public static Panel ofFirstVotes(double level) {
        return new Panel(new BetaMixture(level), 1);
    }

    /** Of the mean score of the first so many votes of each rater, a tie being half. */
    public static Panel ofMeans(double level, int quota) {
        if (quota < 1) {
            throw new IllegalArgumentException("A rater cannot be complete with %d votes".formatted(quota));
        }
        return new Panel(new EmpiricalBernstein(level), quota);
    }

    /** @param rater a number that always means the same one, or {@link Cell#UNKNOWN} */
    public void add(int rater, double score) {
        if (!(score >= Cell.LOSS && score <= Cell.WIN)) {
            throw new IllegalArgumentException("%s is not a score".formatted(score));
        }
        if (rater == Cell.UNKNOWN) {
            sequence.add(score);
            return;
        }
        Rater own = raters.computeIfAbsent(rater, unseen -> new Rater());
        if (own.votes + 1 == quota) {
            // Should it be refused, the rater has not spoken.
            sequence.add((own.sum + score) / quota);
        }
        own.votes++;
        own.sum += score;
    }

    /** What is said so far; its observations are raters. */
    public ConfidenceSequence sequence() {
        return sequence;
    }

    /** Raters of whom some votes are waiting for the rest. */
    public long incomplete() {
        return raters.values().stream().filter(rater -> rater.votes < quota).count();
    }
}
