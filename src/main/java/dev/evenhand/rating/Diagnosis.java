package dev.evenhand.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evenhand.rating.board.Checkup;
import java.time.Instant;

/**
 * The checks of a board, and which board that is.
 *
 * @param snapshot names the board that is checked
 * @param hash the end of the arena's record from which it was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Diagnosis(String snapshot, String hash, Instant at, Checkup checks) {}
