package dev.evenhand.rating.board;

import dev.evenhand.rating.board.Settings.Rule;
import dev.evenhand.rating.board.Settings.Ties;
import dev.evenhand.rating.fit.Cell;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.StyleFeatures;
import dev.evenhand.rating.fit.sequential.Game;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The models that votes speak of, numbered, with the votes in the form that a fit takes under some settings. */
public final class Field {
    private final List<Contender> models;
    private final Map<String, Integer> numbers;
    private final Cells cells;
    private final List<Game> games;
    private final List<Judgement> judgements;
    private final Map<Pair, Long> bothBad;
    private final long votes;
    private final List<String> raters;
    private final boolean bothBadIsTie;
    private final long styled;

    private Field(Builder builder) {
        this.models = List.copyOf(builder.models);
        this.numbers = Map.copyOf(builder.numbers);
        this.cells = builder.cells.build();
        this.games = List.copyOf(builder.games);
        this.judgements = List.copyOf(builder.judgements);
        this.bothBad = Map.copyOf(builder.bothBad);
        this.votes = builder.votes;
        this.raters = Collections.unmodifiableList(builder.raters.names());
        this.bothBadIsTie = builder.settings.bothBadIsTie();
        this.styled = builder.styled;
    }

    private record Pair(int model, int rival) {}

    /**
     * A game with what EQ-Bench 3 asks of it.
     *
     * @param margin null where nobody asked
     */
    record Judgement(Game game, int rater, int prompt, Integer margin) {}

    /** A model as a board names it; the organization may be null. */
    record Contender(String name, String organization) {}

    public static Builder under(Settings settings) {
        return new Builder(settings);
    }

    /** The votes as the settings weigh them. */
    public Cells cells() {
        return cells;
    }

    /** The same votes one by one, in the order in which they came; empty where the settings do not ask for an order. */
    List<Game> games() {
        return games;
    }

    /** The games with their margins; empty where the settings do not ask for these. */
    List<Judgement> judgements() {
        return judgements;
    }

    List<Contender> models() {
        return models;
    }

    /** Each model's number, by its name. */
    Map<String, Integer> numbers() {
        return numbers;
    }

    /** How often the model and one of these rivals were both called bad, whatever that is worth. */
    long bothBad(int model, int[] rivals) {
        return Arrays.stream(rivals)
                .mapToLong(rival -> bothBad.getOrDefault(pair(model, rival), 0L))
                .sum();
    }

    boolean bothBadIsTie() {
        return bothBadIsTie;
    }

    private static Pair pair(int model, int rival) {
        return new Pair(Math.min(model, rival), Math.max(model, rival));
    }

    /** All votes looked at, those that are worth nothing included. */
    public long votes() {
        return votes;
    }

    /** Of how many votes both responses' look is known; 0 where the settings do not ask for it. */
    long styled() {
        return styled;
    }

    /** How many raters are known. */
    public int raters() {
        return raters.size();
    }

    /** The known raters by their numbers in the cells. */
    List<String> raterNames() {
        return raters;
    }

    /** Takes models and votes one by one. A model is numbered when it is first named. */
    public static final class Builder {
        private final Settings settings;
        private final List<Contender> models = new ArrayList<>();
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Numbers raters = new Numbers();
        private final Numbers prompts = new Numbers();
        private final Cells.Builder cells = Cells.builder();
        private final List<Game> games = new ArrayList<>();
        private final List<Judgement> judgements = new ArrayList<>();
        private final Map<Pair, Long> bothBad = new HashMap<>();
        private long votes;
        private long styled;
        private int size;

        private Builder(Settings settings) {
            this.settings = settings;
        }

        /** Names a model, whether or not it has votes. */
        public Builder model(String name, String organization) {
            if (numbers.putIfAbsent(name, models.size()) == null) {
                models.add(new Contender(name, organization));
            }
            return this;
        }

        public Builder add(Said said) {
            int model = numberOf(said.model());
            int rival = numberOf(said.rival());
            int rater = numberOfRater(said.rater());
            int prompt = numberOfPrompt(said.prompt());
            styled += isStyled(said) ? said.votes() : 0;
            if (look(model, rival, said.outcome(), said.votes())) {
                Cell cell = new Cell(
                                rater,
                                prompt,
                                model,
                                rival,
                                score(said.outcome()),
                                Math.toIntExact(said.votes()),
                                said.weight())
                        .showing(said.shownFirst());
                if (isStyled(said)) {
                    cells.add(cell, said.style(), said.rivalStyle());
                } else {
                    cells.add(cell);
                }
                addGames(cell, said.margin());
            }
            return this;
        }

        /** One vote by the numbers of whom and what it names, as {@link #numberOf} and its like give them; of nobody −1. */
        public Builder add(int rater, int prompt, int model, int rival, Outcome outcome) {
            if (look(model, rival, outcome, 1)) {
                Cell cell = new Cell(rater, prompt, model, rival, score(outcome), 1, 1);
                cells.add(cell);
                addGames(cell, null);
            }
            return this;
        }

        /** Counts votes, and says whether they are worth anything. */
        private boolean look(int model, int rival, Outcome outcome, long count) {
            votes += count;
            if (outcome == Outcome.BOTH_BAD) {
                bothBad.merge(pair(model, rival), count, Long::sum);
            }
            return switch (outcome) {
                case WIN, LOSS -> true;
                case TIE -> settings.ties() != Ties.DROP;
                case BOTH_BAD -> settings.bothBadIsTie();
            };
        }

        private static double score(Outcome outcome) {
            return switch (outcome) {
                case WIN -> Cell.WIN;
                case LOSS -> Cell.LOSS;
                case TIE, BOTH_BAD -> Cell.TIE;
            };
        }

        private void addGames(Cell cell, Integer margin) {
            size++;
            for (int vote = 0; settings.rule() != Rule.BRADLEY_TERRY && vote < cell.count(); vote++) {
                Game game = new Game(cell.model(), cell.rival(), cell.score());
                games.add(game);
                if (settings.rule() == Rule.EQBENCH3) {
                    judgements.add(new Judgement(game, cell.rater(), cell.prompt(), margin));
                }
            }
        }

        /** How many cells there are so far: a vote that is worth nothing under the settings adds none. */
        int size() {
            return size;
        }

        public Field build() {
            cells.among(models.size());
            return new Field(this);
        }

        private boolean isStyled(Said said) {
            return settings.hasStyle() && hasLook(said.style()) && hasLook(said.rivalStyle());
        }

        /** A blank response was voted down for being blank, and says nothing of length. */
        private static boolean hasLook(StyleFeatures style) {
            return style != null && style.tokens() > 0;
        }

        /** The number of a model, which gets the next one where it is new. */
        public int numberOf(String model) {
            Integer number = numbers.get(model);
            return number != null ? number : model(model, null).numbers.get(model);
        }

        public int numberOfRater(String name) {
            return number(raters, name);
        }

        public int numberOfPrompt(String name) {
            return number(prompts, name);
        }

        private static int number(Numbers numbers, String name) {
            return name == null ? Cell.UNKNOWN : numbers.of(name);
        }
    }
}
