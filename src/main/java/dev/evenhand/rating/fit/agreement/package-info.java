/**
 * How far raters agree, and what can be said of a single one.
 *
 * <p>Agreement is a property of raters, prompts and models together: pairs of models that are hard to tell apart lower it,
 * with raters as good as ever. Nothing here enters a leaderboard. Weighing or dropping raters by what they voted makes the
 * interval of a rating wrong, and lets a majority silence whoever sees it otherwise.
 */
package dev.evenhand.rating.fit.agreement;
