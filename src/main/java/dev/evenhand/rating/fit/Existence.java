package dev.evenhand.rating.fit;

import dev.evenhand.rating.fit.NoMaximum.Reason;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a likelihood has a finite maximum, and only one, asked before the search for it.
 *
 * <p>A convex loss has exactly one finite minimum if it grows in every direction. Far out in the direction of strengths u,
 * position h and tie shape s a vote costs nothing more, ever, just if u_a − u_b + h·x ≥ s for a win of a over b, and
 * |u_a − u_b + h·x| ≤ s for a tie; x is 1 where a was shown first, −1 where b was. (Davidson's shape stands for 2s, Rao and
 * Kupper's for s. Without a tie model s = 0.) For given h and s these are bounds on differences of u, and such bounds can
 * be met just if no cycle of them is negative: from a winner to the loser at h·x − s, between the sides of a tie both ways
 * at ±h·x + s. So a maximum exists if every (h, s) other than zero has a negative cycle, and models are strongly connected,
 * which is the same question at h = s = 0.
 *
 * <p>Cycles have whole numbers as costs for a rational h, and the bounds that cycles set to h are rational: nothing is
 * rounded. Strengths under a prior cannot run away; all models are then one.
 *
 * @see <a href="https://doi.org/10.1093/biomet/71.1.1">Albert and Anderson 1984, for separation</a>
 */
final class Existence {
    private static final int NONE = -1;

    private final int models;
    private final int edges;
    private final int[] from;
    private final int[] to;
    /** How often position and shape go into the cost of an edge: −1, 0 or 1. */
    private final int[] position;

    private final int[] shape;

    private Existence(Rows rows, boolean strengthsAreBound) {
        models = strengthsAreBound ? 1 : rows.models();
        from = new int[2 * rows.size()];
        to = new int[from.length];
        position = new int[from.length];
        shape = new int[from.length];
        int edge = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.weight()[row] == 0) {
                continue;
            }
            int a = strengthsAreBound ? 0 : rows.model()[row];
            int b = strengthsAreBound ? 0 : rows.rival()[row];
            int first = rows.shown()[row];
            double score = rows.score()[row];
            int cost = score == Cell.WIN || score == Cell.LOSS ? -1 : 1;
            if (score > Cell.LOSS) {
                edge = add(edge, a, b, first, cost);
            }
            if (score < Cell.WIN) {
                edge = add(edge, b, a, -first, cost);
            }
        }
        edges = edge;
    }

    private int add(int edge, int winner, int loser, int first, int cost) {
        from[edge] = winner;
        to[edge] = loser;
        position[edge] = first;
        shape[edge] = cost;
        return edge + 1;
    }

    static Optional<Reason> obstacle(Rows rows, TieModel ties, boolean withPosition, boolean strengthsAreBound) {
        if (!strengthsAreBound && !Connectivity.whole(rows)) {
            return Optional.of(Reason.NOT_CONNECTED);
        }
        if (ties != TieModel.HALF && !rows.decided()) {
            return Optional.of(Reason.NOTHING_DECIDED);
        }
        boolean withShape = ties != TieModel.HALF && rows.tied();
        if (!withPosition && !withShape) {
            return Optional.empty();
        }
        Existence existence = new Existence(rows, strengthsAreBound);
        Optional<Reason> place = withPosition ? existence.toPosition() : Optional.empty();
        if (place.isPresent() || !withShape) {
            return place;
        }
        return existence.shapeIsBound(withPosition)
                ? Optional.empty()
                : Optional.of(withPosition ? Reason.POSITION_AND_TIES_OUTWEIGH : Reason.TIES_OUTWEIGH);
    }

    /** Where a direction and its opposite both cost nothing, the loss is flat along them. */
    private Optional<Reason> toPosition() {
        if (Arrays.stream(position, 0, edges).allMatch(first -> first == 0)) {
            return Optional.of(Reason.POSITION_UNKNOWN);
        }
        boolean up = cycle(1, 0).isEmpty();
        boolean down = cycle(-1, 0).isEmpty();
        if (up && down) {
            return Optional.of(Reason.POSITION_CONFOUNDED);
        }
        return up || down ? Optional.of(Reason.POSITION_SEPARATED) : Optional.empty();
    }

    /**
     * Whether every h has a negative cycle at s = 1. One that is negative at h excludes all up to −Y/X, or all from there
     * on, where its cost is X·h + Y. From zero, h goes to the bound so met, and to the next, until no cycle is negative
     * there or one forbids to go on.
     */
    private boolean shapeIsBound(boolean withPosition) {
        Optional<Cycle> met = cycle(0, 1);
        if (met.isEmpty() || !withPosition) {
            return met.isPresent();
        }
        int direction = Integer.signum(met.get().x());
        while (met.isPresent() && met.get().x() * direction > 0) {
            Cycle bound = met.get();
            met = cycle(-bound.y() * direction, Math.abs(bound.x()));
        }
        return met.isPresent();
    }

    /** What position and shape sum up to around a cycle. */
    private record Cycle(int x, int y) {}

    /** A cycle that is negative in this direction; Bellman's and Ford's algorithm from all models at once. */
    private Optional<Cycle> cycle(int h, int s) {
        long[] distance = new long[models];
        int[] entered = new int[models];
        Arrays.fill(entered, NONE);
        while (relax(h, s, distance, entered)) {
            Optional<Cycle> cycle = among(entered);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        return Optional.empty();
    }

    private boolean relax(long h, long s, long[] distance, int[] entered) {
        boolean nearer = false;
        for (int edge = 0; edge < edges; edge++) {
            long next = distance[from[edge]] + h * position[edge] + s * shape[edge];
            if (next < distance[to[edge]]) {
                distance[to[edge]] = next;
                entered[to[edge]] = edge;
                nearer = true;
            }
        }
        return nearer;
    }

    /** A cycle of the edges by which models were entered last: it is negative, or it would not have closed. */
    private Optional<Cycle> among(int[] entered) {
        int[] walk = new int[models];
        for (int start = 0; start < models; start++) {
            int model = start;
            while (walk[model] == 0 && entered[model] != NONE) {
                walk[model] = start + 1;
                model = from[entered[model]];
            }
            if (walk[model] == start + 1) {
                return Optional.of(around(model, entered));
            }
        }
        return Optional.empty();
    }

    private Cycle around(int model, int[] entered) {
        int x = 0;
        int y = 0;
        int at = model;
        do {
            x += position[entered[at]];
            y += shape[entered[at]];
            at = from[entered[at]];
        } while (at != model);
        return new Cycle(x, y);
    }
}
