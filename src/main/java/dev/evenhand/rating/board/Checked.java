package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Settings.Rule;
import dev.evenhand.rating.board.Settings.Ties;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Scale;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The largest group of connected models of a board, with their votes, as a check or a slice looks at it. */
final class Checked {
    static final String NOTHING =
            "Nothing can be checked before votes connect at least two models both ways: each must have won and lost, or tied.";

    static final String RATERS_UNKNOWN = "No vote names its rater.";

    private final Field field;
    private final Part part;
    private final Cells cells;

    Checked(Field field, Part part) {
        this.field = field;
        this.part = part;
        this.cells = field.cells().within(part.members());
    }

    /** @throws Unfit where more than strengths was estimated, or something else than strengths */
    static void requireStrengthsOnly(Settings settings) {
        if (settings.rule() != Rule.BRADLEY_TERRY) {
            throw Unfit.notOffered("Checks and slices are offered for method=bradley-terry: leave method=%s out."
                    .formatted(Settings.word(settings.rule())));
        }
        if (settings.ties() != Ties.HALF && settings.ties() != Ties.DROP) {
            throw Unfit.notOffered(
                    "Checks and slices are offered for ties=half and ties=drop: choose one of them instead of ties=%s."
                            .formatted(Settings.word(settings.ties())));
        }
        if (settings.hasStyle()) {
            throw Unfit.notOffered("Checks and slices are of strengths alone: leave style=%s out."
                    .formatted(Settings.word(settings.style())));
        }
        if (settings.position()) {
            throw Unfit.notOffered("Checks and slices are of strengths alone: leave position=true out.");
        }
    }

    Fit fit() {
        return part.fit();
    }

    Scale scale() {
        return part.scale();
    }

    Part part() {
        return part;
    }

    /** The votes among these models, as the settings weigh them. */
    Cells cells() {
        return cells;
    }

    /** By the model's number in the fit. */
    String name(int model) {
        return field.models().get(part.members()[model]).name();
    }

    /** The strongest first. */
    List<String> names() {
        return Examination.byStrength(fit()).stream().map(this::name).toList();
    }

    /** As in the record, by their numbers in the cells. */
    Map<Integer, String> raters() {
        Map<Integer, String> raters = new HashMap<>();
        field.raterNames().forEach(name -> raters.put(raters.size(), name));
        return raters;
    }

    String scope(Board board) {
        List<List<String>> components = board.table().components();
        int unrated = board.table().unrated().size();
        String others = unrated == 0
                ? ""
                : " %d %s not rated and take no part.".formatted(unrated, unrated == 1 ? "model is" : "models are");
        return components.size() == 1
                ? "All %d rated models.%s".formatted(fit().models(), others)
                : "The largest of %d groups of models that votes connect: %d models.%s"
                        .formatted(components.size(), fit().models(), others);
    }

    /** Alike votes together, whatever their prompts; whoever cast them too unless that is asked for. */
    Cells merged(boolean byRater) {
        return merge(cells, byRater);
    }

    /** The same of other votes of the same field. */
    Cells merged(boolean byRater, Cells all) {
        return merge(all.within(part.members()), byRater);
    }

    private record Alike(int rater, int model, int rival, double score, double weight) {}

    private static Cells merge(Cells cells, boolean byRater) {
        Map<Alike, Integer> counts = new LinkedHashMap<>();
        for (int at = 0; at < cells.size(); at++) {
            Cell cell = cells.cell(at);
            boolean turned = cell.model() > cell.rival();
            counts.merge(
                    new Alike(
                            byRater ? cell.rater() : Cell.UNKNOWN,
                            Math.min(cell.model(), cell.rival()),
                            Math.max(cell.model(), cell.rival()),
                            turned ? 1 - cell.score() : cell.score(),
                            cell.weight()),
                    cell.count(),
                    Math::addExact);
        }
        Cells.Builder merged = Cells.among(cells.models());
        counts.forEach((alike, count) -> merged.add(new Cell(
                alike.rater(), Cell.UNKNOWN, alike.model(), alike.rival(), alike.score(), count, alike.weight())));
        return merged.build();
    }
}
