package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst ought to know of a board before quoting it: whether one strength for each model suffices, and how much
 * hangs on single raters, few votes, or the rule for ties.
 *
 * <p>Of the largest group of models that votes connect. Every section says its result as a sentence. A number that cannot
 * be had is absent, and then {@code missing} beside it says why.
 *
 * @param method the settings; the checks are of Bradley–Terry strengths with ties as half or left out
 * @param votes all votes looked at
 * @param raters how many of their raters are known
 * @param models those that are checked, the strongest first
 * @param scope of which models the checks speak, as a sentence
 * @param missing why nothing can be checked at all; then there is no section
 * @param warnings the board's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Checkup(
        Method method,
        long votes,
        int raters,
        List<String> models,
        String scope,
        @Nullable String missing,
        @Nullable Fitness fit,
        @Nullable Circles circles,
        @Nullable TieRules ties,
        @Nullable Influences influence,
        @Nullable Fragile fragility,
        @Nullable Thin thin,
        @Nullable Agreement agreement,
        @Nullable Reliabilities reliability,
        List<Warning> warnings) {

    /**
     * Whether one strength for each model says what happened between every two.
     *
     * @param g2 the deviance, χ² with {@code degreesOfFreedom} where the model holds and votes are independent
     * @param x2 Pearson's statistic
     * @param dispersion X² for each degree of freedom: near 1 where the model holds
     * @param p of G²
     * @param conservative whether ties as half make a large p say little
     * @param pairs how many pairs of models have votes
     * @param standingOut how many of them deviate at the board's level, Holm's adjustment included
     * @param residuals the pairs, the most surprising first, as many as fit a page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Fitness")
    public record Fitness(
            String sentence,
            @Nullable String missing,
            double g2,
            double x2,
            int degreesOfFreedom,
            @Nullable Double dispersion,
            @Nullable Double p,
            boolean conservative,
            int pairs,
            int standingOut,
            List<Residual> residuals) {}

    /**
     * How far a pair is from what the strengths say.
     *
     * @param votes their number, or their weight
     * @param observed the model's win rate against its rival, ties as half
     * @param expected the same by the strengths
     * @param z standard normal where the model holds
     * @param p two-sided, after Holm over all pairs
     */
    @Schema(name = "PairResidual")
    public record Residual(
            String model,
            String rival,
            double votes,
            double observed,
            double expected,
            double z,
            double p,
            boolean standsOut) {}

    /**
     * How much of what happened goes round in circles.
     *
     * @param share of the weighted squared log odds that no order of the models can say, from 0 to 1
     * @param cyclicTriads how many triples of models beat each other in a circle
     * @param triads the clearest of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Circles")
    public record Circles(
            String sentence,
            @Nullable String missing,
            @Nullable Double share,
            @Nullable Long cyclicTriads,
            List<Triad> triads) {}

    /** Each beat the next, and the last the first. @param weakest the smallest of the three win rates */
    @Schema(name = "CyclicTriad")
    public record Triad(List<String> models, double weakest) {}

    /** What the board would say if ties were worth something else. */
    @Schema(name = "TieRules")
    public record TieRules(String sentence, List<ByTieRule> rules) {}

    /**
     * The board under one rule for ties.
     *
     * @param chosen whether it is the board's own
     * @param missing why there is none; then the rest is absent
     * @param ratingChange the largest change of a rating against the board, in its points
     * @param beyondStretch what is left of it, in Elo points, after all ratings are stretched alike
     * @param rankChange the largest change of a rank
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ByTieRule")
    public record ByTieRule(
            @Schema(enumeration = {"half", "davidson", "rao-kupper", "drop"})
            String rule,

            boolean chosen,
            @Nullable String missing,
            @Nullable Double ratingChange,
            @Nullable Double stretch,
            @Nullable Double beyondStretch,
            @Nullable Integer rankChange,
            @Nullable Boolean anotherFirst,
            List<Rated> standings) {}

    /** A model by one rule for ties. */
    @Schema(name = "RatedByTieRule")
    public record Rated(String model, int rank, double rating) {}

    /**
     * What the board would say without one rater.
     *
     * @param raters those whose removal moves a rating most, the most first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Influences")
    public record Influences(String sentence, @Nullable String missing, List<Influential> raters) {}

    /**
     * @param rater as in the export of votes
     * @param share of all votes that were fitted
     * @param estimate the largest change of a rating to first order, in Elo points
     * @param missing why there is no fit without this rater
     * @param model whose rating changes most without the rater
     * @param change by how many Elo points
     * @param rankChange the largest change of a rank
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Influential")
    public record Influential(
            String rater,
            long votes,
            double share,
            double estimate,
            @Nullable String missing,
            @Nullable String model,
            @Nullable Double change,
            @Nullable Integer rankChange,
            @Nullable Boolean anotherFirst) {}

    /** How little would have to go for another model to stand first. */
    @Schema(name = "Fragile")
    public record Fragile(String leader, Flip votes, Flip raters) {}

    /**
     * @param removed so many suffice; fewer might
     * @param share of all of them
     * @param first the model that then stands first, or level with the leader
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Flip")
    public record Flip(
            String sentence,
            @Nullable String missing,
            @Nullable Long removed,
            @Nullable Double share,
            @Nullable String first) {}

    /**
     * Pairs that hold too few votes to be looked at by themselves.
     *
     * @param pairs how many there could be
     * @param neverMet how many have no vote
     * @param sparse how many have votes, of which fewer than five are expected on one side
     * @param thinnest of these
     */
    @Schema(name = "ThinPairs")
    public record Thin(String sentence, int pairs, int neverMet, int sparse, List<ThinPair> thinnest) {}

    /** @param expected votes for the side that is expected to get fewer */
    @Schema(name = "ThinPair")
    public record ThinPair(String model, String rival, long votes, double expected) {}

    /**
     * How far raters say the same of the same two responses.
     *
     * @param units pairs of responses to one prompt that known raters judged
     * @param ratedTwice how many of them by two raters or more
     * @param judgements on those
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Agreement")
    public record Agreement(
            String sentence,
            @Nullable String missing,
            long units,
            long ratedTwice,
            long judgements,
            List<Measure> measures) {}

    /**
     * @param of how many units it is made
     * @param value 1 where all agree, 0 where they do as by chance
     * @param observed the share of pairs of judgements that agree
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AgreementMeasure")
    public record Measure(
            @Schema(enumeration = {"krippendorff-nominal", "krippendorff-interval", "fleiss", "cohen"})
            String name,

            String label,
            long of,
            @Nullable Double value,
            @Nullable Double observed,
            @Nullable String missing) {}

    /**
     * Which raters somebody ought to look at.
     *
     * @param dawidSkene why there is no accuracy, where there is none; likewise {@code crowdBt} and reliability
     * @param raters the least reliable first
     * @param doubtful how many agree clearly less than the middle of them with what all say together
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Reliabilities")
    public record Reliabilities(
            String sentence,
            @Nullable String dawidSkene,
            @Nullable String crowdBt,
            int doubtful,
            List<Reliable> raters) {}

    /**
     * @param judgements on pairs of responses that others judged too
     * @param accuracy by Dawid and Skene: how probably the rater says what a weighted majority says
     * @param decided votes that prefer a model
     * @param reliability by Crowd-BT: how probably the rater means what the strengths say; near one half at random
     * @param reliabilitySe its standard error
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Reliable")
    public record Reliable(
            String rater,
            long judgements,
            @Nullable Double accuracy,
            long decided,
            @Nullable Double reliability,
            @Nullable Double reliabilitySe,
            boolean doubtful) {}

    /**
     * @param models all there are, with votes or without
     * @param settings of the board that is checked
     * @param progress told what is being done, as the beginning of a sentence
     * @throws Unfit where checks are not offered for a board of these settings, or these votes do not allow the board
     */
    public static Checkup of(
            Collection<String> models, Collection<Said> votes, Settings settings, Consumer<String> progress) {
        return new Examination(models, votes, settings, progress).checkup();
    }

    /** @throws Unfit where checks are not offered for a board of these settings; likewise slices */
    public static void requireOffered(Settings settings) {
        Checked.requireStrengthsOnly(settings);
    }

    /** The same for readers who may not see the votes: raters by the order in which they stand here. */
    public Checkup anonymous() {
        Disguise disguise = new Disguise();
        return new Checkup(
                method,
                votes,
                raters,
                models,
                scope,
                missing,
                fit,
                circles,
                ties,
                influence == null ? null : disguise.of(influence),
                fragility,
                thin,
                agreement,
                reliability == null ? null : disguise.of(reliability),
                warnings);
    }
}
