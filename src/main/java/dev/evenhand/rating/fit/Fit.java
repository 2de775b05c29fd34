package dev.evenhand.rating.fit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;

/**
 * Estimated strengths in logits, with mean zero (or measured from the opponent that a {@link Prior#phantomTie()} gives to
 * all), what was estimated beside them, and how much the votes say about each.
 */
public final class Fit {
    private final Tally tally;
    private final TieModel ties;
    private final double shape;
    private final Prior prior;
    private final double[] strengths;
    private final List<Effect> effects;
    private final List<Style.Feature> leftOut;
    private final Once<DMatrixRMaj> inverseInformation;
    private final Evidence evidence;
    private final Once<Double> negativeLogLikelihood;
    private final int steps;

    /**
     * @param shape of the tie model; not a number where it has none
     * @param inverseInformation and {@code negativeLogLikelihood}: asked for less often than the strengths, and together
     *     dearer
     */
    Fit(
            Tally tally,
            TieModel ties,
            double shape,
            Prior prior,
            double[] strengths,
            List<Effect> effects,
            List<Style.Feature> leftOut,
            Once<DMatrixRMaj> inverseInformation,
            Evidence evidence,
            Once<Double> negativeLogLikelihood,
            int steps) {
        this.tally = tally;
        this.ties = ties;
        this.shape = shape;
        this.prior = prior;
        this.strengths = strengths;
        this.effects = effects;
        this.leftOut = leftOut;
        this.inverseInformation = inverseInformation;
        this.evidence = evidence;
        this.negativeLogLikelihood = negativeLogLikelihood;
        this.steps = steps;
    }

    public int models() {
        return strengths.length;
    }

    public double strength(int model) {
        return strengths[model];
    }

    public double[] strengths() {
        return strengths.clone();
    }

    /** How probably the model is preferred to its rival, ties as half; neither is shown first, both are styled alike. */
    public double probability(int model, int rival) {
        return ties.expectedScore(strengths[model] - strengths[rival], shape);
    }

    /** How {@link #probability} changes with each parameter. */
    double[] slopes(int model, int rival) {
        double eta = strengths[model] - strengths[rival];
        double[] slopes = new double[strengths.length + effects.size()];
        slopes[model] = ties.slope(eta, shape);
        slopes[rival] = -slopes[model];
        effect(Effect.Kind.TIES).ifPresent(effect -> slopes[effect.place()] = ties.shapeSlope(eta, shape));
        return slopes;
    }

    /**
     * How probably a vote on two responses styled alike goes each way.
     *
     * @return nothing where ties were counted as half: then no chance of a tie was estimated
     */
    public Optional<TieModel.Outcomes> outcomes(int model, int rival, Cell.Shown shown) {
        double first = effect(Effect.Kind.POSITION).map(Effect::estimate).orElse(0.);
        double eta = strengths[model] - strengths[rival] + shown.sign * first;
        return ties == TieModel.HALF ? Optional.empty() : Optional.of(ties.outcomes(eta, shape));
    }

    public TieModel ties() {
        return ties;
    }

    /**
     * ν of Davidson's model, e^τ of Rao and Kupper's; nothing where ties were counted as half.
     *
     * <p>Where no vote is a tie, likelihood is greatest at the boundary, at ν = 0 and e^τ = 1: then the shape is no
     * {@link #effects() effect}, because an error cannot be given at a boundary.
     */
    public OptionalDouble tieParameter() {
        return ties == TieModel.HALF ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(shape));
    }

    /** What was estimated beside the strengths. */
    public List<Effect> effects() {
        return effects;
    }

    public Optional<Effect> effect(Effect.Kind kind) {
        return effects.stream().filter(effect -> effect.kind() == kind).findFirst();
    }

    /** Features of style that were asked for and in which no two responses to one vote differ: nothing is known of them. */
    public List<Style.Feature> leftOut() {
        return leftOut;
    }

    /** What was believed before any vote. */
    public Prior prior() {
        return prior;
    }

    /** Of the votes alone, without the prior and the penalty on style. */
    public double negativeLogLikelihood() {
        return negativeLogLikelihood.get();
    }

    /** Newton steps that were made, of all parameters together or of one after another. */
    public int steps() {
        return steps;
    }

    /** What was fitted. */
    public Tally tally() {
        return tally;
    }

    /**
     * For what is known of the {@link BradleyTerry} model only.
     *
     * @throws IllegalArgumentException where more than strengths was estimated, or a prior believed
     */
    public Fit requireStrengthsOnly() {
        if (ties != TieModel.HALF || !effects.isEmpty() || !prior.equals(Prior.none())) {
            throw new IllegalArgumentException(
                    "This is known of the Bradley–Terry model only: fit without tie model, position, style and prior.");
        }
        return this;
    }

    /** Strengths, then effects. */
    double[] parameters() {
        return evidence.parameters();
    }

    Evidence evidence() {
        return evidence;
    }

    /** One entry of H⁺, in logits²: the covariance of two strengths if votes are independent and the model holds. */
    public double inverseInformation(int model, int other) {
        return inverseInformation.get().get(model, other);
    }

    /** H⁺, the pseudo-inverse of the observed information at the estimate: strengths first, then effects. */
    DMatrixRMaj inverseInformation() {
        return inverseInformation.get();
    }
}
