package dev.evenhand.upload;

import static dev.evenhand.upload.Format.JSON;
import static dev.evenhand.upload.Format.NDJSON;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
    private static final String GOOD = "{\"prompt\":\"q\",\"model\":\"n\",\"response\":\"b\"}";

    static List<List<String>> badLines() {
        String deep = "[".repeat(2_000) + "]".repeat(2_000);
        List<List<String>> lines = new ArrayList<>(List.of(
                List.of("{bad", "json"),
                List.of(GOOD + "}", "json"),
                List.of(GOOD + " // a remark", "json"),
                List.of("{\"response\":NaN}", "json"),
                List.of("{\"response\":\"b\",}", "json"),
                List.of("{'response':'b'}", "json"),
                List.of("{\"response\":\"b\tc\"}", "json"),
                List.of("{\"response\":", "json"),
                List.of("42", "type"),
                List.of("null", "type"),
                List.of("[" + GOOD + "]", "type"),
                List.of("{\"x\":1,\"x\":2}", "json-dup-key"),
                List.of("{\"metadata\":{\"x\":1,\"\\u0078\":2}}", "json-dup-key"),
                List.of("{\"x\":" + deep + "}", "json-depth"),
                List.of("{\"x\":" + "9".repeat(1_001) + "}", "number"),
                List.of("{\"x\":1e1000000000}", "number"),
                List.of("{\"x\":1e-999999999999}", "number"),
                List.of("{\"x\":" + "9".repeat(500) + "}", "number"),
                List.of("{\"metadata\":{" + manyFields(65) + "}}", "limit-columns"),
                List.of("{\"x\":\"\\ud800\"}", "surrogate"),
                List.of("{\"x\":\"\\ude00\\ud83d\"}", "surrogate"),
                List.of("{\"\\udc00\":1}", "surrogate"),
                List.of("{\"x\":[\"a\\u0000\"]}", "nul")));
        return lines;
    }

    private static String manyFields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":1").collect(joining(","));
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void aBadLineIsNamedAndTheNextIsRead(List<String> bad) {
        Reading<ResponseRow> read = Reading.responses(NDJSON, "\n" + bad.get(0) + "\n" + GOOD);

        assertEquals(List.of(bad.get(1) + "@2"), read.violations());
        assertEquals(1, read.report.accepted());
        assertFalse(read.report.violations().getFirst().message().contains("Feature"));
    }

    @Test
    void onlyALineFeedEndsALine() {
        Reading<ResponseRow> read = Reading.responses(
                NDJSON, GOOD.replace("\"b\"", "\"a\u2028b\u2029c\u0085d\"").replace(",", ",\r") + "\r\n \r\n{bad\n");

        assertEquals("a\u2028b\u2029c\u0085d", read.rows.getFirst().response());
        assertEquals(List.of("json@3"), read.violations());
    }

    @Test
    void theColumnOfASyntaxErrorIsItsCharacter() {
        Reading<ResponseRow> read = Reading.responses(NDJSON, "{\"prompt\":\"é😀\",}");

        assertEquals("17", read.report.violations().getFirst().column());
    }

    @Test
    void anArrayIsReadElementByElement() {
        Reading<ResponseRow> read = Reading.responses(
                JSON, "[" + GOOD + ",\n7,\n{\"x\":1,\"x\":[{}]},[[]],\n" + GOOD.replace("\"n\"", "\"m\"") + "]\n");

        assertEquals(List.of("type@2", "json-dup-key@3", "type@3"), read.violations());
        assertEquals(List.of(1L, 4L), read.rows.stream().map(ResponseRow::line).toList());
        assertEquals(5, read.report.rows());
        assertEquals(5, read.rows.getLast().number());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "''                  ! empty",
                "'  \n'              ! empty",
                "[]                  ! no-rows",
                "{}                  ! shape",
                "\"text\"            ! shape",
                "'[{} // first\n]'   ! json@1",
                "'[{},\n{]'          ! json@2",
                "'[{}\n'             ! json@2",
                "'[]\n[]'            ! json@2"
            })
    void anArrayThatIsNoneIsRefused(String text, String said) {
        assertEquals(said, Reading.responses(JSON, text == null ? "" : text).refusal());
    }

    @Test
    void aHundredThousandBracketsAreOnlyTooDeep() {
        assertEquals("json-depth", Reading.responses(JSON, "[".repeat(100_000)).refusal());
    }

    @Test
    void a32ndLevelIsAllowedInBothForms() {
        String row = GOOD.replace("}", ",\"metadata\":{\"x\":" + "[".repeat(30) + "]".repeat(30) + "}}");
        String deeper = row.replace("[]", "[[]]");

        assertEquals(1, Reading.responses(NDJSON, row).report.accepted());
        assertEquals(1, Reading.responses(JSON, "[" + row + "]").report.accepted());
        assertEquals(List.of("json-depth@1"), Reading.responses(NDJSON, deeper).violations());
        assertEquals("json-depth", Reading.responses(JSON, "[" + deeper + "]").refusal());
    }

    @Test
    void aFileOfBlankLinesIsEmpty() {
        assertEquals("empty", Reading.responses(NDJSON, "\n  \n\r\n").refusal());
    }

    @Test
    void whatIsTooMuchForOneRowIsRefused() {
        Limits limits = new Limits(1 << 20, 1 << 20, 10, 64, 32, 3);
        String row = "{\"prompt\":\"q\",\"model\":\"n\",\"response\":\"%s\"}\n";
        String rows = row.formatted("éééééé") + row.formatted("ééééé") + " ".repeat(200) + row.formatted("x");

        Reading<ResponseRow> read = Reading.responses(new Upload(Reading.bytes(rows), NDJSON, false, limits), null);

        assertEquals(List.of("limit-cell@1", "limit-cell@3"), read.violations());
        assertEquals(
                "limit-rows",
                Reading.responses(new Upload(Reading.bytes(rows + "{}\n"), NDJSON, false, limits), null)
                        .refusal());
    }

    @Test
    void anArrayWithoutEndInsideARowDoesNotFillTheMemory() {
        Limits limits = new Limits(1 << 20, 1 << 20, 100, 64, 32, 3);
        String row = "[{\"metadata\":[" + "1,".repeat(10_000) + "1]}," + GOOD + "]";

        Reading<ResponseRow> read = Reading.responses(new Upload(Reading.bytes(row), JSON, false, limits), null);

        assertEquals(List.of("limit-cell@1"), read.violations());
        assertEquals(1, read.report.accepted());
    }

    @Test
    void metadataKeepsItsValues() {
        Reading<ResponseRow> read = Reading.responses(
                NDJSON, GOOD.replace("}", ",\"metadata\":{\"a\":1.50,\"b\":[true,null],\"c\":{\"d\":\"e\"}}}"));

        Map<String, Object> metadata = read.rows.getFirst().metadata();
        assertEquals(new BigDecimal("1.50"), metadata.get("a"));
        assertEquals(Map.of("d", "e"), metadata.get("c"));
        assertEquals("[true, null]", metadata.get("b").toString());
    }
}
