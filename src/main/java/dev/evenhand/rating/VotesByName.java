package dev.evenhand.rating;

import dev.evenhand.arena.Model;
import dev.evenhand.battle.Cell;
import dev.evenhand.rating.board.Board;
import dev.evenhand.rating.board.Field;
import dev.evenhand.rating.board.Outcome;
import dev.evenhand.rating.board.Said;
import dev.evenhand.rating.board.Settings;
import dev.evenhand.rating.fit.Cell.Shown;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An arena's votes as a board takes them: models by their names. */
final class VotesByName {
    private VotesByName() {}

    static Board board(List<Model> models, Collection<Cell> cells, Settings settings) {
        Field.Builder field = Field.under(settings);
        models.forEach(model -> field.model(model.name(), model.organization()));
        said(models, cells).forEach(field::add);
        return Board.of(field.build(), settings);
    }

    static List<Said> said(List<Model> models, Collection<Cell> cells) {
        Map<UUID, String> names = names(models);
        return cells.stream().map(cell -> said(cell, names::get)).toList();
    }

    static Map<UUID, String> names(List<Model> models) {
        return models.stream().collect(Collectors.toMap(Model::id, Model::name));
    }

    private static Said said(Cell cell, Function<UUID, String> name) {
        return new Said(
                cell.rater(),
                cell.prompt(),
                name.apply(cell.modelA()),
                name.apply(cell.modelB()),
                outcome(cell.outcome()),
                shownFirst(cell.shownFirst()),
                cell.votes(),
                cell.weight() / cell.votes());
    }

    private static Shown shownFirst(String recorded) {
        return switch (recorded) {
            case "a" -> Shown.MODEL_FIRST;
            case "b" -> Shown.RIVAL_FIRST;
            case null -> Shown.UNKNOWN;
            default -> throw new IllegalStateException("nobody can be shown first as " + recorded);
        };
    }

    private static Outcome outcome(String recorded) {
        return switch (recorded) {
            case "left" -> Outcome.WIN;
            case "right" -> Outcome.LOSS;
            case "tie" -> Outcome.TIE;
            case "both_bad" -> Outcome.BOTH_BAD;
            default -> throw new IllegalStateException("a vote cannot say " + recorded);
        };
    }
}
