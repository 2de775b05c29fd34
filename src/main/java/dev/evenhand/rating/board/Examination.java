package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Checkup.ByTieRule;
import dev.evenhand.rating.board.Checkup.Circles;
import dev.evenhand.rating.board.Checkup.Fitness;
import dev.evenhand.rating.board.Checkup.Flip;
import dev.evenhand.rating.board.Checkup.Fragile;
import dev.evenhand.rating.board.Checkup.Influences;
import dev.evenhand.rating.board.Checkup.Influential;
import dev.evenhand.rating.board.Checkup.Rated;
import dev.evenhand.rating.board.Checkup.Residual;
import dev.evenhand.rating.board.Checkup.Thin;
import dev.evenhand.rating.board.Checkup.ThinPair;
import dev.evenhand.rating.board.Checkup.TieRules;
import dev.evenhand.rating.board.Checkup.Triad;
import dev.evenhand.rating.board.Settings.Ties;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.NotConverged;
import dev.evenhand.rating.fit.Ranks;
import dev.evenhand.rating.fit.Specification;
import dev.evenhand.rating.fit.TieModel;
import dev.evenhand.rating.fit.diagnosis.Change;
import dev.evenhand.rating.fit.diagnosis.Cyclicity;
import dev.evenhand.rating.fit.diagnosis.Fragility;
import dev.evenhand.rating.fit.diagnosis.GoodnessOfFit;
import dev.evenhand.rating.fit.diagnosis.RaterInfluence;
import dev.evenhand.rating.fit.diagnosis.SparsePairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Makes a {@link Checkup}: one section after the other, the quick ones first. */
final class Examination {
    /** As many lines as somebody reads; how many there are is told apart. */
    private static final int LISTED_PAIRS = 50;

    private static final int LISTED_TRIADS = 10;
    private static final int LISTED_RATERS = 20;

    private final Consumer<String> progress;
    private final Settings settings;
    private final Collection<String> models;
    private final Collection<Said> votes;
    private final Field field;
    private final Board board;

    Examination(Collection<String> models, Collection<Said> votes, Settings settings, Consumer<String> progress) {
        Checked.requireStrengthsOnly(settings);
        this.progress = progress;
        this.settings = settings;
        this.models = models;
        this.votes = votes;
        progress.accept("Making the board");
        this.field = field(settings);
        this.board = Board.of(field, settings);
    }

    private Field field(Settings by) {
        Field.Builder builder = Field.under(by);
        models.forEach(model -> builder.model(model, null));
        votes.forEach(builder::add);
        return builder.build();
    }

    Checkup checkup() {
        Optional<Part> largest = board.largest();
        if (largest.isEmpty()) {
            return new Checkup(
                    board.table().method(),
                    field.votes(),
                    field.raters(),
                    List.of(),
                    "No model is on the board yet.",
                    Checked.NOTHING,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    board.table().warnings());
        }
        Checked checked = new Checked(field, largest.get());
        progress.accept("Looking at pairs and circles");
        Fitness fitness = fitness(checked);
        Circles circles = circles(checked);
        Thin thin = thin(checked);
        progress.accept("Trying other rules for ties");
        TieRules ties = ties(checked);
        progress.accept("Leaving out raters");
        Cells byRater = checked.merged(true);
        Influences influence = influence(checked, byRater);
        progress.accept("Looking for the votes that decide the first rank");
        Fragile fragility = fragility(checked, byRater);
        progress.accept("Holding raters against each other");
        Judgements judgements = Judgements.of(checked);
        Checkup.Agreement agreement = judgements.agreement();
        Checkup.Reliabilities reliability = judgements.reliabilities();
        return new Checkup(
                board.table().method(),
                field.votes(),
                field.raters(),
                checked.names(),
                checked.scope(board),
                null,
                fitness,
                circles,
                ties,
                influence,
                fragility,
                thin,
                agreement,
                reliability,
                board.table().warnings());
    }

    // ------------------------------------------------------------------------------------------------ does it fit?

    private Fitness fitness(Checked checked) {
        GoodnessOfFit fit = GoodnessOfFit.of(checked.fit());
        double alpha = 1 - settings.level();
        int standingOut = (int) fit.residuals().stream()
                .filter(residual -> residual.p() < alpha)
                .count();
        int pairs = checked.fit().tally().pairs().size();
        boolean tests = fit.p().isPresent();
        String missing = tests
                ? null
                : "%d pairs have votes, and %d strengths reproduce whatever they say. Votes on further pairs make a test."
                        .formatted(pairs, checked.fit().models());
        return new Fitness(
                tests ? Words.fitness(fit, pairs, standingOut, alpha) : "Nothing is left to test.",
                missing,
                fit.g2(),
                fit.x2(),
                fit.degreesOfFreedom(),
                tests ? fit.dispersion().getAsDouble() : null,
                tests ? fit.p().getAsDouble() : null,
                fit.conservative(),
                pairs,
                standingOut,
                fit.residuals().stream()
                        .limit(LISTED_PAIRS)
                        .map(r -> new Residual(
                                checked.name(r.model()),
                                checked.name(r.rival()),
                                r.votes(),
                                r.score() / r.votes(),
                                r.expected() / r.votes(),
                                r.z(),
                                r.p(),
                                r.p() < alpha))
                        .toList());
    }

    private Circles circles(Checked checked) {
        Optional<Cyclicity> found = Cyclicity.of(checked.fit().tally());
        if (checked.fit().models() < 3 || found.isEmpty()) {
            return new Circles(
                    "Two models cannot go round in a circle.", "A circle takes three models.", null, null, List.of());
        }
        Cyclicity cyclicity = found.get();
        return new Circles(
                Words.circles(cyclicity),
                null,
                cyclicity.share(),
                cyclicity.cyclicTriads(),
                cyclicity.triads().stream()
                        .limit(LISTED_TRIADS)
                        .map(triad -> new Triad(
                                List.of(
                                        checked.name(triad.first()),
                                        checked.name(triad.second()),
                                        checked.name(triad.third())),
                                triad.weakest()))
                        .toList());
    }

    private Thin thin(Checked checked) {
        SparsePairs pairs = SparsePairs.of(checked.fit());
        return new Thin(
                Words.thin(pairs),
                pairs.pairs(),
                pairs.neverMet(),
                pairs.sparse().size(),
                pairs.sparse().stream()
                        .limit(LISTED_PAIRS)
                        .map(pair -> new ThinPair(
                                checked.name(pair.model()), checked.name(pair.rival()), pair.votes(), pair.expected()))
                        .toList());
    }

    // ----------------------------------------------------------------------------------------------- rules for ties

    private TieRules ties(Checked checked) {
        Cells tied = settings.ties() == Ties.HALF
                ? checked.merged(false)
                : checked.merged(false, field(settings.with(Ties.HALF)).cells());
        List<ByTieRule> rules = Arrays.stream(Ties.values())
                .map(rule -> by(rule, checked, tied))
                .toList();
        return new TieRules(Words.ties(rules), rules);
    }

    private ByTieRule by(Ties rule, Checked checked, Cells tied) {
        boolean chosen = rule == settings.ties();
        try {
            Fit fit =
                    switch (rule) {
                        case HALF -> Specification.BRADLEY_TERRY.fit(tied);
                        case DAVIDSON ->
                            Specification.BRADLEY_TERRY.with(TieModel.DAVIDSON).fit(tied);
                        case RAO_KUPPER ->
                            Specification.BRADLEY_TERRY
                                    .with(TieModel.RAO_KUPPER)
                                    .fit(tied);
                        case DROP -> Specification.BRADLEY_TERRY.fit(tied.withoutTies());
                    };
            Change change = Change.between(checked.fit().strengths(), fit.strengths());
            List<Rated> standings = IntStream.range(0, fit.models())
                    .mapToObj(model -> new Rated(
                            checked.name(model),
                            Ranks.rank(fit, model),
                            checked.scale().rating(fit, model)))
                    .sorted(Comparator.comparingInt(Rated::rank).thenComparing(Rated::model))
                    .toList();
            return new ByTieRule(
                    Settings.word(rule),
                    chosen,
                    null,
                    change.rating(),
                    change.stretch(),
                    change.beyondStretch(),
                    change.rank(),
                    change.anotherFirst(),
                    standings);
        } catch (IllegalArgumentException | NotConverged e) {
            return new ByTieRule(Settings.word(rule), chosen, e.getMessage(), null, null, null, null, null, List.of());
        }
    }

    // ------------------------------------------------------------------------------------- single raters, few votes

    private Influences influence(Checked checked, Cells byRater) {
        List<RaterInfluence> found = RaterInfluence.of(checked.fit(), byRater, LISTED_RATERS);
        if (found.isEmpty()) {
            return new Influences("Nothing can be said of single raters.", Checked.RATERS_UNKNOWN, List.of());
        }
        Map<Integer, String> raters = checked.raters();
        List<Influential> listed = found.stream()
                .limit(LISTED_RATERS)
                .map(rater -> influential(rater, raters.get(rater.rater()), checked, byRater.votes()))
                .sorted(Comparator.comparing(Influential::change, Comparator.nullsFirst(Comparator.reverseOrder())))
                .toList();
        return new Influences(Words.influence(listed), null, listed);
    }

    private static Influential influential(RaterInfluence rater, String name, Checked checked, long all) {
        Optional<Change> exact = rater.exact();
        return new Influential(
                name,
                rater.votes(),
                rater.votes() / (double) all,
                rater.step(),
                exact.isPresent() ? null : "Without this rater the votes do not connect all models.",
                exact.map(change -> checked.name(change.rated())).orElse(null),
                exact.map(Change::rating).orElse(null),
                exact.map(Change::rank).orElse(null),
                exact.map(Change::anotherFirst).orElse(null));
    }

    private static Fragile fragility(Checked checked, Cells byRater) {
        Fit fit = checked.fit();
        String leader = checked.names().getFirst();
        Optional<Fragility.Flip> votes = Fragility.ofVotes(fit, checked.merged(false));
        Optional<Fragility.Flip> raters = Fragility.ofRaters(fit, byRater);
        String none = "No %s were found without which another model stands first and all models stay connected.";
        return new Fragile(
                leader,
                flip(votes, "vote", leader, checked, none.formatted("votes")),
                flip(
                        raters,
                        "rater",
                        leader,
                        checked,
                        byRater.knownRaters() == 0 ? Checked.RATERS_UNKNOWN : none.formatted("raters")));
    }

    private static Flip flip(
            Optional<Fragility.Flip> found, String what, String leader, Checked checked, String missing) {
        return found.map(flip -> {
                    String first = checked.name(flip.first());
                    return new Flip(Words.flip(flip, what, leader, first), null, flip.removed(), flip.share(), first);
                })
                .orElseGet(() -> new Flip(missing, missing, null, null, null));
    }

    /** Models by number in the fit, the strongest first. */
    static List<Integer> byStrength(Fit fit) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, fit.models()).boxed().toList());
        order.sort(Comparator.comparingDouble(model -> -fit.strength(model)));
        return order;
    }
}
