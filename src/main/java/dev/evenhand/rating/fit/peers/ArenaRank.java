package dev.evenhand.rating.fit.peers;

import dev.evenhand.rating.fit.Bounds;
import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Fit;
import dev.evenhand.rating.fit.Scale;
import dev.evenhand.rating.fit.Tally;
import dev.evenhand.rating.fit.sequential.Game;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The leaderboard as arena-rank computes it, the package of LMArena: for comparison, never for an interval of one's own.
 *
 * <p>Ratings are those of {@link BradleyTerry}, ties as half, with mean 1000. The variance is a sandwich of independent
 * votes, (H + ρI)⁻¹B(H + ρI)⁻¹, with a normal quantile.
 *
 * <p><b>What is wrong with it.</b> ρ grows with the number of all votes, while H's diagonal grows with the model's own:
 * a new model's interval is too narrow, by a factor of 0.36 for one with 50 votes among two million. A rater who votes a
 * hundred times counts as a hundred raters. Its optimiser stops on a relative change of the loss, up to half a point
 * before the maximum; this one goes there.
 *
 * @param hessianReg what is added to the diagonal of H; for each vote where all weigh 1, as it is otherwise
 * @param reweighted whether a vote weighs 1/max(n, {@code fewest}), n being the votes on its pair, so that every pair that
 *     met often enough weighs the same
 * @see <a href="https://github.com/lmarena/arena-rank">arena-rank at 3900eae</a>
 */
public record ArenaRank(double hessianReg, boolean reweighted, int fewest) {
    private static final double HESSIAN_REG = 1e-5;
    private static final int FEWEST = 50;
    private static final double LEVEL = 0.95;

    public ArenaRank {
        if (!(hessianReg >= 0 && Double.isFinite(hessianReg)) || fewest < 1) {
            throw new IllegalArgumentException(
                    "%s and %d cannot be added and divided by.".formatted(hessianReg, fewest));
        }
    }

    /** arena-rank's defaults. */
    public static ArenaRank usual() {
        return new ArenaRank(HESSIAN_REG, false, FEWEST);
    }

    /** arena-rank's defaults, with its reweighting. */
    public static ArenaRank usualReweighted() {
        return new ArenaRank(HESSIAN_REG, true, FEWEST);
    }

    /**
     * By number of the model, in points; the order of the games does not matter.
     *
     * @throws IllegalArgumentException where the likelihood has no finite maximum; arena-rank returns what it reached
     */
    public List<Published> leaderboard(int models, List<Game> games) {
        Tally tally = cells(models, games).tally();
        Fit fit = BradleyTerry.fit(tally);
        DMatrixRMaj covariance = covariance(fit, tally);

        double quantile = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - LEVEL) / 2);
        double[] ratings = new double[models];
        double[] errors = new double[models];
        List<Bounds> intervals = new ArrayList<>(models);
        for (int model = 0; model < models; model++) {
            ratings[model] = Scale.centred().rating(fit, model);
            errors[model] = Scale.ELO * Math.sqrt(covariance.get(model, model));
            double reach = quantile * errors[model];
            intervals.add(new Bounds(ratings[model] - reach, ratings[model] + reach));
        }
        return Published.ranked(ratings, errors, intervals);
    }

    private Cells cells(int models, List<Game> games) {
        long[] met = reweighted ? met(models, games) : new long[0];
        Cells.Builder cells = Cells.among(models);
        for (Game game : games) {
            Cell cell = Cell.of(game.model(), game.rival(), game.score());
            cells.add(reweighted ? cell.weighing(1.0 / Math.max(met[pair(models, game)], fewest)) : cell);
        }
        return cells.build();
    }

    private static long[] met(int models, List<Game> games) {
        long[] met = new long[models * models];
        games.forEach(game -> met[pair(models, game)]++);
        return met;
    }

    private static int pair(int models, Game game) {
        return Math.min(game.model(), game.rival()) * models + Math.max(game.model(), game.rival());
    }

    private DMatrixRMaj covariance(Fit fit, Tally tally) {
        int models = fit.models();
        DMatrixRMaj information = new DMatrixRMaj(models, models);
        DMatrixRMaj squares = new DMatrixRMaj(models, models);
        for (Tally.Pair pair : tally.pairs()) {
            double p = fit.probability(pair.model(), pair.rival());
            double q = fit.probability(pair.rival(), pair.model());
            add(information, pair, pair.weight() * p * q);
            add(squares, pair, pair.squaredResiduals(p, q));
        }
        double rho = reweighted ? hessianReg : hessianReg * tally.votes();
        double trace = 0;
        for (int model = 0; model < models; model++) {
            trace += information.get(model, model);
        }
        // B and H have no part along 1, so a shift along it leaves the sandwich what it is, and keeps it from
        // cancelling.
        double shift = trace / models / models;
        for (int model = 0; model < models; model++) {
            for (int rival = 0; rival < models; rival++) {
                information.add(model, rival, model == rival ? shift + rho : shift);
            }
        }
        return sandwich(information, squares);
    }

    private static void add(DMatrixRMaj laplacian, Tally.Pair pair, double weight) {
        laplacian.add(pair.model(), pair.model(), weight);
        laplacian.add(pair.rival(), pair.rival(), weight);
        laplacian.add(pair.model(), pair.rival(), -weight);
        laplacian.add(pair.rival(), pair.model(), -weight);
    }

    private static DMatrixRMaj sandwich(DMatrixRMaj information, DMatrixRMaj squares) {
        DMatrixRMaj inverse = new DMatrixRMaj(information.numRows, information.numCols);
        if (!CommonOps_DDRM.invert(information, inverse)) {
            throw new ArithmeticException("The votes hold too little information to tell the models apart.");
        }
        DMatrixRMaj half = new DMatrixRMaj(information.numRows, information.numCols);
        DMatrixRMaj sandwich = new DMatrixRMaj(information.numRows, information.numCols);
        CommonOps_DDRM.mult(inverse, squares, half);
        CommonOps_DDRM.mult(half, inverse, sandwich);
        return sandwich;
    }
}
