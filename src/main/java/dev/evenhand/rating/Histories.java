package dev.evenhand.rating;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.Cell;
import dev.evenhand.battle.VoteReader;
import dev.evenhand.battle.VoteReader.Dated;
import dev.evenhand.battle.VoteReader.Period;
import dev.evenhand.battle.VoteReader.Span;
import dev.evenhand.problem.Refusal;
import dev.evenhand.rating.History.Moment;
import dev.evenhand.rating.History.Point;
import dev.evenhand.rating.Leaderboards.Made;
import dev.evenhand.rating.board.Board;
import dev.evenhand.rating.board.Field;
import dev.evenhand.rating.board.Said;
import dev.evenhand.rating.board.Settings;
import dev.evenhand.rating.board.Settings.Rule;
import dev.evenhand.rating.board.Standing;
import dev.evenhand.rating.board.Table;
import dev.evenhand.rating.board.Unfit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** The door to the past of boards: by the time at which votes were cast, and as the record knows them now. */
@ApplicationScoped
public class Histories {
    /** More points than that say no more on a page, and each is a board of its own to compute. */
    private static final int USUAL_MOMENTS = 60;

    private static final int MOST_MOMENTS = 400;

    private static final Map<Period, Duration> LENGTHS =
            Map.of(Period.DAY, Duration.ofDays(1), Period.WEEK, Duration.ofDays(7), Period.MONTH, Duration.ofDays(28));

    private record Course(Choice choice, Period every) {}

    private final Backroom backroom;
    private final Leaderboards leaderboards;
    private final VoteReader votes;
    private final Models models;
    private final Styles styles;

    Histories(Backroom backroom, Leaderboards leaderboards, VoteReader votes, Models models, Styles styles) {
        this.backroom = backroom;
        this.leaderboards = leaderboards;
        this.votes = votes;
        this.models = models;
        this.styles = styles;
    }

    /** @param every a day, a week or a month; null for what suits the time from the first vote to the last */
    public History of(View view, String every) {
        Arena arena = view.arena();
        Choice choice = view.choice();
        if (choice.settings().rule() != Rule.BRADLEY_TERRY) {
            throw Refusal.unprocessable("not-offered", "A history is of ratings by method=bradley-terry.");
        }
        Optional<Span> span = votes.span(arena.id(), choice.filter());
        Period period = every == null ? suiting(span) : asked(every, span);
        Made whole = leaderboards.made(arena.id(), choice);
        return backroom.made(
                arena.id(), new Course(choice, period), History.class, () -> making(arena.id(), choice, period, whole));
    }

    private static Period suiting(Optional<Span> span) {
        for (Period period : Period.values()) {
            if (span.isEmpty() || moments(span.get(), period) <= USUAL_MOMENTS) {
                return period;
            }
        }
        return Period.MONTH;
    }

    private static Period asked(String every, Optional<Span> span) {
        Period period = Settings.constant(Period.class, every)
                .orElseThrow(() -> Refusal.unprocessable("invalid", "every is day, week or month."));
        if (span.isPresent() && moments(span.get(), period) > MOST_MOMENTS) {
            throw Refusal.unprocessable(
                    "too-many",
                    "That would be more than %d boards. Choose a longer period, or a part of the time with from and to."
                            .formatted(MOST_MOMENTS));
        }
        return period;
    }

    /** How many there are at most. */
    private static long moments(Span span, Period period) {
        return Duration.between(span.first(), span.last()).dividedBy(LENGTHS.get(period)) + 2;
    }

    /** Reads the votes, and gives what makes boards of them. */
    private Supplier<History> making(UUID arena, Choice choice, Period period, Made whole) {
        Settings settings = choice.settings();
        SortedMap<Instant, List<Cell>> periods = new TreeMap<>();
        for (Dated dated : votes.dated(arena, choice.filter(), period)) {
            periods.computeIfAbsent(dated.end(), end -> new ArrayList<>()).add(dated.cell());
        }
        List<Model> all = models.of(arena, choice.filter().asOf());
        VotesByName byName = new VotesByName(all, settings.hasStyle() ? styles.of(arena) : Map.of());
        return () -> {
            List<Said> until = new ArrayList<>();
            List<Moment> moments = new ArrayList<>();
            periods.forEach((end, cells) -> {
                until.addAll(byName.said(cells));
                moments.add(moment(end, all, until, settings));
            });
            long dated = moments.isEmpty() ? 0 : moments.getLast().votes();
            Table table = whole.board().table();
            return new History(
                    whole.snapshot(),
                    table.method(),
                    Settings.word(period),
                    Math.max(0, table.votes() - dated),
                    moments);
        };
    }

    private static Moment moment(Instant at, List<Model> models, List<Said> until, Settings settings) {
        Field.Builder builder = Field.under(settings);
        models.forEach(model -> builder.model(model.name(), model.organization()));
        until.forEach(builder::add);
        Field field = builder.build();
        try {
            Table table = Board.of(field, settings).table();
            String reason =
                    table.standings().isEmpty() ? "The votes until then connect no two models both ways." : null;
            return new Moment(
                    at,
                    table.votes(),
                    table.raters(),
                    reason,
                    table.standings().stream().map(Histories::point).toList());
        } catch (Unfit e) {
            return new Moment(at, field.votes(), field.raters(), e.getMessage(), List.of());
        }
    }

    private static Point point(Standing standing) {
        return new Point(
                standing.rank(),
                standing.component(),
                standing.model(),
                standing.rating(),
                standing.lower(),
                standing.upper(),
                standing.votes());
    }
}
