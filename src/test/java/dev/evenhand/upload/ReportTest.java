package dev.evenhand.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report report = new Report();

    @Test
    void aRowIsRejectedOnceHoweverMuchIsWrongWithIt() {
        report.rows(3);
        report.reject(2, new Violation(4L, null, "b", "later"));
        report.reject(2, new Violation(3L, null, "a", "earlier"));
        report.repeat(2);
        report.repeat(3);

        assertEquals(1, report.rejected());
        assertEquals(1, report.repeated());
        assertEquals(1, report.accepted());
        assertEquals(2, report.violationsTotal());
        assertEquals(
                List.of(3L, 4L),
                report.violations().stream().map(Violation::line).toList());
    }

    @Test
    void warningsOfOneKindAreOne() {
        for (long line = 1; line <= 23; line++) {
            report.warn("blank", line, "response", "Blank.");
        }
        report.warn("other", null, null, "Other.");
        report.warn("other", 7L, "x", "Single.");

        assertEquals(
                List.of(
                        "Blank. (lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 3 more)",
                        "Other.",
                        "Single. (line 7)"),
                report.warnings().stream().map(Violation::message).toList());
    }

    @Test
    void aMillionKindsOfWarningsAreNotKept() {
        for (int i = 0; i < 1_000; i++) {
            report.warn("w" + i, null, null, "");
            report.ignored("c" + i);
        }

        assertEquals(100, report.warnings().size());
    }

    @Test
    void foreignTextInAMessageIsHarmless() {
        assertEquals("\"a\uFFFDb\uFFFD\"", Violation.quoted("a\u001Bb\u202E"));
        assertEquals(67, Violation.quoted("x".repeat(100)).length());
    }
}
