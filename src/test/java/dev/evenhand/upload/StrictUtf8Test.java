package dev.evenhand.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictUtf8Test {
    @Test
    void textSurvivesWhereverTheBufferEnds() throws IOException {
        String text = "aé€😀\r\n".repeat(30_000);

        assertEquals(text, decoded(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theByteOrderMarkIsNoText() throws IOException {
        assertEquals("id", decoded("\uFEFFid".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "'61 0A 62 E9 63', 2, 3, E9",
        "'61 C0 AF', 1, 1, C0",
        "'61 0D 0A 62 0A ED A0 BD', 3, 5, ED",
        "'F4 90 80 80', 1, 0, F4",
        "'61 0D 62 C3', 2, 3, C3",
        "'EF BB BF 61 FF', 1, 4, FF"
    })
    void aByteThatIsNotUtf8IsNamedWithLineAndOffset(String hex, long line, long offset, String first) {
        Violation refused = refused(bytes(hex));

        assertEquals("encoding", refused.code());
        assertEquals(line, refused.line());
        assertTrue(refused.message().contains("at offset " + offset + "."), refused.message());
        assertTrue(refused.message().contains("bytes " + first), refused.message());
    }

    @Test
    void theOffsetCountsFromTheBeginningOfALongFile() {
        byte[] text = "é\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        InputStream file =
                new SequenceInputStream(new ByteArrayInputStream(text), new ByteArrayInputStream(bytes("FF")));

        Unreadable refused = assertThrows(Unreadable.class, () -> read(new StrictUtf8(file, true)));

        assertEquals(100_001, refused.violation().line());
        assertTrue(refused.getMessage().contains("at offset 300000."), refused.getMessage());
    }

    @Test
    void aLoneReturnEndsALineOnlyWhereTheFormatSaysSo() {
        InputStream file = new ByteArrayInputStream(bytes("0D 0D 0A FF"));

        Unreadable refused = assertThrows(Unreadable.class, () -> read(new StrictUtf8(file, false)));

        assertEquals(2, refused.violation().line());
    }

    @Test
    void theTextBeforeAnErrorIsHandedOut() throws IOException {
        StrictUtf8 reader = new StrictUtf8(new ByteArrayInputStream(bytes("61 62 FF")), true);

        char[] two = new char[8];
        assertEquals(2, reader.read(two, 0, 8));
        assertThrows(Unreadable.class, () -> reader.read(two, 0, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void otherEncodingsAreRecognisedWithAndWithoutAMark(String name) {
        Charset charset = Charset.forName(name);

        assertTrue(refused("prompt".getBytes(charset)).message().contains(name));
        assertTrue(refused("\uFEFFprompt".getBytes(charset)).message().contains(name));
    }

    private static String decoded(byte[] file) throws IOException {
        return read(new StrictUtf8(new ByteArrayInputStream(file), true));
    }

    private static String read(StrictUtf8 reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }

    private static Violation refused(byte[] file) {
        return assertThrows(Unreadable.class, () -> read(new StrictUtf8(new ByteArrayInputStream(file), true)))
                .violation();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }
}
