package dev.evenhand.upload;

import static dev.evenhand.upload.Format.CSV;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenhand.upload.VoteRow.Winner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BriefVotesTest {
    /** So many rows take more than one buffer. */
    private static final int ROWS = 20_000;

    private static final String[] MODELS = {"A", "B", "C", " A ", "gpt-4 (turbo)", "Ü", "\"D\"", "a;b", ""};
    private static final String[] WINNERS = {"a", "model_b", " tie ", "both_bad", "draw", "", "\"b\""};
    private static final String[] RATERS = {"r1", "r2", "", "  ", "jo@example.org", "é", "x".repeat(41), "x".repeat(300)
    };
    private static final String[] PROMPTS = {"p1", "p2", "", "p 3", "\0", "\"a\nb\"", "say \"hi\""};
    private static final String[] ENDS = {"\n", "\n", "\n", "\r\n", "\r", "\n\n", ",\n"};

    private record Said(String modelA, String modelB, Winner winner, String rater, String prompt) {}

    @ParameterizedTest
    @CsvSource({
        "'model_a,model_b,winner,rater,prompt_id', 1",
        "'left,right,winner,rater,prompt_id', 2",
        "'left,model_b,winner,rater,model_a', 3",
        "'model_a,model_b,winner,rater,category', 4"
    })
    void aFileSaysTheSameInFewWords(String header, int seed) throws IOException {
        String file = header + "\n" + rows(new Random(seed));
        Reading<VoteRow> rows = Reading.votes(Reading.upload(CSV, file), true);
        List<FileVote> votes = new ArrayList<>();

        Report report = VoteFile.readBriefly(
                Reading.upload(CSV, file), new VoteFile.Terms(Reading.NOW, Reading.KEY, true, false), votes::add);

        assertEquals(
                rows.rows.stream().map(BriefVotesTest::said).toList(),
                votes.stream().map(BriefVotesTest::said).toList());
        assertEquals(rows.report.violations(), report.violations());
        assertEquals(rows.report.violationsTotal(), report.violationsTotal());
        assertEquals(rows.report.warnings(), report.warnings());
        assertEquals(rows.report.rows(), report.rows());
        assertEquals(rows.report.rejected(), report.rejected());
    }

    @Test
    void whatWasSaidBeforeIsToldInFewWordsUnderTheSameNumbers() throws IOException {
        List<BriefVote> votes = new ArrayList<>();
        String row = "A,B,a,r,p\n";
        String other = "b,A,tie,,q\n";

        VoteFile.readBriefly(
                Reading.upload(CSV, "model_a,model_b,winner,rater,prompt_id\n" + row + other + row + row + other),
                new VoteFile.Terms(Reading.NOW, Reading.KEY, true, false),
                vote -> {
                    if (vote instanceof BriefVote brief) {
                        votes.add(brief);
                    }
                });

        assertEquals(3, votes.size());
        assertEquals(votes.get(0), votes.get(1));
        assertEquals(votes.get(0).modelA(), votes.get(2).modelB());
        assertEquals(BriefVote.NOBODY, votes.get(2).rater());
        assertEquals(1, votes.get(2).prompt().number());
    }

    @Test
    void wordsKeepTheirNumbersHoweverManyThereAre() {
        Words words = new Words();
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            numbers.put("r" + i, number(words, "r" + i));
            // These two have one hash.
            numbers.put("Aa" + i, number(words, "Aa" + i));
            numbers.put("BB" + i, number(words, "BB" + i));
        }
        numbers.put("", number(words, ""));

        Set<Integer> given = new HashSet<>(numbers.values());
        assertEquals(60_001, given.size());
        assertTrue(given.stream().allMatch(number -> number >= 0 && number < 60_001));
        numbers.forEach((word, number) -> assertEquals(number, number(words, word), word));
    }

    private static int number(Words words, String word) {
        return words.number(("," + word).toCharArray(), 1, word.length(), word.hashCode());
    }

    private static String rows(Random random) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append(any(MODELS, random)).append(',').append(any(MODELS, random));
            rows.append(',').append(any(WINNERS, random)).append(',').append(any(RATERS, random));
            rows.append(',').append(any(PROMPTS, random)).append(any(ENDS, random));
        }
        return rows.toString();
    }

    /** The first half of them far more often than the others. */
    private static String any(String[] cells, Random random) {
        return cells[random.nextInt(10) > 0 ? random.nextInt(cells.length / 2) : random.nextInt(cells.length)];
    }

    private static Said said(FileVote vote) {
        return switch (vote) {
            case VoteRow row -> new Said(row.modelA(), row.modelB(), row.winner(), row.rater(), row.promptId());
            case BriefVote brief ->
                new Said(
                        brief.modelA().text(),
                        brief.modelB().text(),
                        brief.winner(),
                        brief.rater().text(),
                        brief.prompt().text());
        };
    }
}
