package dev.evenhand.rating;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.Cell;
import dev.evenhand.battle.VoteReader;
import dev.evenhand.rating.Leaderboards.Made;
import dev.evenhand.rating.WinRateTable.Row;
import dev.evenhand.rating.board.Board;
import dev.evenhand.rating.board.Settings;
import dev.evenhand.rating.board.Settings.Ties;
import dev.evenhand.rating.board.Standing;
import dev.evenhand.rating.board.Unrated;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The door to win rates, observed and expected. */
@ApplicationScoped
public class WinRateTables {
    /** What the votes on two models came to, seen from the first. */
    private static final class Count {
        long votes;
        long wins;
        long losses;
        long ties;
        long bothBad;
    }

    private record Pair(UUID model, UUID opponent) {}

    private final Leaderboards leaderboards;
    private final Models models;
    private final VoteReader votes;

    WinRateTables(Leaderboards leaderboards, Models models, VoteReader votes) {
        this.leaderboards = leaderboards;
        this.models = models;
        this.votes = votes;
    }

    public WinRateTable of(View view) {
        Arena arena = view.arena();
        Choice choice = view.choice();
        Made made = leaderboards.made(arena.id(), choice);
        Board board = made.board();
        Map<String, Model> named =
                models.of(arena.id()).stream().collect(Collectors.toMap(Model::name, Function.identity()));
        Map<Pair, Count> counts = count(votes.alike(arena.id(), choice.filter()).cells());
        List<String> order = Stream.concat(
                        board.table().standings().stream().map(Standing::model),
                        board.table().unrated().stream().map(Unrated::model))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (String name : order) {
            for (String opponent : order) {
                if (!name.equals(opponent)) {
                    Pair pair =
                            new Pair(named.get(name).id(), named.get(opponent).id());
                    Count count = counts.getOrDefault(pair, new Count());
                    OptionalDouble expected = board.expected(name, opponent);
                    if (count.votes > 0 || expected.isPresent()) {
                        rows.add(row(name, opponent, count, choice.settings(), expected));
                    }
                }
            }
        }
        return new WinRateTable(made.snapshot(), order, rows);
    }

    private static Row row(String model, String opponent, Count count, Settings settings, OptionalDouble expected) {
        long halves = (settings.ties() == Ties.HALF ? count.ties : 0) + (settings.bothBadIsTie() ? count.bothBad : 0);
        long weighed = count.wins + count.losses + halves;
        return new Row(
                model,
                opponent,
                count.votes,
                count.wins,
                count.losses,
                count.ties,
                count.bothBad,
                weighed == 0 ? null : (count.wins + halves / 2.0) / weighed,
                expected.isPresent() ? expected.getAsDouble() : null);
    }

    private static Map<Pair, Count> count(List<Cell> cells) {
        Map<Pair, Count> counts = new HashMap<>();
        for (Cell cell : cells) {
            Count seenFromA = counts.computeIfAbsent(new Pair(cell.modelA(), cell.modelB()), pair -> new Count());
            Count seenFromB = counts.computeIfAbsent(new Pair(cell.modelB(), cell.modelA()), pair -> new Count());
            add(seenFromA, cell, "left", "right");
            add(seenFromB, cell, "right", "left");
        }
        return counts;
    }

    private static void add(Count count, Cell cell, String win, String loss) {
        count.votes += cell.votes();
        count.wins += cell.outcome().equals(win) ? cell.votes() : 0;
        count.losses += cell.outcome().equals(loss) ? cell.votes() : 0;
        count.ties += cell.outcome().equals("tie") ? cell.votes() : 0;
        count.bothBad += cell.outcome().equals("both_bad") ? cell.votes() : 0;
    }
}
