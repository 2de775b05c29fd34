package dev.evenhand.rating.fit;

/**
 * What one vote of weight one adds to the loss −ln P, with its slopes: filled in for one vote after another, so that two
 * million of them need no object of their own.
 *
 * <p>η is the vote's predictor, the difference of strengths and whatever moves it; s is the shape of a tie model.
 */
final class Term {
    double loss;
    /** −∂loss/∂η. */
    double pull;
    /** −∂loss/∂s. */
    double shapePull;
    /** ∂²loss/∂η². */
    double curvature;
    /** ∂²loss/∂η∂s. */
    double shared;
    /** ∂²loss/∂s². */
    double shapeCurvature;
}
