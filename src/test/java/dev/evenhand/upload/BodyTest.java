package dev.evenhand.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyTest {
    private static final byte[] TEXT = "prompt,response\nq,a\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);

    @Test
    void plainAndPackedTextIsTheSame() throws IOException {
        assertArrayEquals(TEXT, opened(TEXT, false, Limits.DEFAULT));
        assertArrayEquals(TEXT, opened(Reading.gzipped(TEXT), true, Limits.DEFAULT));
    }

    @Test
    void everyMemberOfAPackedFileIsRead() throws IOException {
        byte[] twice = joined(Reading.gzipped(TEXT), Reading.gzipped(TEXT));

        assertArrayEquals(joined(TEXT, TEXT), opened(twice, true, Limits.DEFAULT));
    }

    @Test
    void aPackedFileThatWasCutIsRefused() {
        byte[] packed = Reading.gzipped(TEXT);

        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertEquals("content-encoding", refused(cut, true, Limits.DEFAULT).code(), "cut at " + length);
        }
    }

    @Test
    void somethingBehindThePackedTextIsRefused() {
        byte[] packed = Reading.gzipped(TEXT);
        byte[] damagedMember = Reading.gzipped(TEXT);
        damagedMember[0] = 0;

        assertEquals(
                "content-encoding",
                refused(joined(packed, damagedMember), true, Limits.DEFAULT).code());
        assertEquals(
                "content-encoding",
                refused(joined(packed, new byte[] {1, 2, 3, 4}), true, Limits.DEFAULT)
                        .code());
    }

    @Test
    void aDamagedPackedFileIsRefused() {
        byte[] packed = Reading.gzipped(TEXT);
        packed[packed.length - 6] ^= 1;

        assertEquals("content-encoding", refused(packed, true, Limits.DEFAULT).code());
    }

    @Test
    void theLimitsHoldBeforeAndAfterUnpacking() throws IOException {
        Limits exact = limits(TEXT.length, TEXT.length);

        assertArrayEquals(TEXT, opened(TEXT, false, exact));
        assertArrayEquals(TEXT, opened(Reading.gzipped(TEXT), true, exact));
        assertEquals(
                "limit-body",
                refused(TEXT, false, limits(TEXT.length - 1, 1 << 30)).code());
        assertEquals(
                "limit-body",
                refused(Reading.gzipped(TEXT), true, limits(1 << 20, TEXT.length - 1))
                        .code());
    }

    @ParameterizedTest
    @CsvSource({
        "'PK\3\4....[Content_Types].xml', an Excel workbook",
        "'PK\3\4....responses.csv', a ZIP archive",
        "'\u00D0\u00CF\u0011\u00E0\u00A1', an old Excel workbook",
        "'\u001F\u008B\u0008', a gzip file",
        "PAR1...., a Parquet file"
    })
    void aFileThatIsNoTextIsCalledByItsName(String head, String name) {
        Violation refused = refused(head.getBytes(StandardCharsets.ISO_8859_1), false, Limits.DEFAULT);

        assertEquals("format", refused.code());
        assertTrue(refused.message().contains(name), refused.message());
    }

    private static byte[] opened(byte[] file, boolean gzip, Limits limits) throws IOException {
        InputStream bytes = Body.open(new Upload(new ByteArrayInputStream(file), Format.CSV, gzip, limits));
        return bytes.readAllBytes();
    }

    private static Violation refused(byte[] file, boolean gzip, Limits limits) {
        return assertThrows(Unreadable.class, () -> opened(file, gzip, limits)).violation();
    }

    private static Limits limits(long packed, long unpacked) {
        return new Limits(packed, unpacked, 1 << 20, 64, 32, 100);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
