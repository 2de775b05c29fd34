package dev.evenhand.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormatTest {
    @Test
    void theMediaTypeSaysTheFormAndElseTheName() {
        assertEquals(Optional.of(Format.CSV), Format.of("text/csv; charset=utf-8", "x.json"));
        assertEquals(Optional.of(Format.NDJSON), Format.of("application/x-ndjson", null));
        assertEquals(Optional.of(Format.JSON), Format.of("Application/JSON", null));
        assertEquals(Optional.of(Format.NDJSON), Format.of("application/octet-stream", "votes.JSONL.gz"));
        assertEquals(Optional.of(Format.CSV), Format.of(null, "votes.csv"));
        assertEquals(Optional.empty(), Format.of("application/pdf", "votes"));
    }
}
