package dev.evenhand.upload;

import java.util.List;
import java.util.Map;

/**
 * One response of a file, checked by itself and against the rows before it.
 *
 * <p>What may be absent is null. A row of a pairwise file gives two of these, with one number.
 *
 * @param number the row of the file, from 1, by which the {@link Report} knows it
 * @param line physical line on which it starts
 * @param promptId as written, or derived from the messages
 * @param systemPrompt of the model
 * @param organization of the model
 * @param metadata JSON values; empty where there is none
 * @param leak what in the response names its model or its provider
 */
record ResponseRow(
        long number,
        long line,
        String promptId,
        List<Message> messages,
        String model,
        String response,
        String systemPrompt,
        String category,
        String language,
        String organization,
        Map<String, Object> metadata,
        String leak) {

    record Message(String role, String content) {}
}
