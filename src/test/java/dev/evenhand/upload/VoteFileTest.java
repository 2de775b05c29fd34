package dev.evenhand.upload;

import static dev.evenhand.upload.Format.CSV;
import static dev.evenhand.upload.Format.NDJSON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.upload.VoteRow.Side;
import dev.evenhand.upload.VoteRow.Tags;
import dev.evenhand.upload.VoteRow.Winner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoteFileTest {
    private static final String HEADER = "vote_id,model_a,model_b,winner,rater\n";

    /** The columns of the votes export, as API.md lists them. */
    private static final String EXPORT = "vote_id,arena,prompt_id,model_a,model_b,winner,shown_first,margin,criteria,"
            + "tags,comment,rater,rater_kind,shown_at,voted_at,duration_ms,category,language,probability,counted,"
            + "exclusion,source";

    private static final String EXPORTED = "v1,demo,p1,m,n,model_b,model_a,2,"
            + "\"{\"\"depth\"\":\"\"tie\"\"}\",\"{\"\"left\"\":[\"\"dull\"\"],\"\"right\"\":[]}\",'=1+1,r1,rater,"
            + "2026-01-05T10:00:00Z,2026-01-05T10:00:04.5Z,4500,maths,en,0.25,false,gold,battle";

    @Test
    void everyColumnOfOurExportIsTakenBack() {
        VoteRow vote = Reading.votes(Reading.upload(CSV, EXPORT + "\n" + EXPORTED + "\n"), true)
                .rows
                .getFirst();

        assertEquals(
                new VoteRow(
                        1,
                        2,
                        "v1",
                        "p1",
                        "m",
                        "n",
                        Winner.B,
                        2,
                        Map.of("depth", Winner.TIE),
                        new Tags(List.of("dull"), List.of()),
                        "=1+1",
                        "r1",
                        "rater",
                        Side.A,
                        Instant.parse("2026-01-05T10:00:00Z"),
                        Instant.parse("2026-01-05T10:00:04.500Z"),
                        4500L,
                        "maths",
                        "en",
                        0.25,
                        null,
                        false,
                        "gold",
                        "battle",
                        null,
                        null),
                vote);
    }

    @Test
    void howAnArenaCountedIsReadOnlyWhereItIsRestored() {
        Upload file = Reading.upload(CSV, EXPORT + "\n" + EXPORTED + "\n");
        Reading<VoteRow> read = Reading.votes(file, false);

        assertNull(read.rows.getFirst().counted());
        assertNull(read.rows.getFirst().exclusion());
        assertEquals(
                List.of("arena", "counted", "exclusion"),
                read.report.warnings().stream().map(Violation::column).toList());
        assertEquals(
                List.of(),
                Reading.votes(Reading.upload(CSV, EXPORT + "\n" + EXPORTED + "\n"), true)
                        .warnings());
    }

    @Test
    void onlyAFileOfOursLosesItsApostrophes() {
        String moved = "source," + EXPORT.replace(",source", "");
        Reading<VoteRow> ours = Reading.votes(CSV, EXPORT + ",prompt\n" + EXPORTED + ",q\n");
        Reading<VoteRow> other = Reading.votes(CSV, moved + "\nx," + EXPORTED.replace(",battle", "") + "\n");

        assertEquals("=1+1", ours.rows.getFirst().comment());
        assertEquals("'=1+1", other.rows.getFirst().comment());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a ! A",
                "left ! A",
                "model_a ! A",
                "leftvote ! A",
                "b ! B",
                "right ! B",
                "model_b ! B",
                "rightvote ! B",
                "tie ! TIE",
                "tievote ! TIE",
                "both_bad ! BOTH_BAD",
                "tie (bothbad) ! BOTH_BAD",
                "bothbad_vote ! BOTH_BAD",
                "' tie ' ! TIE"
            })
    void everyKnownLabelIsAWinner(String label, Winner winner) {
        assertEquals(winner, votes("v,m,n," + label + ",r\n").rows.getFirst().winner());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "Tie", "1", "m", "''", "draw", "model_c"})
    void anUnknownLabelIsRefusedAndNeverATie(String label) {
        String written = label.equals("''") ? "" : label;

        assertEquals(List.of("winner@2"), votes("v,m,n," + written + ",r\n").violations());
    }

    @Test
    void aNullWinnerIsNoTie() {
        Reading<VoteRow> read = Reading.votes(NDJSON, """
                {"model_a":"m","model_b":"n","winner":null}
                {"model_a":"m","model_b":"n"}
                {"model_a":"m","model_b":"n","winner":1}
                """);

        assertEquals(List.of("winner@1", "winner@2", "winner@3"), read.violations());
    }

    @Test
    void oneColumnForEachOutcomeIsRead() {
        Reading<VoteRow> read = Reading.votes(CSV, """
                model_a,model_b,winner_model_a,winner_model_b,winner_tie
                m,n,1,0,0
                m,n,0,true,False
                m,n,0,0,1
                m,n,1,0,1
                m,n,0,0,0
                m,n,x,0,0
                """);

        assertEquals(
                List.of(Winner.A, Winner.B, Winner.TIE),
                read.rows.stream().map(VoteRow::winner).toList());
        assertEquals(List.of("winner@5", "winner@6", "type@7"), read.violations());
        assertEquals(
                "header@1",
                Reading.votes(CSV, "model_a,model_b,winner_model_a\nm,n,1\n").refusal());
    }

    @Test
    void evalicaCallsTheModelsLeftAndRight() {
        Reading<VoteRow> read = Reading.votes(CSV, "left,right,winner\nPizza,Sushi,left\n0,2,tie\n");

        assertEquals("Pizza", read.rows.getFirst().modelA());
        assertEquals("2", read.rows.getLast().modelB());
        assertEquals(List.of(), read.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "model_b     ! m                         ! self-pair",
                "model_b     ! ' m '                     ! self-pair",
                "model_b     ! <b>                       ! model-name",
                "model_b     ! ''                        ! required",
                "vote_id     ! a b                       ! id",
                "prompt_id   ! ../x                      ! id",
                "margin      ! 0                         ! margin",
                "margin      ! 4                         ! margin",
                "margin      ! 1.5                       ! margin",
                "margin      ! x                         ! number",
                "shown_first ! left                      ! shown-first",
                "ts          ! 2026-01-05T10:00:00       ! ts",
                "ts          ! 2026-02-30T10:00:00Z      ! ts",
                "ts          ! 1969-12-31T23:59:59Z      ! ts",
                "ts          ! 2026-06-01T12:05:01Z      ! ts-future",
                "shown_at    ! 2099-01-01T00:00:00Z      ! ts-future",
                "duration_ms ! -1                        ! number",
                "duration_ms ! NaN                       ! number",
                "weight      ! Infinity                  ! number",
                "weight      ! 1e400000                  ! number",
                "weight      ! 1e309                     ! weight",
                "weight      ! 0                         ! weight",
                "weight      ! 1000000.5                 ! weight",
                "probability ! 1.01                      ! number",
                "criteria    ! {                         ! json",
                "criteria    ! []                        ! criteria",
                "criteria    ! {'x':'draw'}              ! criteria",
                "tags        ! []                        ! tags",
                "tags        ! {'left':'x'}              ! tags",
                "tags        ! {'left':[7]}              ! tags",
                "rater_kind  ! Two words                 ! rater-kind"
            },
            quoteCharacter = '`')
    void aValueThatMeansNothingIsRefusedByItsCode(String column, String value, String code) {
        String text = value.equals("''") ? "" : value.equals("' m '") ? " m " : value.replace('\'', '"');

        Violation violation = vote(column, text).report.violations().getFirst();

        assertEquals(code, violation.code());
        assertEquals(column, violation.column());
    }

    @ParameterizedTest
    @CsvSource({
        "ts, 2026-06-01T12:05:00Z",
        "margin, 3.0",
        "shown_first, b",
        "duration_ms, 6837.4",
        "weight, 1e6",
        "probability, 1",
        "rater_kind, judge"
    })
    void aValueAtTheEdgeIsTaken(String column, String value) {
        assertEquals(List.of(), vote(column, value).violations());
    }

    /** A vote that is good but for one cell. */
    private static Reading<VoteRow> vote(String column, String value) {
        Map<String, String> good = new LinkedHashMap<>(Map.of("model_a", "m", "model_b", "n", "winner", "a"));
        good.put(column, "\"" + value.replace("\"", "\"\"") + "\"");
        return Reading.votes(CSV, String.join(",", good.keySet()) + "\n" + String.join(",", good.values()) + "\n");
    }

    @Test
    void theInstantOfAVoteGoesByThreeNames() {
        Reading<VoteRow> read = Reading.votes(NDJSON, """
                {"model_a":"m","model_b":"n","winner":"a","ts":"2026-01-05T10:00:00+01:00"}
                {"model_a":"m","model_b":"n","winner":"a","timestamp":"2026-01-05T09:00:00Z","ts":null}
                {"model_a":"m","model_b":"n","winner":"a","voted_at":"2026-01-05T09:00:00Z","timestamp":""}
                {"model_a":"m","model_b":"n","winner":"a"}
                """);

        assertEquals(
                Arrays.asList("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z", "null"),
                read.rows.stream().map(row -> String.valueOf(row.votedAt())).toList());
    }

    @Test
    void theSameVoteAgainIsRepeatedAndAnotherOfItsIdIsAConflict() {
        Reading<VoteRow> read = votes("v,m,n,a,r\nv,m,n,a,r\nv,m,n,b,r\n,m,n,a,r\n,m,n,a,r\n");

        assertEquals(List.of("dup-key@4"), read.violations());
        assertEquals(1, read.report.repeated());
        assertEquals(3, read.report.accepted());
        assertEquals(3, read.rows.size());
    }

    @Test
    void anAddressBecomesAPseudonymAndIsNowhereElse() {
        Reading<VoteRow> read = votes("v,m,n,a,alice@example.com\nw,m,n,a, Alice@Example.com \nx,m,n,a,alice\n");

        String pseudonym = read.rows.get(0).rater();
        assertTrue(pseudonym.matches("h-[0-9a-f]{32}"), pseudonym);
        assertEquals(pseudonym, read.rows.get(1).rater());
        assertEquals("alice", read.rows.get(2).rater());
        assertEquals(List.of("pii@2"), read.warnings());
        assertFalse(read.report.warnings().toString().contains("example.com"));
    }

    @Test
    void aPseudonymIsTheKeyedHashOfTheAddress() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Reading.KEY, "HmacSHA256"));
        String hash = HexFormat.of().formatHex(mac.doFinal("alice@example.com".getBytes(StandardCharsets.UTF_8)));

        assertEquals(
                "h-" + hash.substring(0, 32),
                votes("v,m,n,a,alice@example.com\n").rows.getFirst().rater());
    }

    @Test
    void aRaterHasANameAndNoText() {
        assertEquals(List.of(), votes("v,m,n,a," + "r".repeat(256) + "\n").violations());
        assertEquals(List.of("id@2"), votes("v,m,n,a," + "r".repeat(257) + "\n").violations());
    }

    @Test
    void whatIsPersonalIsDroppedWithAWarning() {
        Reading<VoteRow> read =
                Reading.votes(CSV, "model_a,model_b,winner,ip,email,user_agent\nm,n,a,203.0.113.7,a@b.org,Mozilla\n");

        assertEquals(List.of("pii", "pii", "pii"), read.warnings());
        assertFalse((read.rows + " " + read.report.warnings()).contains("203.0.113.7"));
    }

    @Test
    void aFormulaInARaterIsText() {
        Reading<VoteRow> read = votes("v,m,n,a,\"=HYPERLINK(\"\"http://evil.invalid\"\")\"\n");

        assertEquals("=HYPERLINK(\"http://evil.invalid\")", read.rows.getFirst().rater());
    }

    private static Reading<VoteRow> votes(String rows) {
        return Reading.votes(CSV, HEADER + rows);
    }
}
