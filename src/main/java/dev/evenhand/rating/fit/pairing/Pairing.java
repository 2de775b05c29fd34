package dev.evenhand.rating.fit.pairing;

import dev.evenhand.rating.fit.Tally;

/**
 * How often each pair ought to be asked, given what was voted so far: in proportion to a power of what a vote on it
 * gains, because the gain alone is too even to come near the best design.
 *
 * <p>Where nothing is known all pairs weigh the same; a model without votes, or one that never lost, outweighs all that
 * is known better. Votes so asked come close to the best design for the aim, while every pair stays open.
 */
public final class Pairing {
    private final Gains gains;
    private final Aim aim;
    private final double greatest;

    private Pairing(Gains gains, Aim aim) {
        this.gains = gains;
        this.aim = aim;
        double most = 0;
        for (int model = 0; model < gains.models(); model++) {
            for (int rival = model + 1; rival < gains.models(); rival++) {
                most = Math.max(most, aim.gain(gains, model, rival));
            }
        }
        this.greatest = most;
    }

    public static Pairing of(Tally tally, Aim aim) {
        return new Pairing(Gains.of(tally), aim);
    }

    /** From 0 to 1, which is the weight of the pair that is worth most among all models. */
    public double weight(int model, int rival) {
        return Math.pow(aim.gain(gains, model, rival) / greatest, aim.sharpness());
    }
}
