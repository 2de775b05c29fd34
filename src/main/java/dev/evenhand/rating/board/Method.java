package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every setting that a board was made with, defaults included, and whom its interval speaks of. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Method(
        String method,
        String ties,
        String bothBad,
        String interval,
        boolean intervalChosen,
        @Nullable String generalisesTo,
        double level,
        String style,
        boolean position,
        @Nullable String anchor,
        String rankRule,
        String engine) {

    /** How the board was made, for a line below it. */
    public String sentence() {
        return "%s, ties %s, both bad %s%s%s; %s."
                .formatted(
                        NAMES.getOrDefault(method, method),
                        ties,
                        bothBad,
                        position ? ", with the first place" : "",
                        LOOKS.get(style),
                        generalisesTo == null
                                ? "no interval"
                                : "interval %s at level %s, for %s".formatted(interval, level, generalisesTo));
    }

    /** Whether ratings are in Elo points: whole numbers then say enough. */
    public boolean inEloPoints() {
        return !SMALL_UNITS.contains(method);
    }

    private static final Map<String, String> NAMES = Map.of(
            "bradley-terry", "Bradley–Terry",
            "elo", "Elo in the order of the votes",
            "glicko2", "Glicko-2",
            "trueskill", "TrueSkill",
            "win-rate", "Mean observed win rate",
            "arena-rank", "As arena-rank computes it",
            "fastchat", "As FastChat computes it",
            "evalica", "As evalica computes it",
            "eqbench3", "As EQ-Bench 3 computes it, all pairs taken");

    private static final Map<String, String> LOOKS = Map.of(
            "none", "",
            "length", ", at equal length",
            "full", ", at equal length, headings, lists and bold type");

    private static final Set<String> SMALL_UNITS = Set.of("trueskill", "win-rate", "evalica");
}
