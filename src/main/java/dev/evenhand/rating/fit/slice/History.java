package dev.evenhand.rating.fit.slice;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Connectivity;
import dev.evenhand.rating.fit.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The board as it was, or as the latest votes alone would have made it, at given instants. */
public final class History {
    private History() {}

    /**
     * The board at one instant.
     *
     * @param instant in the unit of the votes' own
     * @param votes behind it
     * @param members the models of the largest connected part, ascending; others could not be rated with these then
     * @param fit of the members, in their order; nothing where no two models were connected
     * @param cells the members' votes, numbered as in the fit
     */
    public record Moment(long instant, long votes, int[] members, Optional<Fit> fit, Cells cells) {}

    /** Of all votes up to each instant, itself included. */
    public static List<Moment> cumulative(Cells cells, long[] at, long... instants) {
        return moments(cells, at, Long.MAX_VALUE, instants);
    }

    /**
     * Of the votes within a window that ends with each instant, which is in it; its beginning is not.
     *
     * @param at when each cell's votes were cast
     * @param window its length, above zero
     */
    public static List<Moment> windowed(Cells cells, long[] at, long window, long... instants) {
        if (window <= 0) {
            throw new IllegalArgumentException("%d is no length of a window".formatted(window));
        }
        return moments(cells, at, window, instants);
    }

    private static List<Moment> moments(Cells cells, long[] at, long window, long... instants) {
        if (at.length != cells.size()) {
            throw new IllegalArgumentException("%d instants are given for %d cells".formatted(at.length, cells.size()));
        }
        double[] last = new double[cells.models()];
        List<Moment> moments = new ArrayList<>();
        for (long instant : instants) {
            Cells then = cells.only(cell -> at[cell] <= instant
                    && (window == Long.MAX_VALUE || at[cell] > Math.subtractExact(instant, window)));
            moments.add(moment(instant, then, last));
        }
        return List.copyOf(moments);
    }

    /** @param last the strengths of the moment before, to start from; this one's are left in it */
    private static Moment moment(long instant, Cells then, double[] last) {
        List<int[]> components = Connectivity.of(then.tally()).components();
        if (components.isEmpty()) {
            return new Moment(instant, then.votes(), new int[0], Optional.empty(), then.within());
        }
        int[] members = components.getFirst();
        Cells connected = then.within(members);
        double[] start =
                Arrays.stream(members).mapToDouble(model -> last[model]).toArray();
        Fit fit = BradleyTerry.fit(connected.tally(), start);
        for (int place = 0; place < members.length; place++) {
            last[members[place]] = fit.strength(place);
        }
        return new Moment(instant, then.votes(), members, Optional.of(fit), connected);
    }
}
