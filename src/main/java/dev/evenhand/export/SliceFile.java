package dev.evenhand.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenhand.rating.board.Sliced;
import dev.evenhand.rating.board.Sliced.InSlice;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The parts of a board as CSV: a row for each model in each part. */
final class SliceFile {
    private static final List<String> COLUMNS = List.of(
            "by", "slice", "model", "votes", "raw", "raw_se", "board", "rating", "se", "lower", "upper", "factor");

    private SliceFile() {}

    /** Numbers unrounded. */
    static void csv(OutputStream out, Sliced table, ObjectMapper json) throws IOException {
        try (Rows rows = Rows.csv(out, COLUMNS, json)) {
            for (Sliced.Part part : table.slices()) {
                for (InSlice m : part.models()) {
                    rows.row(
                            table.by(),
                            part.value(),
                            m.model(),
                            m.votes(),
                            m.raw(),
                            m.rawSe(),
                            m.board(),
                            m.rating(),
                            m.se(),
                            m.lower(),
                            m.upper(),
                            m.factor());
                }
            }
        }
    }
}
