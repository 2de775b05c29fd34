package dev.evenhand.rating;

import dev.evenhand.arena.Arena;
import dev.evenhand.arena.Model;
import dev.evenhand.arena.Models;
import dev.evenhand.battle.Cell;
import dev.evenhand.battle.VoteReader;
import dev.evenhand.battle.VoteReader.Slice;
import dev.evenhand.problem.Refusal;
import dev.evenhand.rating.board.Checkup;
import dev.evenhand.rating.board.Said;
import dev.evenhand.rating.board.Sliced;
import dev.evenhand.rating.board.Sliced.Placed;
import dev.evenhand.rating.board.Unfit;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The door to what stands behind a board: the checks of it, and its parts. */
@ApplicationScoped
public class Checkups {
    private record Cut(Choice choice, Slice by) {}

    private final Backroom backroom;
    private final Leaderboards leaderboards;
    private final VoteReader votes;
    private final Models models;

    Checkups(Backroom backroom, Leaderboards leaderboards, VoteReader votes, Models models) {
        this.backroom = backroom;
        this.leaderboards = leaderboards;
        this.votes = votes;
        this.models = models;
    }

    /** @param withRaters whether the reader may see raters as the export of votes shows them */
    Diagnosis of(View view, boolean withRaters) {
        Arena arena = view.arena();
        Choice choice = offered(view);
        Diagnosis diagnosis = backroom.made(arena.id(), choice, Diagnosis.class, () -> {
            Leaderboard board = leaderboards.of(arena, choice);
            // Models after votes: a file of votes brings its models with it.
            List<Cell> cells = votes.alike(arena.id(), choice.filter()).cells();
            List<Model> all = models.of(arena.id(), choice.filter().asOf());
            return () -> new Diagnosis(
                    board.snapshot(),
                    board.hash(),
                    board.at(),
                    fit(() -> Checkup.of(
                            names(all), new VotesByName(all, Map.of()).said(cells), choice.settings(), step -> {})));
        });
        return withRaters
                ? diagnosis
                : new Diagnosis(
                        diagnosis.snapshot(),
                        diagnosis.hash(),
                        diagnosis.at(),
                        diagnosis.checks().anonymous());
    }

    public SliceTable slices(View view, String by) {
        Arena arena = view.arena();
        Cut cut = new Cut(offered(view), one(by));
        return backroom.made(arena.id(), cut, SliceTable.class, () -> {
            Leaderboard board = leaderboards.of(arena, cut.choice());
            List<VoteReader.Placed> placed =
                    votes.placed(arena.id(), cut.choice().filter(), cut.by());
            List<Model> all = models.of(arena.id(), cut.choice().filter().asOf());
            return () -> new SliceTable(
                    board.snapshot(),
                    board.hash(),
                    board.at(),
                    fit(() -> Sliced.of(
                            by, names(all), placed(all, placed), cut.choice().settings())));
        });
    }

    /** Refused before anything is read. */
    private static Choice offered(View view) {
        return fit(() -> {
            Checkup.requireOffered(view.choice().settings());
            return view.choice();
        });
    }

    private static List<Placed> placed(List<Model> models, List<VoteReader.Placed> placed) {
        List<Said> said = new VotesByName(models, Map.of())
                .said(placed.stream().map(VoteReader.Placed::cell).toList());
        Placed[] votes = new Placed[placed.size()];
        Arrays.setAll(votes, at -> new Placed(placed.get(at).slice(), said.get(at)));
        return List.of(votes);
    }

    private static List<String> names(List<Model> models) {
        return models.stream().map(Model::name).toList();
    }

    private static <T> T fit(Supplier<T> making) {
        try {
            return making.get();
        } catch (Unfit e) {
            throw Refusal.unprocessable(e.code(), e.getMessage());
        }
    }

    private static Slice one(String by) {
        return Arrays.stream(Slice.values())
                .filter(each -> word(each).equals(by))
                .findFirst()
                .orElseThrow(() -> Refusal.unprocessable(
                        "not-offered",
                        "Name what votes are told apart by: ?by=… with one of %s."
                                .formatted(Arrays.stream(Slice.values())
                                        .map(Checkups::word)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String word(Slice by) {
        return switch (by) {
            case CATEGORY -> "category";
            case LANGUAGE -> "language";
            case RATER_KIND -> "raterKind";
            case MONTH -> "month";
        };
    }
}
