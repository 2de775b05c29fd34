/**
 * Boards of a part of the votes: of one category, language or kind of rater, or as they were at some instant. Plain JDK,
 * pure functions of votes.
 */
package dev.evenhand.rating.fit.slice;
