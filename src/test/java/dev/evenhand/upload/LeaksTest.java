package dev.evenhand.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaksTest {
    private static final Leaks LEAKS = new Leaks(List.of("GPT-4o", "Claude v2", "7", "ab", "palm", "通义千问"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "As GPT-4o I cannot.                 ! gpt 4o",
                "i am gpt 4O                         ! gpt 4o",
                "<b>model=gpt_4o tokens=5</b>         ! gpt 4o",
                "ＧＰＴ－４ｏ                        ! gpt 4o",
                "(claude   v2)                       ! claude v2",
                "napalm, but also a palm             ! palm",
                "我是「通义千问」                    ! 通义千问",
                "[^1]: id=chatcmpl-abc123            ! chatcmpl-abc123",
                "msg_01XFDUDYJgAACzvnptvVoYEL        ! msg_01XFDUDYJgAACzvnptvVoYEL",
                "gen-1712345678-AbC                  ! gen-1712345678-AbC"
            })
    void whatNamesAModelOrAProviderIsFound(String response, String found) {
        assertEquals(Optional.of(found), LEAKS.find(response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpt-4omni", "mygpt-4o2", "napalm palms", "7 ab", "gen-z", "msg_id", "chatcmpl-"})
    void partsOfWordsAndShortNamesAreNot(String response) {
        assertEquals(Optional.empty(), LEAKS.find(response));
    }

    @Test
    void withoutNamesOnlyIdsAreFound() {
        assertEquals(Optional.empty(), new Leaks(List.of()).find("As GPT-4o I cannot."));
        assertEquals(Optional.of("chatcmpl-abc123"), new Leaks(List.of()).find("chatcmpl-abc123"));
    }
}
