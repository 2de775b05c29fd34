package dev.evenhand.rating.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What was estimated beside the strengths of one board.
 *
 * @param effect {@code ties}: the shape of the tie model, ln ν or τ; {@code position}: what being shown first adds;
 *     {@code length}, {@code headers}, {@code lists}, {@code bold}: what one standard deviation more of it adds
 * @param component of which board, where there are several
 * @param estimate in logits, as is the error
 * @param elo the same in Elo points
 * @param p of the hypothesis that there is no such effect
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimated(
        String effect,
        @Nullable Integer component,
        double estimate,
        double elo,
        @Nullable Double se,
        @Nullable Double lower,
        @Nullable Double upper,
        @Nullable Double p) {}
