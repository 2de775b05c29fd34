package dev.evenhand.rating;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.Cell;
import dev.evenhand.battle.Filter;
import dev.evenhand.battle.VoteReader;
import dev.evenhand.battle.VoteReader.Slice;
import dev.evenhand.problem.Refusal;
import dev.evenhand.rating.Leaderboards.Made;
import dev.evenhand.rating.board.Comparison;
import dev.evenhand.rating.board.Decision;
import dev.evenhand.rating.board.Duel;
import dev.evenhand.rating.board.Settings;
import dev.evenhand.rating.fit.Interval;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The door to comparisons: one candidate against one baseline, from the votes on these two alone. */
@ApplicationScoped
public class Comparisons {
    private final Leaderboards leaderboards;
    private final Models models;
    private final VoteReader votes;

    Comparisons(Leaderboards leaderboards, Models models, VoteReader votes) {
        this.leaderboards = leaderboards;
        this.models = models;
        this.votes = votes;
    }

    Comparison of(View view, String candidateName, String baselineName) {
        Arena arena = view.arena();
        Choice choice = view.choice();
        List<Model> both = List.of(named(arena, candidateName), named(arena, baselineName));
        Made made = leaderboards.made(arena.id(), choice);
        Filter between =
                choice.filter().between(both.getFirst().id(), both.getLast().id());
        Duel duel = duel(
                both,
                votes.alike(arena.id(), between).cells(),
                choice.settings(),
                made.board().interval());
        List<Decision> decisions = votes
                .decisions(arena.id(), between, both.getFirst().id())
                .stream()
                .map(decision -> new Decision(decision.rater(), decision.won()))
                .toList();
        return duel.comparison(
                decisions,
                made.board(),
                made.snapshot(),
                between.isOfSettledVotes()
                        ? List.of()
                        : slices(arena, both, between, choice.settings(), duel.interval()));
    }

    private static Duel duel(List<Model> both, List<Cell> cells, Settings settings, Interval wanted) {
        return Duel.of(
                both.getFirst().name(),
                both.getLast().name(),
                new VotesByName(both, Map.of()).said(cells),
                settings,
                wanted);
    }

    private List<Comparison.Slice> slices(
            Arena arena, List<Model> both, Filter between, Settings settings, Interval interval) {
        List<Comparison.Slice> slices = new ArrayList<>();
        for (Slice by : List.of(Slice.CATEGORY, Slice.LANGUAGE)) {
            SortedMap<String, List<Cell>> parts = new TreeMap<>();
            votes.placed(arena.id(), between, by).stream()
                    .filter(placed -> placed.slice() != null)
                    .forEach(placed -> parts.computeIfAbsent(placed.slice(), value -> new ArrayList<>())
                            .add(placed.cell()));
            parts.forEach((value, cells) ->
                    slices.add(duel(both, cells, settings, interval).slice(Settings.word(by), value)));
        }
        return slices;
    }

    private Model named(Arena arena, String name) {
        return models.of(arena.id()).stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("model-unknown", "There is no model called %s.".formatted(name)));
    }
}
