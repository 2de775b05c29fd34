package dev.evenhand.rating;

import dev.evenhand.arena.Model;
import dev.evenhand.battle.Votes;
import dev.evenhand.rating.Leaderboard.Method;
import dev.evenhand.rating.Leaderboard.Standing;
import dev.evenhand.rating.Leaderboard.Unrated;
import dev.evenhand.rating.Leaderboard.Warning;
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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** A board in the making: the votes of an arena, a fit for each connected part of its models, and the table of both. */
final class Rating {
    /** Raised by every change of the engine that can change a number. */
    private static final String ENGINE = "1";

    private static final int FEW_RATERS = 10;
    private static final double LARGE_SHARE = 0.05;
    private static final int SNAPSHOT_CHARACTERS = 12;

    /** The fit of models that are connected, each with its number on the board. */
    private record Part(
            int[] members, Fit fit, Cells cells, Optional<Covariance> covariance, Covariance fisher, Scale scale) {
        int place(int model) {
            for (int i = 0; i < members.length; i++) {
                if (members[i] == model) {
                    return i;
                }
            }
            return -1;
        }
    }

    private final List<Model> models;
    private final Field field;
    private final Settings settings;
    private final Connectivity connectivity;
    private final Interval interval;
    private final List<Part> parts;
    private final Leaderboard leaderboard;

    private Rating(List<Model> models, Field field, Settings settings, Votes.Position position, Instant at) {
        this.models = models;
        this.field = field;
        this.settings = settings;
        this.connectivity = Connectivity.of(field.cells().tally());
        this.interval = settings.interval().orElseGet(() -> Interval.defaultFor(field.cells()));
        this.parts = connectivity.components().stream().map(this::part).toList();
        this.leaderboard = table(position, at);
    }

    static Rating of(List<Model> models, Field field, Settings settings, Votes.Position position, Instant at) {
        return new Rating(models, field, settings, position, at);
    }

    Leaderboard leaderboard() {
        return leaderboard;
    }

    Interval interval() {
        return interval;
    }

    /** How probably the first is preferred; nothing where the votes do not connect the two. */
    OptionalDouble expected(UUID model, UUID rival) {
        return between(model, rival, (part, a, b) -> part.fit().probability(a, b));
    }

    /** By how many Elo points the first is rated above the second; nothing where the votes do not connect the two. */
    OptionalDouble gap(UUID model, UUID rival) {
        return between(
                model,
                rival,
                (part, a, b) ->
                        part.scale().rating(part.fit(), a) - part.scale().rating(part.fit(), b));
    }

    /** The standard error of the difference of two strengths, in logits, if the model holds. */
    OptionalDouble error(UUID model, UUID rival) {
        return between(model, rival, (part, a, b) -> part.fisher().standardError(a, b));
    }

    private interface Question {
        double ask(Part part, int model, int rival);
    }

    private OptionalDouble between(UUID model, UUID rival, Question question) {
        int first = field.number(model);
        int second = field.number(rival);
        for (Part part : parts) {
            int a = part.place(first);
            int b = part.place(second);
            if (a >= 0 && b >= 0) {
                return OptionalDouble.of(question.ask(part, a, b));
            }
        }
        return OptionalDouble.empty();
    }

    private Part part(int[] members) {
        Cells cells = field.cells().within(members);
        Fit fit = BradleyTerry.fit(cells.tally());
        Optional<Covariance> covariance = settings.withInterval() ? interval.covariance(fit, cells) : Optional.empty();
        Covariance fisher = Interval.FISHER.covariance(fit, cells).orElseThrow();
        return new Part(members, fit, cells, covariance, fisher, scale(members));
    }

    private Scale scale(int[] members) {
        if (settings.anchor().isPresent()) {
            for (int i = 0; i < members.length; i++) {
                if (models.get(members[i]).name().equals(settings.anchor().get().model())) {
                    return Scale.anchored(i, settings.anchor().get().rating());
                }
            }
        }
        return Scale.centred();
    }

    // ----------------------------------------------------------------------------------------------------- the table

    private Leaderboard table(Votes.Position position, Instant at) {
        Method method = method();
        String hash = HexFormat.of().formatHex(position.hash());
        List<Standing> standings = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            standings.addAll(standings(parts.get(p), parts.size() > 1 ? p : null));
        }
        List<Tally.Totals> totals = field.cells().tally().totals();
        return new Leaderboard(
                snapshot(hash, method),
                hash,
                at,
                method,
                field.votes(),
                field.raters(),
                standings,
                connectivity.alone().stream()
                        .map(alone -> new Unrated(
                                name(alone.model()),
                                alone.reason().sentence(),
                                totals.get(alone.model()).votes()))
                        .toList(),
                parts.stream()
                        .map(part -> Arrays.stream(part.members())
                                .mapToObj(this::name)
                                .toList())
                        .toList(),
                warnings());
    }

    private List<Standing> standings(Part part, Integer component) {
        double[] expected = WinRates.againstTheField(part.fit());
        List<Tally.Totals> totals = part.cells().tally().totals();
        Optional<List<Scale.Estimate>> estimates =
                part.covariance().map(covariance -> part.scale().estimates(part.fit(), covariance, settings.level()));
        Optional<List<Ranks.Rank>> ranks = part.covariance()
                .map(covariance -> Ranks.of(part.fit(), covariance, RankRule.HOLM, settings.level())
                        .all());
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < part.members().length; i++) {
            int number = i;
            Model model = models.get(part.members()[i]);
            Tally.Totals total = totals.get(i);
            double rating = part.scale().rating(part.fit(), i);
            standings.add(new Standing(
                    rank(part, i),
                    ranks.map(all -> all.get(number).best()).orElse(null),
                    ranks.map(all -> all.get(number).worst()).orElse(null),
                    component,
                    model.name(),
                    model.organization(),
                    rating,
                    estimates.map(all -> all.get(number).standardError()).orElse(null),
                    estimates.map(all -> all.get(number).interval().lower()).orElse(null),
                    estimates.map(all -> all.get(number).interval().upper()).orElse(null),
                    total.votes(),
                    total.wins(),
                    total.losses(),
                    total.ties(),
                    field.bothBad(part.members()[i]),
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

    private String name(int model) {
        return models.get(model).name();
    }

    private Method method() {
        return new Method(
                "bradley-terry",
                word(settings.ties()),
                word(settings.bothBad()),
                settings.withInterval() ? word(interval) : "none",
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

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String snapshot(String hash, Method method) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((hash + method + settings.filter()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SNAPSHOT_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private List<Warning> warnings() {
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
                    "%d raters say little about raters in general; the interval is wide and rough."
                            .formatted(field.raters())));
        }
        field.largestShare()
                .filter(share -> share > LARGE_SHARE && field.raters() >= FEW_RATERS)
                .ifPresent(share -> warnings.add(
                        new Warning("dominant-rater", "One rater cast %.1f %% of the votes.".formatted(100 * share))));
        return warnings;
    }
}
