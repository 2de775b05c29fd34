package dev.evenhand.rating.fit.diagnosis;

import dev.evenhand.rating.fit.BradleyTerry;
import dev.evenhand.rating.fit.Cells;
import dev.evenhand.rating.fit.Fit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What a board would say if ties were worth something else. */
public final class TieSensitivity {
    private TieSensitivity() {}

    /**
     * Holds other treatments of the same votes against the board.
     *
     * @param board the fit that is shown
     * @param treatments the votes as each treatment leaves them, by its name; of the same models
     * @return the change under each, in the same order; nothing where the votes that are left do not connect all models
     */
    public static SequencedMap<String, Optional<Change>> of(Fit board, SequencedMap<String, Cells> treatments) {
        board.requireStrengthsOnly();
        SequencedMap<String, Optional<Change>> changes = new LinkedHashMap<>();
        for (Map.Entry<String, Cells> treatment : treatments.entrySet()) {
            changes.put(treatment.getKey(), change(board, treatment.getValue()));
        }
        return changes;
    }

    private static Optional<Change> change(Fit board, Cells cells) {
        return BradleyTerry.ifConnected(cells.tally(), board.strengths())
                .map(fit -> Change.between(board.strengths(), fit.strengths()));
    }
}
