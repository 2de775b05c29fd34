package dev.evenhand.rating;

import dev.evenhand.battle.Cell;
import dev.evenhand.rating.Settings.BothBad;
import dev.evenhand.rating.Settings.Ties;
import dev.evenhand.rating.fit.Cells;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The models that votes speak of, numbered, with the votes in the form that a fit takes. */
final class Field {
    private final List<UUID> models;
    private final Cells cells;
    private final long[] bothBad;
    private final long votes;
    private final Map<String, Long> votesOf;

    private Field(List<UUID> models, Cells cells, long[] bothBad, long votes, Map<String, Long> votesOf) {
        this.models = models;
        this.cells = cells;
        this.bothBad = bothBad;
        this.votes = votes;
        this.votesOf = votesOf;
    }

    /** @param models all that a board names, in the order of their numbers, whether or not they have votes */
    static Field of(List<UUID> models, Collection<Cell> said, Settings settings) {
        Map<UUID, Integer> numbers = numbered(models);
        Map<String, Integer> raters = new HashMap<>();
        Map<String, Integer> prompts = new HashMap<>();
        Cells.Builder cells = Cells.among(models.size());
        long[] bothBad = new long[models.size()];
        Map<String, Long> votesOf = new HashMap<>();
        long votes = 0;
        for (Cell cell : said) {
            int model = numbers.get(cell.modelA());
            int rival = numbers.get(cell.modelB());
            votes += cell.votes();
            if (cell.rater() != null) {
                votesOf.merge(cell.rater(), cell.votes(), Long::sum);
            }
            // A vote whose rater nobody knows is its own cluster, as its cell is its own; likewise its prompt.
            int rater = number(raters, cell.rater());
            int prompt = number(prompts, cell.prompt());
            switch (cell.outcome()) {
                case "left" -> add(cells, cell, rater, prompt, model, rival, 1);
                case "right" -> add(cells, cell, rater, prompt, model, rival, 0);
                case "tie" -> {
                    if (settings.ties() == Ties.HALF) {
                        add(cells, cell, rater, prompt, model, rival, 0.5);
                    }
                }
                case "both_bad" -> {
                    bothBad[model] += cell.votes();
                    bothBad[rival] += cell.votes();
                    if (settings.bothBad() == BothBad.TIE && settings.ties() == Ties.HALF) {
                        add(cells, cell, rater, prompt, model, rival, 0.5);
                    }
                }
                default -> throw new IllegalStateException("a vote cannot say " + cell.outcome());
            }
        }
        return new Field(models, cells.build(), bothBad, votes, votesOf);
    }

    Cells cells() {
        return cells;
    }

    /** The number of a model; −1 for one that came after the votes were read. */
    int number(UUID model) {
        return models.indexOf(model);
    }

    long bothBad(int number) {
        return bothBad[number];
    }

    /** All votes looked at, those that are worth nothing included. */
    long votes() {
        return votes;
    }

    /** How many raters are known. */
    int raters() {
        return votesOf.size();
    }

    /** The largest share that one known rater has in the votes. */
    Optional<Double> largestShare() {
        return votesOf.values().stream().max(Long::compare).map(most -> (double) most / votes);
    }

    private static void add(Cells.Builder cells, Cell cell, int rater, int prompt, int model, int rival, double score) {
        int count = Math.toIntExact(cell.votes());
        cells.add(new dev.evenhand.rating.fit.Cell(
                rater, prompt, model, rival, score, count, cell.weight() / cell.votes()));
    }

    private static int number(Map<String, Integer> numbers, String name) {
        return name == null
                ? dev.evenhand.rating.fit.Cell.UNKNOWN
                : numbers.computeIfAbsent(name, unseen -> numbers.size());
    }

    private static Map<UUID, Integer> numbered(List<UUID> models) {
        Map<UUID, Integer> numbers = new HashMap<>();
        models.forEach(model -> numbers.put(model, numbers.size()));
        return numbers;
    }
}
