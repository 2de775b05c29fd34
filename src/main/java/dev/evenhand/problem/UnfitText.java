package dev.evenhand.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** A text that cannot be stored, with a code that says why. */
final class UnfitText extends MismatchedInputException {
    private static final long serialVersionUID = 1;

    private final String code;

    UnfitText(JsonParser parser, String code, String message) {
        super(parser, message, String.class);
        this.code = code;
    }

    String code() {
        return code;
    }
}
