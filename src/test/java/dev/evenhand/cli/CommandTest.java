package dev.evenhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    private static final String FOUR_PLAYERS = votes("A,B,a", 2)
            + votes("B,A,a", 3)
            + votes("A,D,a", 1)
            + votes("D,A,a", 4)
            + votes("B,C,a", 5)
            + votes("C,B,a", 3)
            + votes("C,D,a", 1)
            + votes("D,C,a", 3);

    @TempDir
    Path folder;

    @Test
    void ratesAFileOfVotes() throws IOException {
        Ran ran = run("rate", file("votes.csv", "model_a,model_b,winner\n" + FOUR_PLAYERS), "--format", "csv");

        List<String> lines = ran.answer().lines().toList();
        assertEquals(0, ran.code());
        assertTrue(lines.get(0).startsWith("rank,rank_low,rank_high,model,rating,"));
        assertEquals(1142.4391630, Double.parseDouble(lines.get(1).split(",")[4]), 1e-7);
        assertTrue(lines.get(1).startsWith("1,1,4,D,"), lines.get(1));
    }

    @Test
    void readsCompressedFilesAndTheColumnsOfEvalica() throws IOException {
        Path packed = folder.resolve("votes.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("left,right,winner\nA,B,left\nB,A,left\nA,B,tie\n".getBytes());
        }

        Ran ran = run("rate", packed.toString(), "--format", "json");

        JsonNode board = new ObjectMapper().readTree(ran.answer());
        assertEquals(3, board.get("votes").asInt());
        assertEquals(1000, board.at("/standings/0/rating").asDouble(), 1e-9);
        assertEquals("iid", board.at("/method/interval").asText());
    }

    @Test
    void makesOneBoardForEachValueOfAColumn() throws IOException {
        String file = file(
                "votes.csv",
                "model_a,model_b,winner,category\nA,B,a,code\nA,B,b,code\nA,B,a,code\nA,B,b,art\nA,B,a,art\nA,B,b,\n");

        Ran ran = run("rate", file, "--by", "category", "--format", "json");

        JsonNode boards = new ObjectMapper().readTree(ran.answer());
        assertEquals("A", boards.at("/code/standings/0/model").asText());
        assertEquals(2, boards.at("/art/votes").asInt());
        assertEquals(1, boards.at("/(none)/votes").asInt());
    }

    @Test
    void takesTheRulesAndIntervalsOfTheServer() throws IOException {
        String file = file("votes.csv", "model_a,model_b,winner,rater\n" + FOUR_PLAYERS.replaceAll("\n", ",r\n"));

        assertEquals(
                "jackknife",
                method(file, "--interval", "jackknife").get("interval").asText());
        assertEquals(
                "bootstrap",
                method(file, "--bootstrap", "100", "--seed", "7")
                        .get("interval")
                        .asText());
        assertEquals("elo", method(file, "--method", "elo").get("method").asText());
        assertEquals(
                "D=1500.0, A=200.0",
                method(file, "--anchor", "D=1500", "--anchor", "A=200")
                        .get("anchor")
                        .asText());
    }

    private JsonNode method(String file, String... options) throws IOException {
        String[] all = new String[options.length + 4];
        all[0] = "rate";
        all[1] = file;
        all[2] = "--format";
        all[3] = "json";
        System.arraycopy(options, 0, all, 4, options.length);
        Ran ran = run(all);
        assertEquals(0, ran.code(), ran.errors());
        return new ObjectMapper().readTree(ran.answer()).get("method");
    }

    @Test
    void whatTheVotesCannotSayIsRefusedWithTheReason() throws IOException {
        Ran ran = run("rate", file("votes.csv", "model_a,model_b,winner\nA,B,a\nB,A,a\n"), "--position");

        assertEquals(1, ran.code());
        assertTrue(ran.errors().contains("No vote says which response was shown first."), ran.errors());
    }

    @Test
    void whatTheServerRefusesIsRefusedHereToo() throws IOException {
        String file = file("votes.csv", "model_a,model_b,winner\n" + FOUR_PLAYERS);

        Ran unknown = run("rate", file, "--anchor", "Nobody=1000");
        assertEquals(1, unknown.code());
        assertTrue(unknown.errors().contains("There is no model called Nobody to anchor."), unknown.errors());
        Ran contradiction = run("rate", file, "--method", "elo", "--ties", "davidson");
        assertEquals(2, contradiction.code());
        assertTrue(contradiction.errors().contains("method=elo has no tie model"), contradiction.errors());
    }

    @Test
    void anAnswerThatCannotBeWrittenIsSaid() throws IOException {
        StringWriter errors = new StringWriter();
        String file = file("votes.csv", "model_a,model_b,winner\n" + FOUR_PLAYERS);
        String nowhere = folder.resolve("no/such/folder").toString();

        int code = Evenhand.run(
                new PrintWriter(new StringWriter()), new PrintWriter(errors), "rate", file, "--output", nowhere);

        assertEquals(1, code);
        assertTrue(errors.toString().contains(nowhere + " cannot be written"), errors.toString());
    }

    @Test
    void refusesAFileWithABadRowAndNamesTheLine() throws IOException {
        Ran ran = run("rate", file("votes.csv", "model_a,model_b,winner\nA,B,a\nA,B,draw\n"));

        assertEquals(1, ran.code());
        assertTrue(ran.errors().contains("votes.csv:3:winner: \"draw\" is no winner"), ran.errors());
        assertTrue(ran.errors().contains("nothing was computed"));
        assertEquals("", ran.answer());
    }

    @Test
    void votesThatAnArenaDidNotCountAreNotRated() throws IOException {
        String file = file("votes.csv", "model_a,model_b,winner,counted\nA,B,a,true\nA,B,b,true\nA,B,a,false\n");

        Ran ran = run("rate", file, "--format", "json");

        assertEquals(2, new ObjectMapper().readTree(ran.answer()).get("votes").asInt());
    }

    @Test
    void comparesInOneSentence() throws IOException {
        String file =
                file("votes.csv", "model_a,model_b,winner\n" + votes("New,Old,a", 6478) + votes("New,Old,b", 3522));

        Ran ran = run("compare", file, "--candidate", "New", "--baseline", "Old");

        assertEquals(0, ran.code());
        assertTrue(
                ran.answer()
                        .startsWith(
                                "New is preferred to Old in 64.78 % of 10,000 decided comparisons (95 % interval 63.84 to 65.71 %"));
        assertTrue(ran.answer().contains("As Elo: +106"));
        assertTrue(
                ran.answer()
                        .contains(
                                "Valid however often one looks: 62.88 to 66.65 %, decided after 7 votes, from 10,000 decided votes of unknown raters."));
    }

    /** Each beats the next eight times of ten, and the last the first. */
    private static final String CIRCLE = votes("A,B,a", 8)
            + votes("A,B,b", 2)
            + votes("B,C,a", 8)
            + votes("B,C,b", 2)
            + votes("C,A,a", 8)
            + votes("C,A,b", 2);

    @Test
    void checksWhetherTheModelFits() throws IOException {
        String file = file("votes.csv", "model_a,model_b,winner\n" + CIRCLE);

        Ran table = run("check", file);
        assertEquals(0, table.code(), table.errors());
        assertTrue(table.answer().contains("G² = 11.565, X² = 10.800, df = 1, p = 0.000672"), table.answer());
        assertTrue(table.answer().contains("A beats B beats C beats A, each by 80.0 % or more."), table.answer());
        assertTrue(table.answer().contains("Nothing can be said of single raters. No vote names its rater."));

        JsonNode checks = new ObjectMapper()
                .readTree(run("check", file, "--format", "json").answer());
        assertEquals(11.56468542130545, checks.at("/fit/g2").asDouble(), 1e-10);
        assertEquals(1, checks.at("/circles/share").asDouble(), 1e-12);
        assertEquals(3, checks.at("/ties/rules/0/standings").size());
        assertTrue(checks.at("/fit/missing").isMissingNode());
    }

    @Test
    void whatHasNoChecksIsRefusedWithWhatToDo() throws IOException {
        String file = file("votes.csv", "model_a,model_b,winner\n" + CIRCLE);

        Ran elo = run("check", file, "--method", "elo");
        assertEquals(1, elo.code());
        assertTrue(elo.errors().contains("method=bradley-terry"), elo.errors());
        assertEquals(2, run("check", file, "--format", "csv").code());
        Ran none = run("check", file("none.csv", "model_a,model_b,winner\nA,B,a\n"));
        assertEquals(0, none.code(), none.errors());
        assertTrue(none.answer().contains("Nothing can be checked before"), none.answer());
    }

    @Test
    void aModelThatNoVoteNamesIsToldWithThoseThereAre() throws IOException {
        Ran ran = run(
                "compare", file("votes.csv", "model_a,model_b,winner\nA,B,a\n"), "--candidate", "A", "--baseline", "C");

        assertEquals(1, ran.code());
        assertTrue(ran.errors().contains("No vote names C. The models of this file: A, B."), ran.errors());
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredWithUsage() throws IOException {
        String file = file("votes.csv", "model_a,model_b,winner\nA,B,a\n");

        for (String[] wrong : new String[][] {
            {"rate"},
            {"rate", file, "--ties", "maybe"},
            {"rate", file, "--level", "2"},
            {"rate", file, "--anchor", "A"},
            {"xyz"},
            {"rate", file, "--interval", "wide"}
        }) {
            Ran ran = run(wrong);
            assertEquals(2, ran.code(), String.join(" ", wrong));
            assertTrue(ran.errors().contains("Usage: evenhand"));
        }
    }

    @Test
    void aWrongIntervalIsToldAllThatMayBeChosen() throws IOException {
        Ran ran = run("rate", file("votes.csv", "model_a,model_b,winner\nA,B,a\n"), "--interval", "wide");

        assertTrue(
                ran.errors().contains("'wide' is none of two-way, rater, jackknife, bootstrap, iid, fisher, none."),
                ran.errors());
    }

    @Test
    void warningsOfSeveralGroupsSayWhichTheyAreOf() throws IOException {
        String two = "model_a,model_b,winner\n" + votes("A,B,tie", 3) + votes("C,D,tie", 4);
        String one = "model_a,model_b,winner\n" + votes("A,B,tie", 3);

        String sparse = "1 of 1 pair have fewer than 10 votes";
        assertTrue(run("rate", file("two.csv", two)).answer().contains("Group 1: " + sparse));
        assertTrue(run("rate", file("two.csv", two)).answer().contains("Group 2: " + sparse));
        assertTrue(run("rate", file("one.csv", one)).answer().contains(" " + sparse));
        assertFalse(run("rate", file("one.csv", one)).answer().contains("Group"));
    }

    @Test
    void saysItsVersion() {
        assertTrue(run("--version").out().matches("Evenhand \\d+\\.\\d+.*\\s*"));
    }

    private record Ran(int code, String answer, String out, String errors) {}

    /** The answer goes to a file, where the command has one. */
    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        Path answer = folder.resolve("answer");
        boolean answers = arguments.length > 1;
        String[] all = answers ? java.util.Arrays.copyOf(arguments, arguments.length + 2) : arguments;
        if (answers) {
            all[arguments.length] = "--output";
            all[arguments.length + 1] = answer.toString();
        }
        int code = Evenhand.run(new PrintWriter(out), new PrintWriter(errors), all);
        try {
            return new Ran(
                    code, Files.exists(answer) ? Files.readString(answer) : "", out.toString(), errors.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String votes(String row, int times) {
        return (row + "\n").repeat(times);
    }
}
