/**
 * What a board's numbers do not show: whether one strength for each model suffices, and how much hangs on single raters,
 * on few votes, or on what a tie is worth. Plain JDK and linear algebra, pure functions of votes and fits.
 */
package dev.evenhand.rating.fit.diagnosis;
