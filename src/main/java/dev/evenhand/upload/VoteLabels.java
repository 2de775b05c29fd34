package dev.evenhand.upload;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rater said in one row: the winner, and whatever was said beside it.
 *
 * <p>A label is read as it is written, in lower case. One that is not known is refused: it is never taken for a tie.
 */
final class VoteLabels {
    static final Map<String, VoteRow.Winner> ONE_HOT = oneHot();

    private static final Map<String, VoteRow.Winner> WINNERS = Map.ofEntries(
            Map.entry("a", VoteRow.Winner.A),
            Map.entry("left", VoteRow.Winner.A),
            Map.entry("model_a", VoteRow.Winner.A),
            Map.entry("leftvote", VoteRow.Winner.A),
            Map.entry("b", VoteRow.Winner.B),
            Map.entry("right", VoteRow.Winner.B),
            Map.entry("model_b", VoteRow.Winner.B),
            Map.entry("rightvote", VoteRow.Winner.B),
            Map.entry("tie", VoteRow.Winner.TIE),
            Map.entry("tievote", VoteRow.Winner.TIE),
            Map.entry("both_bad", VoteRow.Winner.BOTH_BAD),
            Map.entry("tie (bothbad)", VoteRow.Winner.BOTH_BAD),
            Map.entry("bothbad_vote", VoteRow.Winner.BOTH_BAD));

    private static final int MOST_MARGIN = 3;

    /** A vote that weighs as much as a million others is a mistake; sums of such weights still keep every digit. */
    private static final double MOST_WEIGHT = 1e6;

    private final Row row;
    private final Limits limits;

    VoteLabels(Row row, Limits limits) {
        this.row = row;
        this.limits = limits;
    }

    private static Map<String, VoteRow.Winner> oneHot() {
        Map<String, VoteRow.Winner> columns = new LinkedHashMap<>();
        columns.put("winner_model_a", VoteRow.Winner.A);
        columns.put("winner_model_b", VoteRow.Winner.B);
        columns.put("winner_tie", VoteRow.Winner.TIE);
        return columns;
    }

    VoteRow.Winner winner(VoteLayout layout) throws BadRow {
        if (layout == VoteLayout.ONE_HOT) {
            return hot();
        }
        Object written = row.fields().get("winner");
        return label(written).orElseThrow(() -> row.bad("winner", "winner", winnerMessage(written)));
    }

    private VoteRow.Winner hot() throws BadRow {
        List<VoteRow.Winner> hot = new ArrayList<>();
        for (Map.Entry<String, VoteRow.Winner> column : ONE_HOT.entrySet()) {
            if (row.flag(column.getKey()).orElse(false)) {
                hot.add(column.getValue());
            }
        }
        if (hot.size() != 1) {
            throw row.bad(
                    "winner", null, "Exactly one of %s must be 1.".formatted(String.join(", ", ONE_HOT.keySet())));
        }
        return hot.getFirst();
    }

    private static Optional<VoteRow.Winner> label(Object written) {
        return written instanceof String text ? Optional.ofNullable(WINNERS.get(text.strip())) : Optional.empty();
    }

    private static String winnerMessage(Object written) {
        return written instanceof String text && !text.isBlank()
                ? "%s is no winner. A winner is a, b, tie or both_bad (or left, right, model_a, model_b)."
                        .formatted(Violation.quoted(text))
                : "The winner is missing, which is not a tie.";
    }

    Integer margin() throws BadRow {
        Optional<BigDecimal> written = row.number("margin");
        if (written.isEmpty()) {
            return null;
        }
        BigDecimal margin = written.get();
        boolean inRange =
                margin.signum() > 0 && margin.compareTo(BigDecimal.valueOf(MOST_MARGIN)) <= 0 && Row.isWhole(margin);
        if (!inRange) {
            throw row.bad("margin", "margin", "\"margin\" must be 1, 2 or 3.");
        }
        return margin.intValueExact();
    }

    Map<String, VoteRow.Winner> criteria() throws BadRow, IOException {
        Optional<Object> written = row.structure("criteria", limits);
        if (written.isEmpty()) {
            return Map.of();
        }
        if (!(written.get() instanceof Map<?, ?> byName)) {
            throw badCriteria();
        }
        Map<String, VoteRow.Winner> criteria = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : byName.entrySet()) {
            criteria.put((String) entry.getKey(), label(entry.getValue()).orElseThrow(this::badCriteria));
        }
        return criteria;
    }

    private BadRow badCriteria() {
        return row.bad("criteria", "criteria", "\"criteria\" must be a JSON object of winners by criterion.");
    }

    VoteRow.Tags tags() throws BadRow, IOException {
        Optional<Object> written = row.structure("tags", limits);
        if (written.isEmpty()) {
            return null;
        }
        if (!(written.get() instanceof Map<?, ?> sides)) {
            throw badTags();
        }
        return new VoteRow.Tags(texts(sides.get("left")), texts(sides.get("right")));
    }

    private List<String> texts(Object written) throws BadRow {
        if (written == null) {
            return List.of();
        }
        if (!(written instanceof List<?> list)) {
            throw badTags();
        }
        List<String> texts = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof String text)) {
                throw badTags();
            }
            texts.add(text);
        }
        return texts;
    }

    private BadRow badTags() {
        return row.bad("tags", "tags", "\"tags\" must be a JSON object, {\"left\": [..], \"right\": [..]}, of texts.");
    }

    VoteRow.Side shownFirst() throws BadRow {
        Optional<String> written = row.optional("shown_first");
        if (written.isEmpty()) {
            return null;
        }
        return switch (written.get().strip()) {
            case "a", "model_a" -> VoteRow.Side.A;
            case "b", "model_b" -> VoteRow.Side.B;
            default -> throw row.bad("shown-first", "shown_first", "\"shown_first\" must be a, b, model_a or model_b.");
        };
    }

    Long duration() throws BadRow {
        Double milliseconds = measure("duration_ms", 1L << 53);
        return milliseconds == null ? null : Math.round(milliseconds);
    }

    /** A vote that weighs nothing is no vote, and leaves a board with nothing to divide by. */
    Double weight() throws BadRow {
        Optional<BigDecimal> written = row.number("weight");
        if (written.isEmpty()) {
            return null;
        }
        double weight = written.get().doubleValue();
        if (!(weight > 0 && weight <= MOST_WEIGHT)) {
            throw row.bad("weight", "weight", "\"weight\" must be more than 0 and at most 1000000.");
        }
        return weight;
    }

    /** A number of which nothing is less than none. */
    Double measure(String column, double most) throws BadRow {
        Optional<BigDecimal> written = row.number(column);
        if (written.isEmpty()) {
            return null;
        }
        double value = written.get().doubleValue();
        if (value < 0 || value > most) {
            throw row.bad("number", column, "\"%s\" must be a number from 0 on.".formatted(column));
        }
        return value;
    }
}
