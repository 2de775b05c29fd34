package dev.evenhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class HandoverTest {
    @Test
    void everythingArrivesInItsOrder() {
        List<Integer> all = IntStream.range(0, 100_001).boxed().toList();
        List<Integer> taken = new ArrayList<>();

        try (Handover<Integer> handover = new Handover<>(taken::add)) {
            all.forEach(handover);
        }

        assertEquals(all, taken);
    }

    @Test
    void aTakerThatFailsIsHeardAndHoldsNobodyUp() {
        Handover<Integer> handover = new Handover<>(thing -> {
            throw new IllegalStateException("full");
        });

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 1_000_000; i++) {
                handover.accept(i);
            }
            assertEquals(
                    "full",
                    assertThrows(IllegalStateException.class, handover::close).getMessage());
        });
    }
}
