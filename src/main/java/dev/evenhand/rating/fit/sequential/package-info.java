/**
 * Ratings that follow the votes one after another: Elo, Glicko-2, TrueSkill.
 *
 * <p>What they say depends on the order of the votes. For models that change between votes, as players do, that is their
 * purpose; for models that stay what they are it is noise: the same EQ-Bench 3 groups in 20 orders gave 20 rankings, and
 * a standard deviation of 18 to 38 points on a scale of 1,300. Nothing here is the default of anything, and none of the
 * deviations here is a standard error of an estimate: a leaderboard comes from {@link dev.evenhand.rating.fit}.
 */
package dev.evenhand.rating.fit.sequential;
