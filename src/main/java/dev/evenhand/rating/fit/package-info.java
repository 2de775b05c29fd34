/**
 * The statistics of pairwise votes, as plain Java: strengths from tallies, intervals, ranks, win rates.
 *
 * <p>Models, raters and prompts are small numbers here; whoever calls keeps the names. Strengths are logits with mean
 * zero until a {@link dev.evenhand.rating.fit.Scale} makes ratings of them. Everything is a pure function of its input,
 * refuses what is not a number, and says so where it cannot know.
 */
package dev.evenhand.rating.fit;
