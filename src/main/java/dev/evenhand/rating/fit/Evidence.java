package dev.evenhand.rating.fit;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** What a fit rests on, vote by vote, looked at from the estimate: all that errors follow from. */
interface Evidence {
    /** Σ w²·s·sᵀ over single votes, as if each were independent, and what the prior adds to it. */
    DMatrixRMaj squares();

    /** Of the votes that were fitted, in cells. */
    Scores scores(Cells cells);

    /** How much the score of the prior would vary: its curvature. Nothing where there is no prior. */
    Optional<DMatrixRMaj> prior();

    /** All votes, to be weighed anew. */
    Likelihood likelihood();

    /** What each vote depends on. */
    Terms terms();

    /** The estimate: strengths, then effects. */
    double[] parameters();
}
