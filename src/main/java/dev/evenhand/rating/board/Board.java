package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Settings.Anchor;
import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Connectivity;
import dev.evenhand.rating.fit.Covariance;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Interval;
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

/**
 * What votes say of models by some settings: a fit for each connected part of them, and the table of both.
 *
 * <p>What cannot be rated is said, not invented. A board keeps what it found and not the votes: its size depends on the
 * number of models alone.
 */
public final class Board {
    /** Raised by every change of the engine that can change a number. */
    private static final String ENGINE = "1";

    private static final int FEW_RATERS = 10;
    private static final double LARGE_SHARE = 0.05;

    private final Settings settings;
    private final Map<String, Integer> numbers;
    private final Interval interval;
    private final List<Part> parts;
    private final Table table;
    private final Tally tally;
    /** Made when a pair is first asked for: most boards are never drawn from. */
    private final Map<Aim, Pairing> pairings = new ConcurrentHashMap<>();

    private Board(Field field, Settings settings) {
        this.tally = field.cells().tally();
        Connectivity connectivity = Connectivity.of(tally);
        this.settings = settings;
        this.numbers = field.numbers();
        this.interval = settings.interval().orElseGet(() -> Interval.defaultFor(field.cells()));
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
                warnings(field, connectivity));
    }

    /** @param field built under these very settings */
    public static Board of(Field field, Settings settings) {
        return new Board(field, settings);
    }

    private Part part(Field field, int[] members) {
        Cells cells = field.cells().within(members);
        Fit fit = BradleyTerry.fit(cells.tally());
        Optional<Covariance> covariance = settings.withInterval() ? interval.covariance(fit, cells) : Optional.empty();
        return new Part(members, fit, covariance, scale(field, members));
    }

    private Scale scale(Field field, int[] members) {
        for (int place = 0; place < members.length; place++) {
            String name = field.models().get(members[place]).name();
            Optional<Anchor> anchor = settings.anchor().filter(a -> a.model().equals(name));
            if (anchor.isPresent()) {
                return Scale.anchored(place, anchor.get().rating());
            }
        }
        return Scale.centred();
    }

    // ------------------------------------------------------------------------------------------------------ questions

    public Table table() {
        return table;
    }

    /** The interval that was asked for, or else the best that the votes allow. */
    public Interval interval() {
        return interval;
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
        List<Tally.Totals> totals = part.fit().tally().totals();
        Optional<List<Scale.Estimate>> estimates =
                part.covariance().map(covariance -> part.scale().estimates(part.fit(), covariance, settings.level()));
        Optional<List<Ranks.Rank>> ranks = part.covariance()
                .map(covariance -> Ranks.of(part.fit(), covariance, RankRule.HOLM, settings.level())
                        .all());
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < part.members().length; i++) {
            int place = i;
            Field.Contender model = field.models().get(part.members()[i]);
            Tally.Totals total = totals.get(i);
            long bothBad = field.bothBad(part.members()[i], part.members());
            standings.add(new Standing(
                    rank(part, i),
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

    /** Equal strengths share a rank. */
    private static int rank(Part part, int model) {
        int rank = 1;
        for (int rival = 0; rival < part.members().length; rival++) {
            rank += part.fit().strength(rival) > part.fit().strength(model) + 1e-9 ? 1 : 0;
        }
        return rank;
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
                "bradley-terry",
                Settings.word(settings.ties()),
                Settings.word(settings.bothBad()),
                settings.withInterval() ? Settings.word(interval) : "none",
                settings.interval().isPresent() || !settings.withInterval(),
                settings.withInterval() ? interval.generalisesTo() : null,
                settings.level(),
                "none",
                false,
                settings.anchor()
                        .map(anchor -> anchor.model() + "=" + anchor.rating())
                        .orElse(null),
                "holm",
                ENGINE);
    }

    private List<Warning> warnings(Field field, Connectivity connectivity) {
        List<Warning> warnings = new ArrayList<>();
        if (connectivity.votesBetween() > 0) {
            warnings.add(new Warning(
                    "unconnected",
                    "%d votes between models that are not connected both ways were left out."
                            .formatted(connectivity.votesBetween())));
        }
        if (parts.size() > 1) {
            warnings.add(new Warning(
                    "components",
                    "The models fall into %d groups without votes both ways between them. Ratings of different groups cannot be compared."
                            .formatted(parts.size())));
        }
        boolean noInterval = settings.withInterval()
                && parts.stream().anyMatch(part -> part.covariance().isEmpty());
        if (noInterval) {
            warnings.add(new Warning(
                    "no-interval", "There are too few raters or prompts for an interval that speaks of others."));
        }
        if (field.raters() > 0 && field.raters() < FEW_RATERS && settings.withInterval()) {
            warnings.add(new Warning(
                    "few-raters",
                    "%s little about raters in general; the interval is wide and rough."
                            .formatted(field.raters() == 1 ? "One rater says" : field.raters() + " raters say")));
        }
        field.largestShare()
                .filter(share -> share > LARGE_SHARE && field.raters() >= FEW_RATERS)
                .ifPresent(share -> warnings.add(
                        new Warning("dominant-rater", "One rater cast %.1f %% of the votes.".formatted(100 * share))));
        return warnings;
    }
}
