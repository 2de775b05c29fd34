package dev.evenhand.arena;

import dev.evenhand.problem.Refusal;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What an admin decides about an arena: everything but its slug and phase.
 *
 * <p>A field that is null is not said: a new arena takes its default, an existing one keeps what it has.
 *
 * @param languages those of the prompts to be shown, in the words of the prompts; empty for all. Raters say which of
 *     several they read, and a prompt that names no language is shown to everybody
 * @param practice whether the page has new raters practise on two examples before their first battle
 * @param links whether raters may follow the web addresses in the arena's texts; they are read as text otherwise
 * @param images whether prompts and responses show the images that they name, which their hosts then see loaded by
 *     the raters' browsers; they are read as text otherwise
 */
public record Rules(
        @Size(min = 1, max = 200) String name,
        @Size(min = 1, max = 1000) String question,
        @Size(max = 20_000) String instructions,
        @Size(max = 20_000) String consent,
        @Size(min = 2, max = 4) List<Outcome> outcomes,
        Boolean margin,
        @Size(max = 12) List<@NotBlank @Size(max = 80) String> criteria,
        @Size(max = 24) List<@NotBlank @Size(max = 80) String> tags,
        Access access,
        Reveal reveal,
        @Min(0) @Max(1_000_000) Integer votesPerPair,
        @Min(0) @Max(1_000_000) Integer votesPerRater,
        @Min(0) @Max(100_000) Integer votesPerMinute,
        Matchmaking matchmaking,
        Boolean publicBoard,
        @Size(max = 40) List<@NotBlank @Size(max = 35) String> languages,
        Boolean practice,
        Boolean links,
        Boolean images) {

    /** The rules of an arena about which nothing else was said. */
    static final Rules DEFAULT = new Rules(
            null,
            "Which response is better?",
            null,
            null,
            List.of(Outcome.values()),
            false,
            List.of(),
            List.of(),
            Access.INVITED,
            Reveal.NEVER,
            null,
            null,
            60,
            Matchmaking.ACTIVE,
            false,
            List.of(),
            false,
            false,
            false);

    /** Rules that say nothing yet, so that an arena takes its defaults or keeps what it has. */
    public static final Rules UNSAID = new Rules(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null);

    /** An arena that is open to everybody, with a board for everybody. */
    public static Rules forEverybody(String name, String question, String instructions, List<String> tags) {
        return new Rules(
                name,
                question,
                instructions,
                null,
                null,
                null,
                null,
                tags,
                Access.OPEN,
                null,
                null,
                null,
                null,
                null,
                true,
                null,
                null,
                null,
                null);
    }

    /** Refuses what would be kept and never done: a rule that nobody follows is worse than none. */
    void requireOffered() {
        if (reveal == Reveal.AT_CLOSE) {
            throw notOffered("reveal: at_close");
        }
    }

    private static Refusal notOffered(String rule) {
        return Refusal.unprocessable("not-offered", "%s is not offered yet.".formatted(rule));
    }

    /** Writes what is said here into the arena. */
    void applyTo(Arena arena) {
        if (name != null) {
            arena.name = name.strip();
        }
        if (question != null) {
            arena.question = question.strip();
        }
        if (instructions != null) {
            arena.instructions = orNothing(instructions);
        }
        if (consent != null) {
            arena.askConsent(orNothing(consent));
        }
        if (outcomes != null) {
            arena.outcomes = outcomes.stream().distinct().map(Outcome::word).toArray(String[]::new);
        }
        if (margin != null) {
            arena.margin = margin;
        }
        if (criteria != null) {
            arena.criteria = criteria.stream().distinct().toArray(String[]::new);
        }
        if (tags != null) {
            arena.tags = tags.stream().distinct().toArray(String[]::new);
        }
        if (access != null) {
            arena.access = access.word();
        }
        if (reveal != null) {
            arena.reveal = reveal.word();
        }
        if (votesPerPair != null) {
            arena.votesPerPair = orNoLimit(votesPerPair);
        }
        if (votesPerRater != null) {
            arena.votesPerRater = orNoLimit(votesPerRater);
        }
        if (votesPerMinute != null) {
            arena.votesPerMinute = votesPerMinute;
        }
        if (matchmaking != null) {
            arena.matchmaking = matchmaking.word();
        }
        if (publicBoard != null) {
            arena.publicBoard = publicBoard;
        }
        if (languages != null) {
            arena.languages = languages.stream().map(String::strip).distinct().toArray(String[]::new);
        }
        if (practice != null) {
            arena.practice = practice;
        }
        if (links != null) {
            arena.links = links;
        }
        if (images != null) {
            arena.images = images;
        }
    }

    /** Zero takes a limit away. */
    private static Integer orNoLimit(int limit) {
        return limit == 0 ? null : limit;
    }

    private static String orNothing(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
