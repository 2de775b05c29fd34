package dev.evenhand.rating.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which models can be rated on one scale, asked before any fit.
 *
 * <p>Draw an arrow from a model to each rival from which it took a win or a tie (or part of a soft outcome). Finite
 * strengths of greatest likelihood exist, and are unique up to a shift, exactly within the strongly connected components
 * of that graph. Votes between components say nothing that a finite strength could express: they are left out, and
 * counted.
 *
 * @param components of two models or more, the largest first; members ascending
 * @param alone models that no fit can place, ascending
 * @param votesBetween votes on two models that do not share a component
 * @see <a href="https://doi.org/10.2307/2308513">Ford 1957</a>
 */
public record Connectivity(List<int[]> components, List<Alone> alone, long votesBetween) {

    /** A model that shares a component with no other. */
    public record Alone(int model, Reason reason) {}

    /** Why a model is alone. None of them ever tied: a tie connects both ways. */
    public enum Reason {
        NO_VOTES("It has no votes yet."),
        NEVER_LOST("It has never lost and never tied: its strength has no upper limit."),
        NEVER_WON("It has never won and never tied: its strength has no lower limit."),
        ONE_WAY("It has only won against some models and only lost to others, and no chain of results leads back.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    public static Connectivity of(Tally tally) {
        Graph graph = new Graph(new PairLikelihood(tally));
        List<int[]> components = new ArrayList<>();
        List<Alone> alone = new ArrayList<>();
        for (int[] members : graph.components()) {
            if (members.length > 1) {
                components.add(members);
            } else {
                alone.add(new Alone(members[0], graph.reason(members[0])));
            }
        }
        components.sort(
                Comparator.<int[]>comparingInt(members -> -members.length).thenComparingInt(members -> members[0]));
        alone.sort(Comparator.comparingInt(Alone::model));
        return new Connectivity(List.copyOf(components), List.copyOf(alone), votesBetween(tally, components));
    }

    /** The members of the component with the most models; nothing where no two are connected. */
    public Optional<int[]> largest() {
        return components.stream().findFirst();
    }

    /** Whether all models stand on one scale. */
    public boolean whole() {
        return components.size() == 1 && alone.isEmpty();
    }

    /** Whether these votes leave all models on one scale. */
    static boolean whole(Contests votes) {
        return new Graph(votes).components().size() == 1;
    }

    private static long votesBetween(Tally tally, List<int[]> components) {
        int[] component = new int[tally.models()];
        Arrays.setAll(component, model -> -1 - model);
        for (int c = 0; c < components.size(); c++) {
            for (int model : components.get(c)) {
                component[model] = c;
            }
        }
        return tally.pairs().stream()
                .filter(pair -> component[pair.model()] != component[pair.rival()])
                .mapToLong(Tally.Pair::votes)
                .sum();
    }

    /** Tarjan's algorithm with a stack of its own: a chain of ten thousand models must not overflow the thread's. */
    private static final class Graph {
        private static final int UNSEEN = 0;

        private final int models;
        /** The rivals from which model m took something stand in target[start[m]] to target[start[m + 1] - 1]. */
        private final int[] start;

        private final int[] target;
        private final boolean[] conceded;

        private final int[] seen;
        private final int[] lowest;
        private final boolean[] open;
        private final int[] path;
        private final int[] waiting;
        private final int[] next;
        private int seenCount;
        private int waitingSize;

        Graph(Contests votes) {
            models = votes.models();
            start = new int[models + 1];
            conceded = new boolean[models];
            for (int pair = 0; pair < votes.size(); pair++) {
                start[votes.model(pair) + 1] += votes.score(pair) > 0 ? 1 : 0;
                start[votes.rival(pair) + 1] += votes.rivalScore(pair) > 0 ? 1 : 0;
            }
            Arrays.parallelPrefix(start, Integer::sum);
            target = new int[start[models]];
            next = Arrays.copyOf(start, models);
            for (int pair = 0; pair < votes.size(); pair++) {
                if (votes.score(pair) > 0) {
                    arrow(votes.model(pair), votes.rival(pair));
                }
                if (votes.rivalScore(pair) > 0) {
                    arrow(votes.rival(pair), votes.model(pair));
                }
            }
            System.arraycopy(start, 0, next, 0, models);
            seen = new int[models];
            lowest = new int[models];
            open = new boolean[models];
            path = new int[models];
            waiting = new int[models];
        }

        private void arrow(int from, int to) {
            target[next[from]++] = to;
            conceded[to] = true;
        }

        Reason reason(int model) {
            boolean scored = start[model + 1] > start[model];
            if (scored) {
                return conceded[model] ? Reason.ONE_WAY : Reason.NEVER_LOST;
            }
            return conceded[model] ? Reason.NEVER_WON : Reason.NO_VOTES;
        }

        List<int[]> components() {
            List<int[]> components = new ArrayList<>();
            for (int root = 0; root < models; root++) {
                if (seen[root] == UNSEEN) {
                    search(root, components);
                }
            }
            return components;
        }

        private void search(int root, List<int[]> components) {
            int depth = 0;
            path[0] = enter(root);
            while (depth >= 0) {
                int model = path[depth];
                if (next[model] < start[model + 1]) {
                    int rival = target[next[model]++];
                    if (seen[rival] == UNSEEN) {
                        path[++depth] = enter(rival);
                    } else if (open[rival]) {
                        lowest[model] = Math.min(lowest[model], seen[rival]);
                    }
                } else {
                    if (lowest[model] == seen[model]) {
                        components.add(close(model));
                    }
                    depth--;
                    if (depth >= 0) {
                        lowest[path[depth]] = Math.min(lowest[path[depth]], lowest[model]);
                    }
                }
            }
        }

        private int enter(int model) {
            seen[model] = lowest[model] = ++seenCount;
            open[model] = true;
            waiting[waitingSize++] = model;
            return model;
        }

        private int[] close(int root) {
            int end = waitingSize;
            do {
                open[waiting[--waitingSize]] = false;
            } while (waiting[waitingSize] != root);
            int[] members = Arrays.copyOfRange(waiting, waitingSize, end);
            Arrays.sort(members);
            return members;
        }
    }
}
