package dev.evenhand.upload;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a row of a file of votes must say, and what it may not say after the rows before it. */
final class VoteRules implements Rules {
    private static final Set<String> READ = Set.of(
            "vote_id",
            "prompt_id",
            "model_a",
            "model_b",
            "winner",
            "shown_first",
            "margin",
            "criteria",
            "tags",
            "comment",
            "rater",
            "rater_kind",
            "shown_at",
            "voted_at",
            "timestamp",
            "ts",
            "duration_ms",
            "category",
            "language",
            "probability",
            "weight",
            "source");

    /** What says how an arena counted a vote is not for every file to say. */
    private static final Set<String> RESTORED = Set.of("counted", "exclusion");

    /** Which arena a vote is for, the address says; a restored file need not be told so. */
    private static final String ARENA = "arena";

    private static final Set<String> TEXTS = Set.of("response_a", "response_b");

    private static final Set<String> PERSONAL = Set.of("ip", "email", "user_agent");

    /** The instant of a vote goes by these names; the first that is filled in is read. */
    private static final List<String> INSTANTS = List.of("voted_at", "timestamp", "ts");

    /** Clocks differ a little. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Set<String> SOURCES = Set.of("battle", "import", "live");

    private static final int LONGEST_RATER = 256;
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private final Limits limits;
    private final VoteFile.Terms terms;
    private final Report report;
    private final Consumer<? super VoteRow> votes;
    /** Takes what is told in few words; nothing where each vote is wanted as a row. */
    private final Optional<Consumer<? super BriefVote>> briefVotes;

    private final Pseudonyms pseudonyms;
    private final Seen seen = new Seen();
    private final Map<String, String> names = new HashMap<>();

    /** The columns of the last row, which are nearly always those of the next. */
    private Set<String> columns;

    private VoteLayout layout;
    private Set<String> warnedOf;
    private BriefVotes known;

    VoteRules(
            Limits limits,
            VoteFile.Terms terms,
            Report report,
            Consumer<? super VoteRow> votes,
            Optional<Consumer<? super BriefVote>> briefVotes) {
        this.limits = limits;
        this.terms = terms;
        this.report = report;
        this.votes = votes;
        this.briefVotes = briefVotes;
        this.pseudonyms = new Pseudonyms(terms.raterKey());
    }

    @Override
    public Set<String> known() {
        Set<String> known = new HashSet<>(READ);
        known.addAll(List.of("left", "right"));
        known.addAll(VoteLabels.ONE_HOT.keySet());
        if (terms.texts()) {
            known.addAll(TEXTS);
        }
        return known;
    }

    @Override
    public Optional<String> missing(Set<String> columns) {
        return VoteLayout.of(columns).missing(columns);
    }

    @Override
    public boolean isOurExport(List<String> header) {
        return FormulaGuard.isOurExport(header);
    }

    @Override
    public boolean readsPlain(List<String> columns) {
        return briefVotes.isPresent() && BriefVotes.canBe(columns);
    }

    @Override
    public void take(long first, PlainLines lines) throws IOException {
        if (known == null) {
            known = new BriefVotes(lines.columns());
        }
        known.look(lines);
        for (int at = 0; at < lines.size(); at++) {
            Optional<BriefVote> again = known.vote(at);
            if (again.isPresent()) {
                briefVotes.orElseThrow().accept(again.get());
            } else {
                takeNew(first + at, lines.row(at), at);
            }
        }
    }

    private void takeNew(long number, Row row, int at) throws IOException {
        try {
            known.learn(at, row, taken(number, row));
        } catch (BadRow bad) {
            report.reject(number, bad.violation());
        }
    }

    @Override
    public void take(long number, Row row) throws BadRow, IOException {
        taken(number, row);
    }

    private VoteRow taken(long number, Row row) throws BadRow, IOException {
        if (row.fields().keySet() != columns) {
            columns = row.fields().keySet();
            layout = VoteLayout.of(columns);
        }
        VoteRow vote = read(number, row, layout);
        if (isNew(row, vote)) {
            votes.accept(vote);
        } else {
            report.repeat(number);
        }
        if (columns != warnedOf) {
            warnedOf = columns;
            warnOfIgnored(row, layout);
        }
        return vote;
    }

    private VoteRow read(long number, Row row, VoteLayout layout) throws BadRow, IOException {
        String modelA = name(row, layout.modelA());
        String modelB = name(row, layout.modelB());
        if (modelA.equals(modelB)) {
            throw row.bad("self-pair", layout.modelB(), "A model cannot be compared with itself.");
        }
        VoteLabels labels = new VoteLabels(row, limits);
        return new VoteRow(
                number,
                row.line(),
                id(row, "vote_id"),
                id(row, "prompt_id"),
                modelA,
                modelB,
                labels.winner(layout),
                labels.margin(),
                labels.criteria(),
                labels.tags(),
                row.optional("comment").orElse(null),
                rater(row),
                kind(row),
                labels.shownFirst(),
                instant(row, "shown_at"),
                votedAt(row),
                labels.duration(),
                row.optional("category").orElse(null),
                row.optional("language").orElse(null),
                labels.measure("probability", 1),
                labels.weight(),
                terms.restore() ? row.flag("counted").orElse(null) : null,
                terms.restore() ? row.optional("exclusion").orElse(null) : null,
                source(row),
                terms.texts() ? row.optional("response_a").orElse(null) : null,
                terms.texts() ? row.optional("response_b").orElse(null) : null);
    }

    /** A file names few models and each of them often. */
    private String name(Row row, String column) throws BadRow {
        Object written = row.fields().get(column);
        String known = names.get(written);
        if (known != null) {
            return known;
        }
        String name = ResponseRules.modelName(row, column);
        if (written instanceof String text && names.size() < Limits.MODELS) {
            names.put(text, name);
        }
        return name;
    }

    private static String id(Row row, String column) throws BadRow {
        Optional<String> written = row.name(column);
        return written.isEmpty() ? null : ResponseRules.id(row, column, written.get());
    }

    private String rater(Row row) throws BadRow {
        String rater = row.name("rater").orElse(null);
        if (rater == null) {
            return null;
        }
        if (rater.length() > LONGEST_RATER) {
            throw row.bad("id", "rater", "\"rater\" has more than %d characters.".formatted(LONGEST_RATER));
        }
        if (!Pseudonyms.isPersonal(rater)) {
            return rater;
        }
        report.warn(
                "pii", row.line(), "rater", "A rater is an e-mail address. A keyed hash of it is stored in its place.");
        return pseudonyms.of(rater);
    }

    private static String kind(Row row) throws BadRow {
        Optional<String> kind = row.optional("rater_kind");
        if (kind.isPresent() && !KIND.matcher(kind.get()).matches()) {
            throw row.bad(
                    "rater-kind",
                    "rater_kind",
                    "\"rater_kind\" must be one lower-case word, not %s.".formatted(Violation.quoted(kind.get())));
        }
        return kind.orElse(null);
    }

    /** Other houses have columns of this name too, and mean something else by it. */
    private String source(Row row) throws BadRow {
        Optional<String> source = row.optional("source");
        if (source.isPresent() && !SOURCES.contains(source.get())) {
            report.warn(
                    "ignored",
                    row.line(),
                    "source",
                    "A source that is not battle, import or live was ignored; the vote counts as imported.");
            return null;
        }
        return source.orElse(null);
    }

    private Instant votedAt(Row row) throws BadRow {
        for (String column : INSTANTS) {
            Instant instant = instant(row, column);
            if (instant != null) {
                return instant;
            }
        }
        return null;
    }

    private Instant instant(Row row, String column) throws BadRow {
        Optional<String> written = row.optional(column);
        if (written.isEmpty()) {
            return null;
        }
        Instant instant = parsed(row, column, written.get());
        if (instant.isAfter(terms.now().plus(AHEAD))) {
            throw row.bad("ts-future", column, "%s lies in the future.".formatted(Violation.quoted(written.get())));
        }
        return instant;
    }

    private static Instant parsed(Row row, String column, String written) throws BadRow {
        try {
            Instant instant = Timestamps.parse(written);
            if (!instant.isBefore(Instant.EPOCH)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw badInstant(row, column, written);
        }
        throw badInstant(row, column, written);
    }

    private static BadRow badInstant(Row row, String column, String written) {
        return row.bad(
                "ts",
                column,
                "\"%s\" must be an instant since 1970 with an offset, such as 2026-01-05T10:00:00Z, not %s."
                        .formatted(column, Violation.quoted(written)));
    }

    private boolean isNew(Row row, VoteRow vote) throws BadRow {
        if (vote.voteId() == null) {
            return true;
        }
        Fingerprint key = Fingerprint.of(vote.voteId());
        Fingerprint content = vote.content();
        return switch (seen.look(key, content)) {
            case NEVER -> {
                seen.keep(key, content);
                yield true;
            }
            case SAME -> false;
            case OTHER ->
                throw row.bad(
                        "dup-key",
                        "vote_id",
                        "Vote %s stands further up with other content.".formatted(Violation.quoted(vote.voteId())));
        };
    }

    private void warnOfIgnored(Row row, VoteLayout layout) {
        for (String column : row.fields().keySet()) {
            if (PERSONAL.contains(column)) {
                report.dropped(column);
            } else if (!layout.reads(column)
                    && !READ.contains(column)
                    && !(terms.texts() && TEXTS.contains(column))
                    && !(terms.restore() && (RESTORED.contains(column) || ARENA.equals(column)))) {
                report.ignored(column);
            }
        }
    }
}
