package dev.evenhand.rating.fit;

import java.util.Optional;

/**
 * One candidate against one baseline, from the votes on these two alone.
 *
 * @param votes all of them; beyond wins, losses and ties these are soft outcomes
 * @param decided the candidate's share of what was won or lost outright; nothing where there is no such vote
 * @param halfTies the candidate's mean score, a tie being half; nothing where there are no votes
 */
public record HeadToHead(
        long votes, long wins, long losses, long ties, Optional<Proportion> decided, Optional<Proportion> halfTies) {

    /** @param interval says which votes are clustered; {@link Interval#IID} and {@link Interval#FISHER}: none are */
    public static HeadToHead of(Cells cells, int candidate, int baseline, Interval interval) {
        Cells both = cells.within(candidate, baseline);
        Tally.Totals totals = both.tally().totals().getFirst();
        return new HeadToHead(
                totals.votes(),
                totals.wins(),
                totals.losses(),
                totals.ties(),
                DesignEffect.share(both.decided(), interval),
                DesignEffect.share(both, interval));
    }
}
