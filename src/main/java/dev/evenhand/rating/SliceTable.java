package dev.evenhand.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.rating.board.Sliced;
import java.time.Instant;

/**
 * The parts of a board, and which board that is.
 *
 * @param snapshot names the whole board
 * @param hash the end of the arena's record from which it was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SliceTable(String snapshot, String hash, Instant at, Sliced table) {}
