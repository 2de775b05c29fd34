/** Strengths from votes: leaderboards, win rates, comparisons, and which pair to show next. */
package dev.evenhand.rating;
