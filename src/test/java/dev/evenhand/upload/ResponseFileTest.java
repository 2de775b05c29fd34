package dev.evenhand.upload;

import static dev.evenhand.upload.Format.CSV;
import static dev.evenhand.upload.Format.JSON;
import static dev.evenhand.upload.Format.NDJSON;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseFileTest {
    private static final String HEADER = "prompt_id,prompt,model,response\n";

    @Test
    void aRowCarriesEverythingThatWasWritten() {
        String header = "prompt_id,prompt,model,response,system_prompt,category,language,organization,metadata\n";
        Reading<ResponseRow> read =
                Reading.responses(CSV, header + "p1,q,m,a,be brief,maths,en,Acme,\"{\"\"cost\"\":\"\"low\"\"}\"\n");

        assertEquals(
                new ResponseRow(
                        1,
                        2,
                        "p1",
                        List.of(new ResponseRow.Message("user", "q")),
                        "m",
                        "a",
                        "be brief",
                        "maths",
                        "en",
                        "Acme",
                        Map.of("cost", "low"),
                        null),
                read.rows.getFirst());
        assertEquals(List.of(), read.warnings());
    }

    @Test
    void aPairwiseRowIsTwoResponses() {
        Reading<ResponseRow> read = Reading.responses(
                CSV, "prompt,model_a,response_a,model_b,response_b\nq,m,1,n,2\nq,m,1,o,3\nq,n,2,m,1\nr,m,1,n,\n");

        assertEquals(List.of("m1", "n2", "o3", "m1", "n"), named(read));
        assertEquals(4, read.report.rows());
        assertEquals(1, read.report.repeated());
        assertEquals(3, read.report.accepted());
    }

    @Test
    void aPairwiseRowIsTakenWholeOrNotAtAll() {
        Reading<ResponseRow> read = Reading.responses(NDJSON, """
                {"prompt":"q","model_a":"m","response_a":"1","model_b":"n","response_b":null}
                {"prompt":"q","model_a":"m","response_a":"other","model_b":"n","response_b":"2"}
                {"prompt":"r","model_a":"m","response_a":"1","model_b":"m","response_b":"2"}
                """);

        assertEquals(List.of("required@1", "dup-key@3"), read.violations());
        assertEquals(List.of("mother", "n2"), named(read));
    }

    @Test
    void theOutputsOfAlpacaEvalAreRead() {
        Reading<ResponseRow> read = Reading.responses(
                JSON, "[{\"dataset\":\"helpful\",\"instruction\":\"q\",\"output\":\"a\",\"generator\":\"m\"}]");

        assertEquals("q", read.rows.getFirst().messages().getFirst().content());
        assertEquals(List.of("ma"), named(read));
        assertEquals(List.of("ignored"), read.warnings());
    }

    @Test
    void aModelFromOutsideIsForRowsThatNameNone() {
        Reading<ResponseRow> one = Reading.responses(Reading.upload(CSV, "prompt,response\nq,a\n"), " m ");
        Reading<ResponseRow> named = Reading.responses(Reading.upload(CSV, HEADER + "p,q,,a\np,q,n,b\n"), "m");
        Reading<ResponseRow> bad = Reading.responses(Reading.upload(CSV, "prompt,response\nq,a\n"), "<m>");

        assertEquals(List.of("ma"), named(one));
        assertEquals(List.of("ma", "nb"), named(named));
        assertEquals(List.of("model-name@2"), bad.violations());
    }

    @Test
    void aConversationStandsInPlaceOfAPrompt() {
        String messages = "[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"q\"}]";
        Reading<ResponseRow> json = Reading.responses(
                NDJSON, "{\"messages\":" + messages + ",\"prompt\":\"no\",\"model\":\"m\",\"response\":\"a\"}");
        Reading<ResponseRow> csv =
                Reading.responses(CSV, "messages,model,response\n\"" + messages.replace("\"", "\"\"") + "\",m,a\n");

        assertEquals(
                List.of(new ResponseRow.Message("system", "s"), new ResponseRow.Message("user", "q")),
                json.rows.getFirst().messages());
        assertEquals(json.rows.getFirst().messages(), csv.rows.getFirst().messages());
        assertEquals(json.rows.getFirst().promptId(), csv.rows.getFirst().promptId());
        assertEquals("prompt", json.report.warnings().getFirst().column());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "7", "[7]", "[{\"role\":\"user\"}]", "[{\"role\":\"me\",\"content\":\"q\"}]"})
    void aConversationThatIsNoneIsRefused(String messages) {
        Reading<ResponseRow> read =
                Reading.responses(NDJSON, "{\"messages\":" + messages + ",\"model\":\"m\",\"response\":\"a\"}");

        assertEquals(List.of("messages@1"), read.violations());
    }

    @Test
    void withoutAnIdThePromptsTextIsItsIdentity() {
        Reading<ResponseRow> read = Reading.responses(CSV, "prompt,model,response\nq,m,a\nq,n,b\nr,m,c\n");

        List<String> ids = read.rows.stream().map(ResponseRow::promptId).toList();
        assertTrue(ids.getFirst().matches("p-[0-9a-f]{16}"), ids.getFirst());
        assertEquals(ids.get(0), ids.get(1));
        assertNotEquals(ids.get(0), ids.get(2));
    }

    @Test
    void aNumberIsAnId() {
        Reading<ResponseRow> read =
                Reading.responses(NDJSON, "{\"prompt_id\":12,\"prompt\":\"q\",\"model\":\"m\",\"response\":\"a\"}");

        assertEquals("12", read.rows.getFirst().promptId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "../p,q,m,a        ! id         ! prompt_id",
                "p q,q,m,a         ! id         ! prompt_id",
                "p,,m,a            ! required   ! prompt",
                "p,q,,a            ! required   ! model",
                "p,q,<b>,a         ! model-name ! model",
                "p,q,m\u200B,a     ! model-name ! model",
                "p,q,m\u3164,a     ! model-name ! model",
                "p,q,\u202Em,a     ! model-name ! model"
            })
    void aRowThatSaysTooLittleOrTooMuchIsRefused(String row, String code, String column) {
        Violation violation =
                Reading.responses(CSV, HEADER + row + "\n").report.violations().getFirst();

        assertEquals(code, violation.code());
        assertEquals(column, violation.column());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{\"prompt\":\"q\",\"model\":\"m\"}                                          ! required",
                "{\"prompt\":\"q\",\"model\":\"m\",\"response\":null}                        ! required",
                "{\"prompt\":\"q\",\"model\":\"m\",\"response\":true}                        ! type",
                "{\"prompt\":\"q\",\"model\":\"m\",\"response\":\"a\",\"metadata\":[]}       ! type",
                "{\"prompt\":\"q\",\"model\":\"m\",\"response\":\"a\",\"metadata\":\"{7\"}   ! json",
                "{\"prompt\":\"q\",\"model\":\"m\",\"response\":\"a\",\"metadata\":\"{} 7\"} ! json"
            })
    void aFieldThatIsMissingOrOfAnotherTypeIsRefused(String row, String code) {
        assertEquals(List.of(code + "@1"), Reading.responses(NDJSON, row).violations());
    }

    @Test
    void aBlankResponseIsKeptWithAWarningThatNamesItsLines() {
        Reading<ResponseRow> read = Reading.responses(CSV, HEADER + "p,q,m,\np,q,n,\"  \"\np,q,o,a\n");

        assertEquals(3, read.report.accepted());
        assertEquals(List.of("empty-response@2"), read.warnings());
        assertTrue(read.report.warnings().getFirst().message().endsWith("(lines 2, 3)"));
    }

    @Test
    void theSameResponseAgainIsRepeatedAndAnotherIsAConflict() {
        Reading<ResponseRow> read = Reading.responses(CSV, HEADER + "p,q,m,a\np,q,m,a\np,q, m ,b\np,q,n,a\n");

        assertEquals(List.of("dup-key@4"), read.violations());
        assertEquals(1, read.report.repeated());
        assertEquals(2, read.report.accepted());
        assertEquals(List.of("ma", "na"), named(read));
    }

    @Test
    void onePromptIdIsOnePrompt() {
        Reading<ResponseRow> read = Reading.responses(CSV, HEADER + "p,q,m,a\np,r,n,b\np,q,n,b\n");

        assertEquals(List.of("prompt-conflict@3"), read.violations());
        assertEquals(2, read.report.accepted());
    }

    @Test
    void namesThatLookAlikeAreRefusedAndOneNameInTwoFormsIsOne() {
        Reading<ResponseRow> read = Reading.responses(
                CSV, HEADER + "p,q,GPT-4o,a\np,q,gpt-4o,b\np,q,GPT-4\u043E,c\np,q,mod\u00E8le,d\np,q,mode\u0300le,d\n");

        assertEquals(List.of("model-confusable@3", "model-confusable@4"), read.violations());
        assertEquals(1, read.report.repeated());
    }

    @Test
    void aRefusedRowLeavesNoTrace() {
        Reading<ResponseRow> read = Reading.responses(CSV, HEADER + "p,q,M,a\np,r,n,b\np2,q,n,c\np2,q,N,d\n");

        assertEquals(List.of("prompt-conflict@3", "model-confusable@5"), read.violations());
        assertEquals(List.of("Ma", "nc"), named(read));
    }

    @Test
    void everyFieldThatMeansNothingIsNamedOnceAndBoundToNothing() {
        Reading<ResponseRow> read = Reading.responses(NDJSON, """
                {"prompt":"q","model":"m","response":"a","is_gold":true,"@class":"x","evil\\u001b[2J":1}
                {"prompt":"q","model":"n","response":"b","is_gold":true,"__proto__":{"x":1}}
                """);

        assertEquals(
                List.of("is_gold", "@class", "evil\u001B[2J", "__proto__"),
                read.report.warnings().stream().map(Violation::column).toList());
        assertTrue(read.report.warnings().stream()
                .noneMatch(warning -> warning.message().contains("\u001B")));
        assertEquals(Map.of(), read.rows.getFirst().metadata());
    }

    @Test
    void aResponseThatTellsWhoWroteItIsMarked() {
        Reading<ResponseRow> read =
                Reading.responses(CSV, HEADER + "p,q,alpha-1,Generated by Alpha 1.\np,q,beta-2,not alpha-1\n");

        assertEquals(List.of("leak@2"), read.warnings());
        assertEquals("alpha 1", read.rows.getFirst().leak());
        assertNull(read.rows.getLast().leak());
    }

    @Test
    void aFileHasAtMostTenThousandModels() {
        String rows =
                IntStream.range(0, 10_001).mapToObj("p,q,m%d,a\n"::formatted).collect(joining());

        Reading<ResponseRow> read = Reading.responses(CSV, HEADER + rows + "p,q,m0,a\n");

        assertEquals(List.of("limit-models@10002"), read.violations());
        assertEquals(1, read.report.repeated());
    }

    @Test
    void theReportStopsListingWhereNobodyReadsOn() {
        Reading<ResponseRow> read = Reading.responses(CSV, HEADER + "p,q,,a\n".repeat(1_500));

        assertEquals(1_000, read.report.violations().size());
        assertEquals(1_500, read.report.violationsTotal());
        assertEquals(1_500, read.report.rejected());
        assertEquals(0, read.report.accepted());
    }

    private static List<String> named(Reading<ResponseRow> read) {
        return read.rows.stream().map(row -> row.model() + row.response()).toList();
    }
}
