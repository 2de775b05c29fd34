package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Settings.Anchor;
import dev.evenhand.rating.board.Settings.Rule;
import dev.evenhand.rating.fit.Bootstrap;
import dev.evenhand.rating.fit.Bounds;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Connectivity;
import dev.evenhand.rating.fit.Covariance;
import dev.evenhand.rating.fit.Effect;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Interval;
import dev.evenhand.rating.fit.NoMaximum;
import dev.evenhand.rating.fit.RankRule;
import dev.evenhand.rating.fit.Ranks;
import dev.evenhand.rating.fit.Scale;
import dev.evenhand.rating.fit.Tally;
import dev.evenhand.rating.fit.WinRates;
import dev.evenhand.rating.fit.pairing.Aim;
import dev.evenhand.rating.fit.pairing.Pairing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * What votes say of models by some settings: a fit for each connected part of them, and the table of both.
 *
 * <p>What cannot be rated is said, not invented. A board keeps what it found and not the votes: its size depends on the
 * number of models alone.
 */
public final class Board {
    /** Raised by every change of the engine that can change a number. */
    private static final String ENGINE = "3";

    private static final RankRule RANK_RULE = RankRule.MAX_Z;

    private final IntConsumer progress;
    private final Settings settings;
    private final Map<String, Integer> numbers;
    private final Interval interval;
    private final List<Part> parts;
    private final Table table;
    private final Tally tally;
    /** Made when a pair is first asked for: most boards are never drawn from. */
    private final Map<Aim, Pairing> pairings = new ConcurrentHashMap<>();

    private Board(Field field, Settings settings, IntConsumer progress) {
        this.progress = progress;
        this.tally = field.cells().tally();
        this.settings = settings;
        this.numbers = field.numbers();
        this.interval = settings.interval().orElseGet(() -> Interval.defaultFor(field.cells()));
        if (settings.rule() == Rule.BRADLEY_TERRY) {
            Connectivity connectivity = Connectivity.of(tally);
            this.parts = connectivity.components().stream()
                    .map(members -> part(field, members))
                    .toList();
            this.table = new Table(
                    method(),
                    field.votes(),
                    field.raters(),
                    standings(field),
                    unrated(field, connectivity, tally.totals()),
                    parts.stream().map(part -> names(field, part.members())).toList(),
                    warnings(field, connectivity),
                    estimated());
        } else {
            ByOtherRules rated = new ByOtherRules(field, settings);
            List<Standing> standings = rated.standings();
            List<String> names = standings.stream().map(Standing::model).toList();
            this.parts = List.of();
            this.table = new Table(
                    method(),
                    field.votes(),
                    field.raters(),
                    standings,
                    rated.unrated(),
                    names.isEmpty() ? List.of() : List.of(names),
                    List.of(new Warning(
                            "for-comparison",
                            "These are not this arena's ratings: %s is shown as others compute it, without an interval."
                                    .formatted(Settings.word(settings.rule())),
                            Map.of())),
                    List.of());
        }
    }

    /**
     * @param field built under these very settings
     * @throws Unfit where these votes do not allow what the settings ask for
     */
    public static Board of(Field field, Settings settings) {
        return of(field, settings, replicates -> {});
    }

    /** @param progress told how many replicates of a bootstrap are done */
    public static Board of(Field field, Settings settings, IntConsumer progress) {
        for (Anchor anchor : settings.anchors()) {
            if (!field.numbers().containsKey(anchor.model())) {
                throw Unfit.unknown(anchor);
            }
        }
        if (settings.hasStyle() && field.votes() > 0 && field.styled() == 0) {
            throw Unfit.withoutTexts();
        }
        try {
            return new Board(field, settings, progress);
        } catch (IllegalArgumentException e) {
            if (settings.anchors().size() < Settings.MOST_ANCHORS) {
                throw e;
            }
            // Two anchors give no scale where the votes, or raters drawn anew, rate them the other way round.
            throw new Unfit(e);
        }
    }

    private Part part(Field field, int[] members) {
        Cells cells = field.cells().within(members);
        try {
            Fit fit = settings.specification().fit(cells);
            Scale scale = scale(field, members);
            Optional<Covariance> covariance = settings.withInterval() ? covariance(fit, cells) : Optional.empty();
            List<dev.evenhand.rating.fit.Warning> warnings = settings.withInterval()
                    ? dev.evenhand.rating.fit.Warning.of(cells, interval, covariance)
                    : dev.evenhand.rating.fit.Warning.of(cells);
            return new Part(members, fit, covariance, scale, fit.tally().totals(), warnings);
        } catch (NoMaximum e) {
            throw new Unfit(e);
        }
    }

    private Optional<Covariance> covariance(Fit fit, Cells cells) {
        return interval == Interval.BOOTSTRAP
                ? Bootstrap.of(
                                fit,
                                cells,
                                settings.draws().replicates(),
                                settings.draws().seed(),
                                progress)
                        .map(Covariance.class::cast)
                : interval.covariance(fit, cells);
    }

    private Scale scale(Field field, int[] members) {
        List<Placed> placed = new ArrayList<>();
        for (int place = 0; place < members.length; place++) {
            String name = field.models().get(members[place]).name();
            for (Anchor anchor : settings.anchors()) {
                if (anchor.model().equals(name)) {
                    placed.add(new Placed(place, anchor.rating()));
                }
            }
        }
        placed.sort(Comparator.comparingDouble(Placed::rating).reversed());
        return switch (placed.size()) {
            case 0 -> Scale.centred();
            case 1 ->
                Scale.anchored(placed.getFirst().place(), placed.getFirst().rating());
            default ->
                Scale.anchored(
                        placed.getFirst().place(),
                        placed.getFirst().rating(),
                        placed.getLast().place(),
                        placed.getLast().rating());
        };
    }

    private record Placed(int place, double rating) {}

    // ------------------------------------------------------------------------------------------------------ questions

    public Table table() {
        return table;
    }

    /** The interval that was asked for, or else the best that the votes allow. */
    public Interval interval() {
        return interval;
    }

    /** The fit of the most models that are connected; nothing where no two are, and by the rules of others. */
    Optional<Part> largest() {
        return parts.stream().findFirst();
    }

    /** How probably the first is preferred; nothing where the votes do not connect the two. */
    public OptionalDouble expected(String model, String rival) {
        return between(model, rival, (part, a, b) -> part.fit().probability(a, b));
    }

    /** By how many Elo points the first is rated above the second; nothing where the votes do not connect the two. */
    public OptionalDouble gap(String model, String rival) {
        return between(model, rival, (part, a, b) -> part.rating(a) - part.rating(b));
    }

    /**
     * How often two models ought to be shown against each other, from 0 to 1.
     *
     * <p>A model that is not on the board, for it came after the votes were read, is as unknown as can be.
     */
    public double weight(Aim aim, String model, String rival) {
        Integer first = model == null ? null : numbers.get(model);
        Integer second = rival == null ? null : numbers.get(rival);
        return first == null || second == null ? 1 : pairing(aim).weight(first, second);
    }

    /** Does beforehand what the first question for a weight would wait for. */
    public void prepare(Aim aim) {
        pairing(aim);
    }

    private Pairing pairing(Aim aim) {
        return pairings.computeIfAbsent(aim, wanted -> Pairing.of(tally, wanted));
    }

    private interface Question {
        double ask(Part part, int model, int rival);
    }

    private OptionalDouble between(String model, String rival, Question question) {
        Integer first = model == null ? null : numbers.get(model);
        Integer second = rival == null ? null : numbers.get(rival);
        if (first != null && second != null) {
            for (Part part : parts) {
                OptionalInt a = part.place(first);
                OptionalInt b = part.place(second);
                if (a.isPresent() && b.isPresent()) {
                    return OptionalDouble.of(question.ask(part, a.getAsInt(), b.getAsInt()));
                }
            }
        }
        return OptionalDouble.empty();
    }

    // ------------------------------------------------------------------------------------------------------ the table

    private List<Standing> standings(Field field) {
        List<Standing> standings = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            standings.addAll(standings(field, parts.get(p), parts.size() > 1 ? p : null));
        }
        return standings;
    }

    private List<Standing> standings(Field field, Part part, Integer component) {
        double[] expected = WinRates.againstTheField(part.fit());
        List<Tally.Totals> totals = part.totals();
        Optional<List<Scale.Estimate>> estimates =
                part.covariance().map(covariance -> part.scale().estimates(part.fit(), covariance, settings.level()));
        Optional<List<Ranks.Rank>> ranks = part.covariance()
                .map(covariance -> Ranks.of(part.fit(), covariance, RANK_RULE, settings.level())
                        .all());
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < part.members().length; i++) {
            int place = i;
            Field.Contender model = field.models().get(part.members()[i]);
            Tally.Totals total = totals.get(i);
            long bothBad = field.bothBad(part.members()[i], part.members());
            standings.add(new Standing(
                    Ranks.rank(part.fit(), i),
                    ranks.map(all -> all.get(place).best()).orElse(null),
                    ranks.map(all -> all.get(place).worst()).orElse(null),
                    component,
                    model.name(),
                    model.organization(),
                    part.rating(i),
                    estimates.map(all -> all.get(place).standardError()).orElse(null),
                    estimates.map(all -> all.get(place).interval().lower()).orElse(null),
                    estimates.map(all -> all.get(place).interval().upper()).orElse(null),
                    total.votes(),
                    total.wins(),
                    total.losses(),
                    total.ties() - (settings.bothBadIsTie() ? bothBad : 0),
                    bothBad,
                    total.rate(),
                    expected[i]));
        }
        standings.sort(Comparator.comparingInt(Standing::rank).thenComparing(Standing::model));
        return standings;
    }

    private static List<Unrated> unrated(Field field, Connectivity connectivity, List<Tally.Totals> totals) {
        return connectivity.alone().stream()
                .map(alone -> new Unrated(
                        field.models().get(alone.model()).name(),
                        alone.reason().sentence(),
                        totals.get(alone.model()).votes()))
                .toList();
    }

    private static List<String> names(Field field, int[] members) {
        return Arrays.stream(members)
                .mapToObj(member -> field.models().get(member).name())
                .toList();
    }

    private Method method() {
        return new Method(
                Settings.word(settings.rule()),
                Settings.word(settings.ties()),
                Settings.word(settings.bothBad()),
                hasInterval() ? Settings.word(interval) : Settings.NO_INTERVAL,
                settings.interval().isPresent() || !settings.withInterval(),
                hasInterval() ? interval.generalisesTo() : null,
                settings.level(),
                Settings.word(settings.style()),
                settings.position(),
                anchors(),
                hasInterval() ? Settings.word(RANK_RULE) : "none",
                ENGINE);
    }

    private boolean hasInterval() {
        return settings.withInterval() && settings.rule() == Rule.BRADLEY_TERRY;
    }

    /** Null where there is none. */
    private String anchors() {
        String anchors = settings.anchors().stream()
                .map(anchor -> anchor.model() + "=" + anchor.rating())
                .collect(Collectors.joining(", "));
        return anchors.isEmpty() ? null : anchors;
    }

    private List<Estimated> estimated() {
        List<Estimated> estimated = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            Integer component = parts.size() > 1 ? p : null;
            part.fit().effects().forEach(effect -> estimated.add(estimated(part, effect, component)));
        }
        return estimated;
    }

    private Estimated estimated(Part part, Effect effect, Integer component) {
        Optional<Covariance.Wald> wald = part.covariance().map(covariance -> covariance.wald(effect));
        Optional<Bounds> bounds =
                part.covariance().map(covariance -> covariance.interval(part.fit(), effect, settings.level()));
        return new Estimated(
                Settings.word(effect.kind()),
                component,
                effect.estimate(),
                Scale.ELO * effect.estimate(),
                wald.map(Covariance.Wald::standardError).orElse(null),
                bounds.map(Bounds::lower).orElse(null),
                bounds.map(Bounds::upper).orElse(null),
                wald.map(Covariance.Wald::p).orElse(null));
    }

    private List<Warning> warnings(Field field, Connectivity connectivity) {
        List<Warning> warnings = new ArrayList<>();
        if (connectivity.votesBetween() > 0) {
            warnings.add(new Warning(
                    "unconnected",
                    "%d votes between models that are not connected both ways were left out."
                            .formatted(connectivity.votesBetween()),
                    Map.of("votes", connectivity.votesBetween())));
        }
        if (parts.size() > 1) {
            warnings.add(new Warning(
                    "components",
                    "The models fall into %d groups without votes both ways between them. Ratings of different groups cannot be compared."
                            .formatted(parts.size()),
                    Map.of("groups", parts.size())));
        }
        if (settings.hasStyle() && field.styled() < field.votes()) {
            warnings.add(new Warning(
                    "style-unknown",
                    "Of %d votes the responses' texts are not known. They are rated as if both responses looked alike."
                            .formatted(field.votes() - field.styled()),
                    Map.of("votes", field.votes() - field.styled())));
        }
        String alike = parts.stream()
                .flatMap(part -> part.fit().leftOut().stream())
                .distinct()
                .map(Settings::word)
                .collect(Collectors.joining(", "));
        if (!alike.isEmpty()) {
            warnings.add(new Warning(
                    "style-alike",
                    "No two responses differ in %s: what that earns cannot be told.".formatted(alike),
                    Map.of()));
        }
        for (int p = 0; p < parts.size(); p++) {
            int group = p + 1;
            parts.get(p).warnings().stream()
                    .map(Warning::of)
                    .map(warning -> parts.size() > 1 ? warning.ofGroup(group) : warning)
                    .forEach(warnings::add);
        }
        return warnings;
    }
}
