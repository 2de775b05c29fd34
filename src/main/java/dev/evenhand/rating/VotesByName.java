package dev.evenhand.rating;

import dev.evenhand.arena.Model;
import dev.evenhand.battle.Cell;
import dev.evenhand.rating.Styles.Answer;
import dev.evenhand.rating.board.Outcome;
import dev.evenhand.rating.board.Said;
import dev.evenhand.rating.fit.Cell.Shown;
import dev.evenhand.rating.fit.StyleFeatures;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** An arena's votes as a board takes them: models by their names, responses by how they look. */
final class VotesByName {
    private final Map<UUID, String> names;
    private final Map<Answer, StyleFeatures> styles;

    /** @param styles of the responses whose look is known; empty where nobody asks for it */
    VotesByName(List<Model> models, Map<Answer, StyleFeatures> styles) {
        this.names = names(models);
        this.styles = styles;
    }

    static Map<UUID, String> names(List<Model> models) {
        return models.stream().collect(Collectors.toMap(Model::id, Model::name));
    }

    List<Said> said(Collection<Cell> cells) {
        return cells.stream().map(this::said).toList();
    }

    private Said said(Cell cell) {
        return new Said(
                cell.rater(),
                cell.prompt(),
                names.get(cell.modelA()),
                names.get(cell.modelB()),
                outcome(cell.outcome()),
                shownFirst(cell.shownFirst()),
                cell.margin(),
                styles.get(new Answer(cell.prompt(), cell.modelA())),
                styles.get(new Answer(cell.prompt(), cell.modelB())),
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
