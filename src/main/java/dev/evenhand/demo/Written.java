package dev.evenhand.demo;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One line of the demo's responses. */
record Written(
        @JsonProperty("prompt_id") String key,
        String prompt,
        String model,
        String organization,
        String response,
        String category,
        String language) {}
