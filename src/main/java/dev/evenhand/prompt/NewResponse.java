package dev.evenhand.prompt;

import java.util.List;

/**
 * A response on its way in, with everything that was said about it.
 *
 * @param number which row of its file it comes from; two responses may come from one
 * @param line where it stands in its file, from 1
 * @param prompt the key of its prompt
 * @param category of the prompt; null where nothing was said, like every field below
 * @param metadata a JSON object as text, about the response
 */
public record NewResponse(
        long number,
        long line,
        String prompt,
        List<Message> messages,
        String model,
        String organization,
        String systemPrompt,
        String text,
        String category,
        String language,
        String metadata) {

    /** How much text it brings, about. */
    long characters() {
        long asked = messages.stream()
                .mapToLong(message -> message.content().length())
                .sum();
        return asked + text.length() + length(systemPrompt) + length(metadata);
    }

    private static int length(String said) {
        return said == null ? 0 : said.length();
    }
}
