package dev.evenhand.rating.board;

import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Connectivity;
import dev.evenhand.rating.fit.Tally;
import dev.evenhand.rating.fit.peers.ArenaRank;
import dev.evenhand.rating.fit.peers.EqBench3;
import dev.evenhand.rating.fit.peers.EqBench3.Comparison;
import dev.evenhand.rating.fit.peers.Evalica;
import dev.evenhand.rating.fit.peers.FastChat;
import dev.evenhand.rating.fit.peers.Published;
import dev.evenhand.rating.fit.sequential.Elo;
import dev.evenhand.rating.fit.sequential.Game;
import dev.evenhand.rating.fit.sequential.Glicko2;
import dev.evenhand.rating.fit.sequential.TrueSkill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Tables by rules that others use: for comparison, under their names, in their units, and only of models with votes.
 *
 * <p>They have no interval of ours. What a rule cannot rate is refused, not copied with its defect.
 */
final class ByOtherRules {
    /** The constraint on volatility in Glickman's example. */
    private static final double GLICKO_TAU = 0.5;

    /** EQ-Bench's pseudo-wins of the greatest margin since May 2025. */
    private static final int EQBENCH_BINS = 20;

    private static final int GREATEST_MARGIN = 3;

    private final Field field;
    private final Settings settings;
    private final List<Tally.Totals> totals;
    private final int[] members;
    private final List<Game> games;

    ByOtherRules(Field field, Settings settings) {
        this.totals = field.cells().tally().totals();
        this.field = field;
        this.settings = settings;
        this.members = IntStream.range(0, totals.size())
                .filter(model -> totals.get(model).votes() > 0)
                .toArray();
        this.games = renumbered(field.games(), members);
    }

    List<Standing> standings() {
        double[] ratings = ratings();
        List<Standing> standings = new ArrayList<>();
        for (int place = 0; place < members.length; place++) {
            int model = members[place];
            Field.Contender contender = field.models().get(model);
            Tally.Totals total = totals.get(model);
            long bothBad = field.bothBad(model, members);
            standings.add(new Standing(
                    1 + above(ratings, ratings[place]),
                    null,
                    null,
                    null,
                    contender.name(),
                    contender.organization(),
                    ratings[place],
                    null,
                    null,
                    null,
                    total.votes(),
                    total.wins(),
                    total.losses(),
                    total.ties() - (field.bothBadIsTie() ? bothBad : 0),
                    bothBad,
                    total.rate(),
                    null));
        }
        standings.sort(Comparator.comparingInt(Standing::rank).thenComparing(Standing::model));
        return standings;
    }

    List<Unrated> unrated() {
        boolean[] rated = new boolean[field.models().size()];
        Arrays.stream(members).forEach(model -> rated[model] = true);
        return IntStream.range(0, rated.length)
                .filter(model -> !rated[model])
                .mapToObj(model ->
                        new Unrated(field.models().get(model).name(), Connectivity.Reason.NO_VOTES.sentence(), 0))
                .toList();
    }

    private double[] ratings() {
        if (members.length == 0) {
            return new double[0];
        }
        try {
            return switch (settings.rule()) {
                case ELO -> Elo.withK(Elo.ONLINE_K).ratings(members.length, games);
                case GLICKO2 -> glicko2();
                case TRUESKILL ->
                    TrueSkill.usual().after(members.length, games).stream()
                            .mapToDouble(TrueSkill.Belief::mean)
                            .toArray();
                case WIN_RATE -> Evalica.of(members.length, games).averageWinRate();
                case ARENA_RANK ->
                    ArenaRank.usual().leaderboard(members.length, games).stream()
                            .mapToDouble(Published::rating)
                            .toArray();
                case FASTCHAT -> FastChat.of(names(), games).ratings();
                case EVALICA -> Evalica.of(members.length, games).bradleyTerry();
                case EQBENCH3 -> eqBench3();
                case BRADLEY_TERRY -> throw new IllegalStateException("the board's own rule is no other");
            };
        } catch (IllegalArgumentException e) {
            throw new Unfit(e);
        }
    }

    /** All votes as one period: what Glickman advises where players do not change. */
    private double[] glicko2() {
        List<Glicko2.Belief> before = IntStream.range(0, members.length)
                .mapToObj(model -> Glicko2.Belief.UNKNOWN)
                .toList();
        return new Glicko2(GLICKO_TAU)
                .period(before, games).stream()
                        .mapToDouble(Glicko2.Belief::rating)
                        .toArray();
    }

    /**
     * All votes of a rater on one pair and prompt are one group, as both orders are for EQ-Bench's judge, and no group is
     * left out for its place on a ladder. A margin of three is the full lead.
     */
    private double[] eqBench3() {
        long unknown = field.judgements().stream()
                .filter(judgement -> !judgement.game().isTie() && judgement.margin() == null)
                .count();
        if (unknown > 0) {
            throw Unfit.withoutMargins(unknown);
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (Field.Judgement judgement : field.judgements()) {
            boolean isKnown = judgement.rater() != Cell.UNKNOWN && judgement.prompt() != Cell.UNKNOWN;
            comparisons.add(comparison(judgement, isKnown ? judgement.rater() + "" : "vote " + comparisons.size()));
        }
        List<Settings.Anchor> anchors = settings.anchors().stream()
                .sorted(Comparator.comparingDouble(Settings.Anchor::rating))
                .toList();
        Map<String, EqBench3.Standing> standings = new EqBench3(
                        EQBENCH_BINS, EQBENCH_BINS, Integer.MAX_VALUE, EqBench3.Margin.LINEAR, false)
                .standings(
                        comparisons,
                        names(),
                        new EqBench3.Anchors(
                                anchors.getLast().model(),
                                anchors.getLast().rating(),
                                anchors.getFirst().model(),
                                anchors.getFirst().rating()));
        return names().stream()
                .mapToDouble(name -> standings.get(name).normalised())
                .toArray();
    }

    private Comparison comparison(Field.Judgement judgement, String iteration) {
        Game game = judgement.game();
        int lead = game.isTie() ? 0 : judgement.margin() * EqBench3.FULL_LEAD / GREATEST_MARGIN;
        return new Comparison(
                field.models().get(game.model()).name(),
                field.models().get(game.rival()).name(),
                judgement.prompt(),
                iteration,
                game.score() > Game.TIE ? lead : 0,
                game.score() < Game.TIE ? lead : 0);
    }

    private List<String> names() {
        return Arrays.stream(members)
                .mapToObj(model -> field.models().get(model).name())
                .toList();
    }

    private static List<Game> renumbered(List<Game> games, int[] members) {
        int[] places = new int[members.length == 0 ? 0 : members[members.length - 1] + 1];
        for (int place = 0; place < members.length; place++) {
            places[members[place]] = place;
        }
        UnaryOperator<Game> renumber = game -> new Game(places[game.model()], places[game.rival()], game.score());
        return games.stream().map(renumber).toList();
    }

    private static int above(double[] ratings, double rating) {
        return (int) Arrays.stream(ratings).filter(other -> other > rating).count();
    }
}
