package dev.evenhand.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "LLaMA 2 SFT v10 (70B)", "vicuna-13b:20230322", "@cf/meta+x", "模型-1", "मॉडल"})
    void aNameIsLettersMarksDigitsAndSomePunctuation(String name) {
        assertEquals(Optional.of(name), ModelNames.canonical(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "a,b",
                "<b>",
                "a\u200Bb",
                "a\u200Db",
                "a\u00A0",
                "a\u202Eb",
                "a\uFE0F",
                "a\u3164",
                "a\tb",
                "😀"
            })
    void anythingElseIsNoName(String name) {
        assertEquals(Optional.empty(), ModelNames.canonical(name));
    }

    @Test
    void aNameHasAtMost128Characters() {
        assertEquals(Optional.of("𝒜".repeat(128)), ModelNames.canonical("𝒜".repeat(128)));
        assertEquals(Optional.empty(), ModelNames.canonical("x".repeat(129)));
    }

    @Test
    void aNameIsComparedComposedAndTrimmed() {
        assertEquals(Optional.of("mod\u00E8le"), ModelNames.canonical(" mode\u0300le\u2003"));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, GPT-4O",
        "gpt-4o, gpt-4\u043E",
        "\u0441\u043E\u0440\u0435, cope",
        "stra\u00DFe, STRASSE",
        "\u03BFpus, opus",
        "gpt-4o, ｇpt-4o"
    })
    void namesThatAPersonTakesForOneAreConfusable(String known, String name) {
        assertEquals(Optional.of(known), new ModelNames(List.of(known)).lookalike(name));
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o, gpt-4o", "gpt-4o, gpt-40", "model-v1, model-vl", "arg10, arg1O0", "alpha, \u03B1lphb"})
    void namesThatDifferForEveryEyeOrNotAtAllAreNot(String known, String name) {
        assertEquals(Optional.empty(), new ModelNames(List.of(known)).lookalike(name));
    }
}
