package dev.evenhand.upload;

import static dev.evenhand.upload.Format.CSV;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final String HEADER = "prompt_id,prompt,model,response\n";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndIsOne(String end) {
        Reading<ResponseRow> read = csv(("p,q,m,a\n\np,q,n,b").replace("\n", end));

        assertEquals(List.of("a", "b"), texts(read));
        assertEquals(List.of(2L, 4L), read.rows.stream().map(ResponseRow::line).toList());
    }

    @Test
    void aQuotedCellKeepsCommasQuotesAndLineBreaks() {
        Reading<ResponseRow> read = csv("p,q,m,\"a, \"\"b\"\"\r\nc\rd\n\"\np,q,n,\n");

        assertEquals(List.of("a, \"b\"\r\nc\rd\n", ""), texts(read));
        assertEquals(List.of(2L, 6L), read.rows.stream().map(ResponseRow::line).toList());
    }

    @Test
    void wordsThatMeanNothingElsewhereAreText() {
        assertEquals(List.of("NULL", "\\N", "'=1"), texts(csv("p,q,m,NULL\np,q,n,\\N\np,q,o,'=1\n")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p,q,m,say \"hi\"          | quote@2",
                "p,q,m,\"four\"teen        | quote@2",
                "p,q,m, \"four\"           | quote@2",
                "p,q,m,\"say \\\"hi\\\"\"  | quote@2",
                "p,q,m,a,b                 | columns@2",
                "p,q,m                     | columns@2",
                "p,q,m,a\0b                | nul@2"
            })
    void aBadRecordIsNamedAndTheNextIsRead(String record, String said) {
        Reading<ResponseRow> read = csv(record + "\np,q,n,b\n");

        assertEquals(List.of(said), read.violations());
        assertEquals(List.of("b"), texts(read));
        assertEquals(1, read.report.accepted());
    }

    @Test
    void aBadRecordIsNamedByItsFirstLine() {
        Reading<ResponseRow> read = csv("p,q,m,\"one\ntwo\"x\np,q,n,b\np,q,o,\"three\nfour\",x\n");

        assertEquals(List.of("quote@2", "columns@5"), read.violations());
        assertEquals(List.of("b"), texts(read));
    }

    @Test
    void aQuoteThatIsNeverClosedNamesTheLinesItSwallowed() {
        Reading<ResponseRow> read = csv("p,q,m,a\np,q,n,\"b\np,q,o,c\n");

        assertEquals(List.of("quote@3"), read.violations());
        assertTrue(read.report.violations().getFirst().message().contains("Lines 3 to 5"));
        assertEquals(List.of("a"), texts(read));
    }

    @Test
    void aBackslashIsToldFromOtherTextAfterAQuote() {
        Reading<ResponseRow> read = csv("p,q,m,\"say \\\"hi\\\"\"\n");

        assertTrue(read.report.violations().getFirst().message().contains("backslash"));
    }

    @Test
    void aCellOverTheLimitIsRefusedByItsBytes() {
        Limits limits = new Limits(1 << 20, 1 << 20, 12, 64, 32, 100);
        String rows = "p,q,m,ééééé12\np,q,n,ééééé123\np,q,o,\"éééééé\n\"\np,q,r,😀😀1234\n";

        Reading<ResponseRow> read = Reading.responses(
                new Upload(Reading.bytes("prompt_id,prompt,model,response\n" + rows), CSV, false, limits), null);

        assertEquals(List.of("limit-cell@3", "limit-cell@4"), read.violations());
        assertEquals("response", read.report.violations().getFirst().column());
        assertEquals(List.of("ééééé12", "😀😀1234"), texts(read));
    }

    @Test
    void aRecordOverTheLimitIsRefusedThoughEachCellIsWithinIt() {
        Limits limits = new Limits(1 << 20, 1 << 20, 12, 64, 32, 100);
        String header = "prompt_id,prompt,model,response,x"
                + IntStream.range(0, 20).mapToObj(i -> ",c" + i).collect(joining());

        Reading<ResponseRow> read = Reading.responses(
                new Upload(Reading.bytes(header + "\np,q,m,a,x" + ",0123456789".repeat(20) + "\n"), CSV, false, limits),
                null);

        assertEquals(List.of("limit-cell@2"), read.violations());
    }

    @Test
    void aCarriageReturnAndALineFeedEndOneRecord() throws Exception {
        CsvReader reader = new CsvReader(new StringReader("a\r\n\r\nb"), Limits.DEFAULT);

        assertEquals(List.of("a"), reader.next().orElseThrow().cells());
        assertTrue(reader.next().orElseThrow().blank());
        assertEquals(new CsvReader.Entry(3, List.of("b"), false), reader.next().orElseThrow());
        assertTrue(reader.next().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "''                                         ! empty",
                "'\n  \n\t\n'                               ! empty",
                "'prompt_id,prompt,model,response\n\n'      ! no-rows",
                "'prompt_id,prompt,response\np,q,a\n'       ! header@1",
                "'prompt_id;prompt;model;response\n'        ! delimiter@1",
                "'prompt_id\tprompt\tmodel\tresponse\n'     ! delimiter@1",
                "'a,b|prompt|model|response\n'              ! delimiter@1",
                "'sep=,\nprompt,model,response\n'           ! header@1",
                "'sep=;\nprompt;model;response\n'           ! header@1",
                "'prompt,model,response,Model\n'            ! header@1",
                "'<?xml version=\"1.0\"?><r>&x;</r>\n'      ! header@1",
                "'{\"prompt\": 1}\n'                        ! header@1"
            })
    void aFileThatCannotBeTheTableIsRefusedWithItsReason(String text, String said) {
        assertEquals(said, Reading.responses(CSV, text == null ? "" : text).refusal());
    }

    @Test
    void theRefusalNamesWhatIsMissingOrWhatWasSeen() {
        assertTrue(Reading.responses(CSV, "prompt,response\nq,a\n")
                .refused
                .message()
                .contains("\"model\""));
        assertTrue(Reading.responses(CSV, "sep=,\n").refused.message().contains("Excel"));
        assertTrue(Reading.responses(CSV, "a;b\n").refused.message().contains("semicolons"));
        assertTrue(Reading.responses(CSV, "a\tb\n").refused.message().contains("tabs"));
    }

    @Test
    void moreThan64ColumnsAreRefused() {
        assertEquals(
                "limit-columns@1",
                Reading.responses(CSV, "prompt,model,response" + ",x".repeat(62) + "\n")
                        .refusal());
        assertEquals(
                List.of("columns@2"), csv("p,q,m,a" + ",x".repeat(100) + "\n").violations());
    }

    @Test
    void theHeaderIsTrimmedAndFoldedWithAWarning() {
        Reading<ResponseRow> read = Reading.responses(CSV, " Prompt , MODEL,response\nq,m,a\n");

        assertEquals(List.of("header", "header"), read.warnings());
        assertEquals("m", read.rows.getFirst().model());
    }

    @Test
    void aPlainFileIsReadWithoutAWord() {
        Reading<ResponseRow> read = csv("p,q,m,a\n");

        assertEquals(List.of(), read.warnings());
        assertNull(read.refused);
    }

    private static Reading<ResponseRow> csv(String rows) {
        return Reading.responses(CSV, HEADER + rows);
    }

    private static List<String> texts(Reading<ResponseRow> read) {
        return read.rows.stream().map(ResponseRow::response).toList();
    }
}
