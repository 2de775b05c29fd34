package dev.evenhand.rating.fit.peers;

import dev.evenhand.rating.fit.Bounds;
import dev.evenhand.rating.fit.sequential.Game;
import dev.evenhand.rating.fit.sequential.TrueSkill;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The ratings of EQ-Bench 3 as EQ-Bench computes them from its judge's comparisons: for comparison.
 *
 * <p>Both orders in which two answers were shown become one group; the margin of a group becomes a number of pseudo-wins;
 * one TrueSkill pass goes over the groups in order of first appearance; and a straight line puts two anchors at 1500 and
 * 200 points.
 *
 * <p><b>What is wrong with it.</b> The same groups in another order give other ratings: a standard deviation of 18 points
 * at one pseudo-win, 38 at twenty. σ comes from pseudo-wins that were counted several times and is no standard error: half
 * of one, by the scenarios. The errors of both anchors go into every other rating, and into no interval. Which groups
 * enter depends on a ladder, which is that of the ratings before.
 *
 * @param bins pseudo-wins of the greatest margin, for the ratings
 * @param spreadBins the same for σ, which comes from a pass of its own where they differ
 * @param window how many places of the ladder may lie between two models; further groups are left out
 * @param analysisAsOne whether a scenario numbered 400 or higher is won by one to nothing, whatever the margin
 * @see <a href="https://github.com/EQ-bench/eqbench3">eqbench3 at 3c21bcc</a>
 */
public record EqBench3(int bins, int spreadBins, int window, Margin margin, boolean analysisAsOne) {
    private static final double MEAN = 1200;
    private static final TrueSkill SKILL = new TrueSkill(MEAN, 350 / 3.0, 350 / 6.0, 0, 0);

    /** The lead, in marks, beyond which a comparison counts no more. */
    public static final int FULL_LEAD = 30;

    private static final int FIRST_ANALYSIS_SCENARIO = 400;

    /** The normal quantile of 95 %, as EQ-Bench rounds it. */
    private static final double QUANTILE = 1.96;

    /** Means and their intervals are rounded to these before the intervals are put through the line. */
    private static final double HUNDREDTHS = 100;

    public EqBench3 {
        if (bins < 1 || spreadBins < 1 || window < 1) {
            throw new IllegalArgumentException(
                    "%d and %d pseudo-wins within %d places cannot be.".formatted(bins, spreadBins, window));
        }
    }

    /** As in the table of 28 April 2025. */
    public static EqBench3 ofApril2025() {
        return new EqBench3(1, 1, 8, Margin.CURVED, false);
    }

    /** As since May 2025. */
    public static EqBench3 ofMay2025() {
        return new EqBench3(20, 5, 16, Margin.LINEAR, true);
    }

    /**
     * Two models whose ratings are given.
     *
     * @param upper of the two the one with the greater rating
     */
    public record Anchors(String upper, double upperRating, String lower, double lowerRating) {
        /** EQ-Bench's own. */
        public static final Anchors USUAL = new Anchors("o3", 1500, "meta-llama/llama-3.2-1b-instruct", 200);
    }

    /**
     * What the judge said of two answers in one order.
     *
     * @param plus how many marks the model got on the criteria that it won, and {@code rivalPlus} its rival
     */
    public record Comparison(String model, String rival, int scenario, String iteration, int plus, int rivalPlus) {
        public Comparison {
            if (plus < 0 || rivalPlus < 0 || model.equals(rival)) {
                throw new IllegalArgumentException(
                        "%s by %d against %s by %d is no comparison.".formatted(model, plus, rival, rivalPlus));
            }
        }
    }

    /**
     * @param mean and {@code deviation} as TrueSkill holds them
     * @param interval of the mean, 95 % if σ were a standard error
     * @param normalised the mean on the line through the anchors
     * @param normalisedInterval the interval on the line through the published anchors, everything rounded before
     */
    public record Standing(
            double mean, double deviation, Bounds interval, double normalised, Bounds normalisedInterval) {}

    /**
     * The standings of all models that the comparisons name, with EQ-Bench's anchors.
     *
     * @param comparisons in the order in which they were made
     * @param ladder the models from worst to best, of the ratings before
     */
    public Map<String, Standing> standings(List<Comparison> comparisons, List<String> ladder) {
        return standings(comparisons, ladder, Anchors.USUAL);
    }

    /** @throws IllegalArgumentException where the comparisons do not rate one anchor above or below the other */
    public Map<String, Standing> standings(List<Comparison> comparisons, List<String> ladder, Anchors anchors) {
        Map<String, Integer> number = new LinkedHashMap<>();
        comparisons.stream()
                .flatMap(comparison -> Stream.of(comparison.model(), comparison.rival()))
                .forEach(model -> number.putIfAbsent(model, number.size()));
        List<Group> near = groups(comparisons).stream()
                .filter(group -> Math.abs(place(ladder, group.model) - place(ladder, group.rival)) <= window)
                .toList();

        List<TrueSkill.Belief> means = SKILL.after(number.size(), games(near, number, bins));
        List<TrueSkill.Belief> spreads = SKILL.after(number.size(), games(near, number, spreadBins));
        Line line = new Line(
                anchors,
                means.get(anchor(number, anchors.lower())).mean(),
                means.get(anchor(number, anchors.upper())).mean());
        Map<String, Standing> standings = new HashMap<>();
        number.forEach((model, i) -> standings.put(
                model, line.standing(means.get(i).mean(), spreads.get(i).deviation())));
        return Map.copyOf(standings);
    }

    private static int place(List<String> ladder, String model) {
        int place = ladder.indexOf(model);
        if (place < 0) {
            throw new IllegalArgumentException("%s has no place on the ladder.".formatted(model));
        }
        return place;
    }

    private static int anchor(Map<String, Integer> number, String model) {
        Integer anchor = number.get(model);
        if (anchor == null) {
            throw new IllegalArgumentException("Without %s there is no scale.".formatted(model));
        }
        return anchor;
    }

    /** The comparisons of two models on one answer each, in both orders. */
    private record Key(String model, String rival, int scenario, String iteration) {}

    private static final class Group {
        private final String model;
        private final String rival;
        private int plus;
        private int rivalPlus;

        Group(Key key) {
            this.model = key.model();
            this.rival = key.rival();
        }

        int lead() {
            return plus - rivalPlus;
        }
    }

    private Collection<Group> groups(List<Comparison> comparisons) {
        Map<Key, Group> groups = new LinkedHashMap<>();
        for (Comparison comparison : comparisons) {
            if (comparison.model().compareTo(comparison.rival()) < 0) {
                add(
                        groups,
                        comparison,
                        comparison.model(),
                        comparison.rival(),
                        comparison.plus(),
                        comparison.rivalPlus());
            } else {
                add(
                        groups,
                        comparison,
                        comparison.rival(),
                        comparison.model(),
                        comparison.rivalPlus(),
                        comparison.plus());
            }
        }
        return groups.values();
    }

    private void add(
            Map<Key, Group> groups, Comparison comparison, String model, String rival, int plus, int rivalPlus) {
        Key key = new Key(model, rival, comparison.scenario(), comparison.iteration());
        Group group = groups.computeIfAbsent(key, Group::new);
        boolean asOne = analysisAsOne && comparison.scenario() >= FIRST_ANALYSIS_SCENARIO;
        group.plus += asOne ? (plus > rivalPlus ? 1 : 0) : plus;
        group.rivalPlus += asOne ? (rivalPlus > plus ? 1 : 0) : rivalPlus;
    }

    private List<Game> games(List<Group> groups, Map<String, Integer> number, int bins) {
        List<Game> games = new ArrayList<>();
        for (Group group : groups) {
            int model = number.get(group.model);
            int rival = number.get(group.rival);
            Game game = group.lead() == 0
                    ? Game.tied(model, rival)
                    : group.lead() > 0 ? Game.won(model, rival) : Game.won(rival, model);
            games.addAll(Collections.nCopies(group.lead() == 0 ? 1 : pseudoWins(group.lead(), bins), game));
        }
        return games;
    }

    private int pseudoWins(int lead, int bins) {
        double beyondHalf = margin.score(lead) - 0.5;
        return Math.clamp((int) Math.ceil(Math.abs(beyondHalf) / (0.5 / bins)), 1, bins);
    }

    /** From TrueSkill's mean to points, straight through both anchors. */
    private record Line(Anchors anchors, double lower, double upper) {
        Line {
            if (lower == upper) {
                throw new IllegalArgumentException("Both anchors are rated alike, so that there is no scale.");
            }
        }

        Standing standing(double mean, double deviation) {
            double reach = QUANTILE * deviation;
            Bounds interval = new Bounds(mean - reach, mean + reach);
            Line published = new Line(anchors, rounded(lower), rounded(upper));
            return new Standing(
                    mean,
                    deviation,
                    interval,
                    at(mean),
                    new Bounds(published.at(rounded(interval.lower())), published.at(rounded(interval.upper()))));
        }

        private double at(double mean) {
            return anchors.lowerRating()
                    + (anchors.upperRating() - anchors.lowerRating()) * (mean - lower) / (upper - lower);
        }

        private static double rounded(double value) {
            return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
        }
    }

    /** How a lead in marks becomes a score. */
    public enum Margin {
        /** In proportion, to 30 marks. */
        LINEAR {
            @Override
            double blend(double x) {
                return x;
            }
        },
        /** Steep near zero, flat towards 30: before May 2025. */
        CURVED {
            @Override
            double blend(double x) {
                double rise = Math.min(x / 0.11, 1);
                double b = rise * rise * (3 - 2 * rise);
                return (1 - b) * 5 * x + b * Math.expm1(-3 * Math.pow(x, 0.75)) / Math.expm1(-3);
            }
        };

        abstract double blend(double x);

        /**
         * What the model earned, from 0 to 1, if it leads by so many marks; below zero it trails.
         *
         * <p>The trailing side is taken from 1, as EQ-Bench does: the last digit that this rounds away decides whether
         * three marks are two pseudo-wins or three.
         */
        public double score(double lead) {
            double leading = blend(Math.min(Math.abs(lead) / (double) FULL_LEAD, 1)) / 2 + 0.5;
            return lead < 0 ? 1 - leading : leading;
        }
    }
}
