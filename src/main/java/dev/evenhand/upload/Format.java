package dev.evenhand.upload;

import java.util.Locale;
import java.util.Optional;

/** The form in which a file arrives. */
public enum Format {
    CSV,
    NDJSON,
    JSON;

    /** By the media type, or where that says nothing of the form, by the end of the file's name; either may be null. */
    public static Optional<Format> of(String mediaType, String filename) {
        return byMediaType(mediaType == null ? "" : mediaType).or(() -> byName(filename == null ? "" : filename));
    }

    private static Optional<Format> byMediaType(String mediaType) {
        return switch (mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT)) {
            case "text/csv", "application/csv" -> Optional.of(CSV);
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines" ->
                Optional.of(NDJSON);
            case "application/json" -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }

    private static Optional<Format> byName(String filename) {
        String name = filename.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (name.endsWith(".csv")) {
            return Optional.of(CSV);
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Optional.of(NDJSON);
        }
        return name.endsWith(".json") ? Optional.of(JSON) : Optional.empty();
    }
}
