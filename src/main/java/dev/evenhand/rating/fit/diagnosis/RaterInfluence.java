package dev.evenhand.rating.fit.diagnosis;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a board would say without one rater.
 *
 * <p>All raters are compared by one Newton step from the fit, −H⁺s with s the rater's part of the gradient, which needs
 * no fit for each. Those who move it most are then left out in earnest, and the fit is made again.
 *
 * @param rater their number
 * @param votes how many they cast
 * @param step the largest change of a strength by the Newton step, in Elo points
 * @param model the model whose strength it is
 * @param exact the change by the fit without the rater; nothing where it was not made, or where the other raters' votes
 *     do not connect all models
 */
public record RaterInfluence(int rater, long votes, double step, int model, Optional<Change> exact) {
    /**
     * Of all known raters, the most influential first.
     *
     * @param fit of these very cells
     * @param refits for how many raters the fit is made again
     */
    public static List<RaterInfluence> of(Fit fit, Cells cells, int refits) {
        fit.requireStrengthsOnly();
        int raters = raters(cells);
        double[][] score = new double[raters][];
        long[] votes = new long[raters];
        for (int at = 0; at < cells.size(); at++) {
            Cell cell = cells.cell(at);
            if (cell.rater() != Cell.UNKNOWN) {
                double pull = cell.count() * Influence.pull(fit, cell);
                if (score[cell.rater()] == null) {
                    score[cell.rater()] = new double[fit.models()];
                }
                score[cell.rater()][cell.model()] += pull;
                score[cell.rater()][cell.rival()] -= pull;
                votes[cell.rater()] += cell.count();
            }
        }
        List<RaterInfluence> influences = new ArrayList<>();
        for (int rater = 0; rater < raters; rater++) {
            if (score[rater] != null) {
                double[] step = Influence.step(fit, score[rater]);
                int most = 0;
                for (int model = 1; model < step.length; model++) {
                    most = Math.abs(step[model]) > Math.abs(step[most]) ? model : most;
                }
                influences.add(new RaterInfluence(
                        rater, votes[rater], Scale.ELO * Math.abs(step[most]), most, Optional.empty()));
            }
        }
        influences.sort(Comparator.comparingDouble(RaterInfluence::step).reversed());
        for (int k = 0; k < Math.min(refits, influences.size()); k++) {
            influences.set(k, influences.get(k).refitted(fit, cells));
        }
        return List.copyOf(influences);
    }

    private static int raters(Cells cells) {
        int raters = 0;
        for (int at = 0; at < cells.size(); at++) {
            raters = Math.max(raters, cells.cell(at).rater() + 1);
        }
        return raters;
    }

    private RaterInfluence refitted(Fit fit, Cells cells) {
        Cells others = cells.only(at -> cells.cell(at).rater() != rater);
        return BradleyTerry.ifConnected(others.tally(), fit.strengths())
                .map(without -> Change.between(fit.strengths(), without.strengths()))
                .map(change -> new RaterInfluence(rater, votes, step, model, Optional.of(change)))
                .orElse(this);
    }
}
