package dev.evenhand.upload;

import dev.evenhand.problem.Refusal;

/** What the sender of a file says of its bytes. */
record Kind(Format format, boolean gzip) {
    static Kind of(String type, String filename, String encoding) {
        boolean gzip = "gzip".equalsIgnoreCase(encoding);
        if (encoding != null && !gzip && !encoding.equalsIgnoreCase("identity")) {
            throw Refusal.unsupported("content-encoding", "Content-Encoding %s is not known here.".formatted(encoding));
        }
        Format format = Format.of(type, filename)
                .orElseThrow(() -> Refusal.unsupported(
                        "format", "Send CSV (text/csv), NDJSON (application/x-ndjson) or JSON (application/json)."));
        return new Kind(format, gzip);
    }
}
