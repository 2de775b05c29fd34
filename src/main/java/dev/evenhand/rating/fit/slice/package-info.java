/**
 * Boards of a part of the votes, such as one category, language or kind of rater. Plain JDK, pure functions of votes.
 */
package dev.evenhand.rating.fit.slice;
