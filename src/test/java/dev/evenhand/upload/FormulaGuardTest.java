package dev.evenhand.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaGuardTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1", "+1", "-1", "@x", "\tx", "\rx", "  =1", "\n=1", "＝1", "'=1", "''=1", "' @x"})
    void whatCouldBeAFormulaIsTextAndComesBack(String text) {
        String cell = FormulaGuard.guard(text);

        assertEquals("'" + text, cell);
        assertEquals(text, FormulaGuard.undo(cell));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1=1", "'tis", "'", "a\n=1", "don't", "\"=1\""})
    void whatCouldNotIsLeftAlone(String text) {
        assertEquals(text, FormulaGuard.guard(text));
        assertEquals(text, FormulaGuard.undo(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "'=1"})
    void noTwoTextsBecomeOneCell(String text) {
        assertNotEquals(FormulaGuard.guard("'" + text), FormulaGuard.guard(text));
    }
}
