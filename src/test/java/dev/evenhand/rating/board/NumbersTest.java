package dev.evenhand.rating.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void everyNameKeepsTheNumberInWhoseTurnItCame() {
        // Of each two one hash.
        List<String> names = IntStream.range(0, 10_000)
                .boxed()
                .flatMap(i -> Stream.of("Aa" + i, "BB" + i))
                .toList();
        Numbers numbers = new Numbers();

        names.forEach(numbers::of);

        assertEquals(20_000, numbers.size());
        assertEquals(names, numbers.names());
        IntStream.range(0, names.size())
                .forEach(number -> assertEquals(number, numbers.of(String.valueOf(names.get(number)))));
    }
}
