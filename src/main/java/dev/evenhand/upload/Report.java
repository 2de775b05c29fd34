package dev.evenhand.upload;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What reading one file found: how many rows, which were refused and why, and what a person should know of the rest.
 *
 * <p>Every row is accepted, rejected or repeated, and only one of them. Whoever checks rows further, against what is
 * stored, goes on writing here, with the numbers that the rows carry.
 */
public final class Report {
    /** A person reads the first of them and mends the cause. */
    static final int MOST_VIOLATIONS = 1_000;

    private static final int MOST_WARNINGS = 100;
    private static final int MOST_LINES = 20;

    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Warning> warnings = new LinkedHashMap<>();
    private final Set<String> ignored = new HashSet<>();
    private final BitSet rejected = new BitSet();
    private final BitSet repeated = new BitSet();
    private long rows;
    private long violationsTotal;

    void rows(long count) {
        rows = count;
    }

    /** Row {@code number} is refused; once more for the same row only adds to the violations. */
    void reject(long number, Violation violation) {
        rejected.set(Math.toIntExact(number));
        violationsTotal++;
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(violation);
        }
    }

    /** Row {@code number} says only what was known. */
    void repeat(long number) {
        repeated.set(Math.toIntExact(number));
    }

    /** Warnings that differ in nothing but their line are one warning. */
    void warn(String code, Long line, String column, String message) {
        String key = code + '\n' + column + '\n' + message;
        Warning warning = warnings.get(key);
        if (warning == null && warnings.size() < MOST_WARNINGS) {
            warning = new Warning(code, column, message);
            warnings.put(key, warning);
        }
        if (warning != null && line != null) {
            warning.add(line);
        }
    }

    /** Cheap enough to be said of every row. */
    void ignored(String column) {
        if (!ignored.contains(column) && ignored.size() < MOST_WARNINGS) {
            ignored.add(column);
            warn("ignored", null, column, "The column %s was ignored.".formatted(Violation.quoted(column)));
        }
    }

    /** What would tell who a rater is, and is nobody's business here. */
    void dropped(String column) {
        if (ignored.add(column)) {
            warn("pii", null, column, "The column %s was dropped.".formatted(Violation.quoted(column)));
        }
    }

    public long rows() {
        return rows;
    }

    public long rejected() {
        return rejected.cardinality();
    }

    public long repeated() {
        BitSet only = (BitSet) repeated.clone();
        only.andNot(rejected);
        return only.cardinality();
    }

    public long accepted() {
        return rows - rejected() - repeated();
    }

    /** The first {@value #MOST_VIOLATIONS}, by line. */
    public List<Violation> violations() {
        return violations.stream()
                .sorted(Comparator.comparing(Violation::line, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    public long violationsTotal() {
        return violationsTotal;
    }

    /** Each with the first line it speaks of, and all others in its message. */
    public List<Violation> warnings() {
        return warnings.values().stream().map(Warning::toViolation).toList();
    }

    private static final class Warning {
        private final String code;
        private final String column;
        private final String message;
        private final List<Long> lines = new ArrayList<>();
        private long count;

        Warning(String code, String column, String message) {
            this.code = code;
            this.column = column;
            this.message = message;
        }

        void add(long line) {
            count++;
            if (lines.size() < MOST_LINES) {
                lines.add(line);
            }
        }

        Violation toViolation() {
            return new Violation(lines.isEmpty() ? null : lines.getFirst(), column, code, message + where());
        }

        private String where() {
            if (lines.isEmpty()) {
                return "";
            }
            String listed = lines.stream().map(String::valueOf).collect(joining(", "));
            String more = count > lines.size() ? " and %d more".formatted(count - lines.size()) : "";
            return " (%s %s%s)".formatted(count == 1 ? "line" : "lines", listed, more);
        }
    }
}
