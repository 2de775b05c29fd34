package dev.evenhand.rating;

import dev.evenhand.battle.Filter;
import dev.evenhand.problem.Refusal;
import dev.evenhand.rating.board.Settings;
import dev.evenhand.rating.board.Settings.Anchor;
import dev.evenhand.rating.board.Settings.BothBad;
import dev.evenhand.rating.board.Settings.Ties;
import dev.evenhand.rating.fit.Interval;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** The settings of a board as they stand in an address. What is not offered is refused, never passed over. */
public class Query {
    @QueryParam("method")
    @DefaultValue("bradley-terry")
    String method;

    @QueryParam("ties")
    @DefaultValue("half")
    String ties;

    @QueryParam("bothBad")
    @DefaultValue("tie")
    String bothBad;

    @QueryParam("interval")
    String interval;

    @QueryParam("level")
    @DefaultValue("0.95")
    double level;

    @QueryParam("style")
    @DefaultValue("none")
    String style;

    @QueryParam("position")
    @DefaultValue("false")
    boolean position;

    @QueryParam("asOf")
    String asOf;

    @QueryParam("anchor")
    String anchor;

    @QueryParam("category")
    String category;

    @QueryParam("language")
    String language;

    @QueryParam("raterKind")
    String raterKind;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    Choice choice() {
        only("method", method, "bradley-terry");
        only("style", style, "none");
        if (position || asOf != null) {
            throw Refusal.unprocessable("not-offered", "position and asOf are not offered yet.");
        }
        if (!(level > 0.5 && level < 1)) {
            throw Refusal.unprocessable("invalid", "level is a number between 0.5 and 1, such as 0.95.");
        }
        boolean none = "none".equals(interval);
        Optional<Interval> chosen =
                interval == null || none ? Optional.empty() : Optional.of(one("interval", interval, Interval.class));
        Settings settings = new Settings(
                one("ties", ties, Ties.class),
                one("bothBad", bothBad, BothBad.class),
                chosen,
                !none,
                level,
                Optional.ofNullable(anchor).map(Query::anchor));
        return new Choice(
                settings, new Filter(category, language, raterKind, time("from", from), time("to", to), null, null));
    }

    private static void only(String parameter, String value, String offered) {
        if (!offered.equals(value)) {
            throw Refusal.unprocessable(
                    "not-offered", "%s=%s is not offered. Choose %s.".formatted(parameter, value, offered));
        }
    }

    private static <E extends Enum<E>> E one(String parameter, String value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (Settings.word(constant).equals(value)) {
                return constant;
            }
        }
        throw Refusal.unprocessable(
                "not-offered",
                "%s=%s is not offered. Choose one of %s."
                        .formatted(
                                parameter,
                                value,
                                String.join(
                                        ", ",
                                        java.util.Arrays.stream(type.getEnumConstants())
                                                .map(Settings::word)
                                                .toList())));
    }

    private static Anchor anchor(String text) {
        int equals = text.lastIndexOf('=');
        try {
            if (equals > 0) {
                double rating = Double.parseDouble(text.substring(equals + 1));
                if (Double.isFinite(rating)) {
                    return new Anchor(text.substring(0, equals), rating);
                }
            }
        } catch (NumberFormatException e) {
            throw notAnAnchor();
        }
        throw notAnAnchor();
    }

    private static Refusal notAnAnchor() {
        return Refusal.unprocessable("invalid", "anchor is a model and its rating, such as Heron 4=1000.");
    }

    private static Instant time(String parameter, String text) {
        try {
            return text == null ? null : Instant.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw Refusal.unprocessable("invalid", "%s is a time such as 2026-11-23T12:00:00Z.".formatted(parameter));
        }
    }
}
