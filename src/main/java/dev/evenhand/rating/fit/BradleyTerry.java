package dev.evenhand.rating.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The Bradley–Terry model: model i is preferred to model j with probability σ(θᵢ − θⱼ).
 *
 * <p>Maximum likelihood by Newton's method on the pair counts, which are sufficient: the cost of a fit does not depend
 * on the number of votes. It is tried one strength after another first, and of all together where that is slow. A tie counts as half a win for each side (or is left out before: {@link
 * Cells#withoutTies()}), a soft outcome y as y wins and 1 − y losses. Strengths are shifted so that their mean is zero.
 *
 * @see <a href="https://doi.org/10.2307/2334029">Bradley and Terry 1952</a>
 */
public final class BradleyTerry {
    private BradleyTerry() {}

    /**
     * @throws NoMaximum unless {@link Connectivity#whole()}: there would be no finite maximum
     * @throws NotConverged where double precision does not suffice
     */
    public static Fit fit(Tally tally) {
        return fit(tally, new double[tally.models()]);
    }

    /**
     * The same, reached sooner where the strengths are nearly known.
     *
     * @param start one strength for each model, in logits
     * @throws NoMaximum unless {@link Connectivity#whole()}: there would be no finite maximum
     * @throws NotConverged where double precision does not suffice
     */
    public static Fit fit(Tally tally, double[] start) {
        return ifConnected(tally, start).orElseThrow(() -> new NoMaximum(NoMaximum.Reason.NOT_CONNECTED));
    }

    /** The same, or nothing where the votes do not connect all models. */
    public static Optional<Fit> ifConnected(Tally tally, double[] start) {
        return Connectivity.of(tally).whole() ? Optional.of(reached(tally, start)) : Optional.empty();
    }

    private static Fit reached(Tally tally, double[] start) {
        PairLikelihood votes = new PairLikelihood(tally);
        Sweeps sweeps = new Sweeps(votes, start);
        if (sweeps.settled()) {
            double[] strengths = sweeps.strengths();
            return fit(tally, strengths, new Once<>(() -> votes.at(strengths)), sweeps.count());
        }
        boolean isFinite = Arrays.stream(sweeps.strengths()).allMatch(Double::isFinite);
        Newton.Minimum minimum = Newton.minimise(votes, isFinite ? sweeps.strengths() : start);
        Newton.Point point = minimum.point();
        return fit(tally, point.parameters(), new Once<>(() -> point), sweeps.count() + minimum.steps());
    }

    private static Fit fit(Tally tally, double[] strengths, Once<Newton.Point> point, int steps) {
        return new Fit(
                tally,
                TieModel.HALF,
                Double.NaN,
                Prior.none(),
                strengths,
                List.of(),
                List.of(),
                new Once<>(() -> point.get().information().pseudoInverse()),
                new AtEstimate(tally, strengths),
                new Once<>(() -> point.get().loss()),
                steps);
    }

    /** The scores w(y − p)(eᵢ − eⱼ), whose squares the tally sums up to Σ w²(y − p)² Lᵢⱼ. */
    private record AtEstimate(Tally tally, double[] strengths) implements Evidence {
        @Override
        public DMatrixRMaj squares() {
            Information squares = new Information(strengths.length);
            for (Tally.Pair pair : tally.pairs()) {
                double p = Logistic.sigma(strengths[pair.model()] - strengths[pair.rival()]);
                double q = Logistic.sigma(strengths[pair.rival()] - strengths[pair.model()]);
                squares.add(pair.model(), pair.rival(), pair.squaredResiduals(p, q));
            }
            return squares.matrix();
        }

        @Override
        public Scores scores(Cells cells) {
            Scores scores = new Scores(cells.size(), 0);
            Arrays.parallelSetAll(scores.pull(), cell -> {
                double p = Logistic.sigma(strengths[cells.model[cell]] - strengths[cells.rival[cell]]);
                return cells.weight[cell] * (cells.score[cell] - p);
            });
            return scores;
        }

        @Override
        public Likelihood likelihood() {
            return new PairLikelihood(tally);
        }

        @Override
        public Terms terms() {
            return new Terms(tally.models(), TieModel.HALF, false, List.of(), new double[0]);
        }

        @Override
        public double[] parameters() {
            return strengths.clone();
        }

        @Override
        public Optional<DMatrixRMaj> prior() {
            return Optional.empty();
        }
    }
}
