package dev.evenhand.rating.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StyleFeaturesTest {
    @Test
    void aResponseIsCounted() {
        StyleFeatures features = StyleFeatures.of("""
                # A title
                Text with **two** words in __bold__, *one* in italics.

                ###### The smallest
                ####### none any more
                #none
                1. first
                  2. second, set in
                - third
                * fourth
                +fifth is none
                """);

        assertEquals(2, features.headers());
        assertEquals(4, features.lists());
        assertEquals(2, features.bold());
    }

    @Test
    void codeIsLengthAndNoStyle() {
        String code = """
                ```python
                # a comment
                - 1 * **kwargs**
                ```
                """;

        StyleFeatures features = StyleFeatures.of(code);

        assertEquals(new StyleFeatures(code.length(), features.tokens(), 0, 0, 0), features);
        assertEquals(18, features.tokens());
    }

    @Test
    void bothKindsOfBoldCountEvenOneInsideTheOther() {
        assertEquals(2, StyleFeatures.of("**bold __and__ bolder**").bold());
        assertEquals(0, StyleFeatures.of("**not\nover lines**").bold());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "' \n\t ', 0",
        "Hello world, 2",
        "'Hello, world!', 4",
        "naïve cafe\u0301 2026, 3",
        "今日は良い天気です。, 10",
        "コーヒー, 4",
        "今天天气很好, 6",
        "GPT4は強い, 4",
        "สวัสดี, 4",
        "안녕 하세요, 2",
        "😀👍, 2",
        "नमस्ते दुनिया, 2"
    })
    void tokensAreFairToWritingWithoutSpaces(String text, int tokens) {
        assertEquals(tokens, StyleFeatures.of(text).tokens());
    }

    @Test
    void charactersAreCodePoints() {
        assertEquals(3, StyleFeatures.of("a😀漢").characters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", "**", "* ", "__a", "#", "1", "```", "`", "-\n"})
    void noTextTakesLong(String piece) {
        String text = piece.repeat(300_000);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> StyleFeatures.of(text));
    }

    @Test
    void aDifferenceIsAShareOfBoth() {
        StyleFeatures much = new StyleFeatures(0, 300, 2, 0, 0);
        StyleFeatures little = new StyleFeatures(0, 100, 0, 0, 0);

        assertEquals(.5, Style.Feature.LENGTH.difference(much, little));
        assertEquals(-.5, Style.Feature.LENGTH.difference(little, much));
        assertEquals(1, Style.Feature.HEADERS.difference(much, little));
        assertEquals(0, Style.Feature.LISTS.difference(much, little));
    }

    @Test
    void lessThanNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new StyleFeatures(1, 1, -1, 0, 0));
    }
}
