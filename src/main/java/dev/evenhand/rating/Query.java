package dev.evenhand.rating;

import dev.evenhand.battle.Filter;
import dev.evenhand.clock.Calendar;
import dev.evenhand.problem.Refusal;
import dev.evenhand.rating.board.Settings;
import dev.evenhand.rating.board.Settings.Anchor;
import dev.evenhand.rating.board.Settings.BothBad;
import dev.evenhand.rating.board.Settings.Control;
import dev.evenhand.rating.board.Settings.Rule;
import dev.evenhand.rating.board.Settings.Ties;
import dev.evenhand.rating.fit.Interval;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The settings of a board as they stand in an address. What is not offered is refused, never passed over. */
public class Query {
    @Schema(
            enumeration = {
                "bradley-terry",
                "elo",
                "glicko2",
                "trueskill",
                "win-rate",
                "arena-rank",
                "fastchat",
                "evalica",
                "eqbench3"
            },
            description = "How ratings come of votes; all but the first are for comparison and have no interval")
    @QueryParam("method")
    @DefaultValue("bradley-terry")
    String method;

    @Schema(enumeration = {"half", "davidson", "rao-kupper", "drop"})
    @QueryParam("ties")
    @DefaultValue("half")
    String ties;

    @Schema(enumeration = {"tie", "drop"})
    @QueryParam("bothBad")
    @DefaultValue("tie")
    String bothBad;

    @Schema(
            enumeration = {"two-way", "rater", "jackknife", "bootstrap", "iid", "fisher", "none"},
            description = "What votes have in common; the best that they allow where it is not given")
    @QueryParam("interval")
    String interval;

    @Schema(description = "Of intervals: more than 0.5, less than 1")
    @QueryParam("level")
    @DefaultValue("0.95")
    double level;

    @Schema(
            enumeration = {"none", "length", "full"},
            description = "Which traits of the responses' look are held equal; full is length, headings, lists, bold")
    @QueryParam("style")
    @DefaultValue("none")
    String style;

    @Schema(description = "Whether the edge of the response shown first is estimated too")
    @QueryParam("position")
    @DefaultValue("false")
    boolean position;

    @Schema(
            format = "date-time",
            description = "As the record stood then: later votes, changes and undos are not known")
    @QueryParam("asOf")
    String asOf;

    @Schema(description = "A model and its rating, in place of a mean of 1000; at most two", examples = "Heron 4=1000")
    @QueryParam("anchor")
    List<String> anchor;

    @QueryParam("category")
    String category;

    @QueryParam("language")
    String language;

    @Schema(description = "person or judge")
    @QueryParam("raterKind")
    String raterKind;

    @Schema(format = "date-time", description = "The earliest time of a vote")
    @QueryParam("from")
    String from;

    @Schema(format = "date-time", description = "The first time that is too late")
    @QueryParam("to")
    String to;

    Choice choice() {
        if (!Settings.isLevel(level)) {
            throw Refusal.unprocessable("invalid", "level is a number between 0.5 and 1, such as 0.95.");
        }
        boolean none = Settings.NO_INTERVAL.equals(interval);
        Optional<Interval> chosen = interval == null || none
                ? Optional.empty()
                : Optional.of(one("interval", interval, Interval.class, Settings.NO_INTERVAL));
        Settings settings = new Settings(
                one("method", method, Rule.class),
                one("ties", ties, Ties.class),
                one("bothBad", bothBad, BothBad.class),
                chosen,
                !none,
                level,
                position,
                one("style", style, Control.class),
                anchors(),
                Settings.DEFAULT.draws());
        settings.contradiction().ifPresent(why -> {
            throw Refusal.unprocessable("not-offered", why);
        });
        return new Choice(settings, filter());
    }

    private Filter filter() {
        Instant first = time("from", from);
        Instant end = time("to", to);
        if (first != null && end != null && first.isAfter(end)) {
            throw Refusal.unprocessable("invalid", "from is after to: no vote lies between them.");
        }
        return new Filter(category, language, raterKind, first, end, time("asOf", asOf), null, null, null);
    }

    private List<Anchor> anchors() {
        return anchor.stream()
                .map(written -> Anchor.parse(written)
                        .orElseThrow(() -> Refusal.unprocessable(
                                "invalid", "anchor is a model and its rating, such as Heron 4=1000.")))
                .toList();
    }

    private static <E extends Enum<E>> E one(String parameter, String value, Class<E> type, String... besides) {
        return Settings.constant(type, value)
                .orElseThrow(() -> Refusal.unprocessable(
                        "not-offered",
                        "%s=%s is not offered. Choose one of %s."
                                .formatted(parameter, value, Settings.words(type, besides))));
    }

    private static Instant time(String parameter, String text) {
        try {
            Instant time = text == null ? null : Instant.parse(text.toUpperCase(Locale.ROOT));
            if (time != null && !Calendar.has(time)) {
                throw noTime(parameter);
            }
            return time;
        } catch (DateTimeParseException e) {
            throw noTime(parameter);
        }
    }

    private static Refusal noTime(String parameter) {
        return Refusal.unprocessable("invalid", "%s is a time such as 2026-11-23T12:00:00Z.".formatted(parameter));
    }
}
